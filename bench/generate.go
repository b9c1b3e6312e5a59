package bench

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"
)

// Tables are the names of the tables that [Generate] makes.
var Tables = []string{"EmailEvents", "DeviceProcessEvents", "SigninLogs"}

// Generate writes rows of a table as NDJSON. What row i holds depends on the
// table, the number of rows and i. All names are reserved example names.
func Generate(w io.Writer, table string, rows int) error {
	write := map[string]func(*row){"EmailEvents": email, "DeviceProcessEvents": process, "SigninLogs": signin}[table]
	if write == nil {
		return fmt.Errorf("bench: no table %q", table)
	}
	out := bufio.NewWriterSize(w, 1<<20)
	r := &row{Rand: rand.New(rand.NewPCG(uint64(len(table)), 20260301)), rows: rows}
	for i := range rows {
		r.text, r.i = append(r.text[:0], '{'), i
		write(r)
		r.text = append(r.text, '}', '\n')
		if _, err := out.Write(r.text); err != nil {
			return err
		}
	}
	return out.Flush()
}

// row is the text of one record in the making.
type row struct {
	*rand.Rand
	text    []byte
	i, rows int
}

func (r *row) key(name string) {
	if len(r.text) > 1 {
		r.text = append(r.text, ',')
	}
	r.text = append(append(append(r.text, '"'), name...), `":`...)
}

func (r *row) str(name, s string) { r.key(name); r.text = strconv.AppendQuote(r.text, s) }

func (r *row) int(name string, n int) { r.key(name); r.text = strconv.AppendInt(r.text, int64(n), 10) }

func (r *row) raw(name, s string) { r.key(name); r.text = append(r.text, s...) }

func (r *row) pick(of ...string) string { return of[r.IntN(len(of))] }

// skewed is a number below n, small ones more often.
func (r *row) skewed(n int) int {
	f := r.Float64()
	return int(f * f * f * float64(n))
}

// time rises through 30 days.
func (r *row) time(name string) {
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	at := start.Add(time.Duration(float64(30*24*time.Hour)*float64(r.i)/float64(r.rows)) + time.Duration(r.IntN(1e9)))
	r.str(name, at.Format("2006-01-02T15:04:05.000000Z"))
}

func (r *row) id(name string) {
	a, b := r.Uint64(), r.Uint64()
	r.str(name, fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", uint32(a), uint16(a>>32), uint16(a>>48), uint16(b), b>>16))
}

func user(n int) string { return fmt.Sprintf("user%d@example.com", n) }

func sender(n int) string { return fmt.Sprintf("sender%d@d%d.example.net", n, n%997) }

func email(r *row) {
	r.time("Timestamp")
	r.id("NetworkMessageId")
	from := sender(r.skewed(100000))
	r.str("SenderFromAddress", from)
	r.str("SenderFromDomain", from[len("sender"):][indexAt(from[len("sender"):])+1:])
	r.str("RecipientEmailAddress", user(r.skewed(20000)))
	r.str("Subject", r.pick("Invoice", "Meeting", "Payroll", "Report")+" #"+strconv.Itoa(r.IntN(100000)))
	for i := range 20 {
		r.str("Field"+strconv.Itoa(i), r.pick("", "", "Enabled", "Not used", "None"))
	}
	r.str("AdditionalFields", fmt.Sprintf(`{"Auth":{"Result":"%s"},"Campaign":{"Id":"c-%05d","Type":"%s"},"Score":%d}`,
		r.pick("pass", "fail"), r.IntN(5000), r.pick("none", "none", "bulk", "phish"), r.IntN(100)))
	action := "Delivered"
	if r.IntN(20) == 0 {
		action = r.pick("Hard delete", "Soft delete", "Moved to junk folder", "Moved to deleted items")
	}
	r.str("LatestDeliveryAction", action)
}

func indexAt(s string) int {
	for i := range s {
		if s[i] == '@' {
			return i
		}
	}
	return -1
}

func process(r *row) {
	r.time("Timestamp")
	r.str("DeviceName", fmt.Sprintf("host%d.example.com", r.skewed(300)))
	n := r.skewed(5000)
	r.str("AccountName", "user"+strconv.Itoa(n))
	r.str("AccountUpn", user(n))
	file := r.pick("powershell.exe", "cmd.exe", "svchost.exe", "chrome.exe", "curl.exe", "winword.exe", "msedge.exe", "rundll32.exe")
	r.str("FileName", file)
	line := `"C:\Windows\System32\` + file + `" -session ` + strconv.Itoa(r.IntN(1<<30))
	switch r.IntN(6) {
	case 0:
		line += ` -Enc ` + strconv.FormatUint(r.Uint64(), 36) + strconv.FormatUint(r.Uint64(), 36)
	case 1:
		line += fmt.Sprintf(` https://files%d.example.net/%d`, r.skewed(5000), r.IntN(1e6))
	}
	r.str("ProcessCommandLine", line)
	for i := range 10 {
		r.str("Field"+strconv.Itoa(i), r.pick("", "System", "High", "Signed"))
	}
}

func signin(r *row) {
	r.time("TimeGenerated")
	r.id("Id")
	r.str("UserPrincipalName", user(r.skewed(5000)))
	r.str("IPAddress", fmt.Sprintf("192.0.2.%d", r.IntN(256)))
	r.str("ResultType", r.pick("0", "0", "0", "50126"))
	policies := []byte{'['}
	for i := range r.IntN(4) {
		if i > 0 {
			policies = append(policies, ',')
		}
		policies = fmt.Appendf(policies, `{"id":"%016x","displayName":"CA%03d","result":"%s"}`, r.Uint64(), r.skewed(40), r.pick("success", "notApplied"))
	}
	r.raw("ConditionalAccessPolicies", string(append(policies, ']')))
}
