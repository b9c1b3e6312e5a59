package hunt

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/readers"
)

// mixed are files of many columns: texts with escapes and quotes, nested
// values, numbers that are none, records that are broken, columns that are
// missing.
func mixed(rows int) fstest.MapFS {
	var csv, lines, array bytes.Buffer
	csv.WriteString("TimeGenerated,UserPrincipalName,AppDisplayName,ResultType,IPAddress,Location,UserAgent,LocationDetails,DurationMs,IsInteractive,CorrelationId\n")
	array.WriteString("[")
	for i := range rows {
		at := time.Date(2026, 3, 1, 0, 0, i*37, 0, time.UTC).Format(time.RFC3339)
		agent := []string{"curl/8", `""Quoted"" browser`, "needle \u00e9t\u00e9", "", "Two\nlines"}[i*3%5]
		fmt.Fprintf(&csv, "%s,user%d@x.example,App %d,%d,10.0.0.%d,%s,\"%s\",\"{\"\"city\"\":\"\"C%d\"\",\"\"geo\"\":[%d,1.50]}\",%d,%t,%032x\n",
			at, i%13, i%4, []int{0, 50126, 50053}[i%3], i%250, []string{"DE", "US", ""}[i%3], agent, i%9, i%5, i, i%2 == 0, i*7919)
		name := []string{"plain.txt", `needle\\file.exe`, `\u006eeedle.dll`, `x\"y.ps1`, "run.exe"}[i*7%5]
		size := fmt.Sprint(i * 10)
		if i%41 == 3 {
			size = `"none"`
		}
		rec := fmt.Sprintf(`{"Timestamp":"%s","DeviceName":"pc%d","ActionType":"%s","FileName":"%s","FolderPath":"C:\\Users\\u%d","SHA1":"%040x","FileSize":%s,"InitiatingProcessFileName":"%s","InitiatingProcessAccountName":"acc%d","AdditionalFields":{"k":"Needle%d","n":[%d]},"ReportId":%d}`,
			at, i%5, []string{"FileCreated", "FileDeleted"}[i%2], name, i%3, i, size, []string{"cmd.exe", "explorer.exe"}[i%2], i%6, i%30, i, i)
		lines.WriteString(rec + "\n")
		if i%67 == 5 {
			lines.WriteString(rec[:len(rec)/2] + "\n")
		}
		if i > 0 {
			array.WriteString(",\n")
		}
		fmt.Fprintf(&array, `{"TimeGenerated":"%s","OperationName":"Op %d","Result":"%s","InitiatedBy":{"user":{"userPrincipalName":"user%d@x.example"}},"TargetResources":[{"displayName":"T%d"},{"displayName":"needle"}],"Category":"C"}`,
			at, i%8, []string{"success", "failure"}[i%2], i%13, i%4)
	}
	array.WriteString("]\n")
	return fstest.MapFS{
		"SigninLogs.csv":          {Data: csv.Bytes()},
		"DeviceFileEvents.ndjson": {Data: lines.Bytes()},
		"AuditLogs.json":          {Data: array.Bytes()},
	}
}

// mixedRules hold on to rows or not, look at columns early, late or never.
var mixedRules = []string{
	"SigninLogs",
	"SigninLogs | where TimeGenerated > datetime(2026-03-01T03:00:00Z)",
	"SigninLogs | where * contains 'NEEDLE'",
	"SigninLogs | where TimeGenerated > datetime(2026-03-01T03:00:00Z) | where * has 'needle' and ResultType == 50126",
	"search in (SigninLogs) 'user7' | project TimeGenerated, UserPrincipalName",
	"search in (SigninLogs) 'C5' and 'needle'",
	"search in (DeviceFileEvents) 'needle'",
	"search in (DeviceFileEvents) 'needle5' or 'exe'",
	"DeviceFileEvents | where * contains 'true' or * contains '100'",
	"DeviceFileEvents | where * contains 'needle.dll'",
	"DeviceFileEvents | where * contains 'e' | summarize n = count() by FileName",
	"SigninLogs | where UserAgent has 'browser' | where AppDisplayName == 'App 2'",
	"SigninLogs | where ResultType != 0 | sort by TimeGenerated desc, CorrelationId asc | take 20",
	"SigninLogs | where ResultType != 0 | summarize arg_max(TimeGenerated, *) by UserPrincipalName",
	"SigninLogs | extend city = tostring(parse_json(LocationDetails).city) | where city == 'C3' | project CorrelationId, city, UserAgent",
	"SigninLogs | summarize make_set(AppDisplayName), dcount(IPAddress) by Location",
	"let bad = SigninLogs | where IPAddress == '10.0.0.7' | summarize arg_max(TimeGenerated, *) by UserPrincipalName; SigninLogs | join kind=inner bad on UserPrincipalName | project UserAgent, UserAgent1, CorrelationId",
	"DeviceFileEvents | where FileName endswith '.exe' and FolderPath has 'u1' | project-away SHA1",
	"DeviceFileEvents | where tostring(AdditionalFields.k) == 'Needle7'",
	"DeviceFileEvents | where FileSize > 4000 | take 5 | project FileSize, FileName, AdditionalFields",
	"DeviceFileEvents | summarize count(), take_any(DeviceName) by bin(Timestamp, 1h)",
	"AuditLogs | where Result == 'failure' | mv-expand TargetResources | where TargetResources.displayName != 'needle' | project TimeGenerated, t = tostring(TargetResources.displayName), who = tostring(InitiatedBy.user.userPrincipalName)",
	"AuditLogs | where OperationName has '3' | union (SigninLogs | where IPAddress endswith '.9')",
	"union SigninLogs, AuditLogs | where TimeGenerated > datetime(2026-03-01T05:00:00Z) | summarize n = count(), u = dcount(UserPrincipalName) by Result",
	"union (DeviceFileEvents | where FileName has 'needle' | take 3), (SigninLogs | where UserAgent has 'browser' | project CorrelationId)",
	"union withsource=T SigninLogs, AuditLogs, DeviceFileEvents | where TimeGenerated > datetime(2026-03-01T05:00:00Z) | summarize n = count() by T",
}

// TestHuntFindsTheSame: each rule finds, among many that share a reading, the
// rows that it finds alone, however the files are cut and however many
// goroutines read them.
func TestHuntFindsTheSame(t *testing.T) {
	const rows = 500
	data := mixed(rows)
	all, choosing := map[string]string{}, map[string]string{}
	for i, text := range mixedRules {
		name := fmt.Sprintf("r%02d.kql", i)
		all[name] = text
		// Where every rule chooses rows, others are not decoded.
		if words := strings.Fields(text); len(words) > 2 && (words[2] == "where" || words[0] == "search") {
			choosing[name] = text
		}
	}
	want := map[string][]string{}
	for _, s := range pack(t, all).Suites {
		want[s.File] = foundAlone(t, data, s.Rule)
	}
	huntsTheSame(t, data, pack(t, all), 3*rows, want)
	require.Greater(t, len(choosing), 10)
	huntsTheSame(t, data, pack(t, choosing), 3*rows, want)
}

// huntsTheSame hunts in several ways.
func huntsTheSame(t *testing.T, data fstest.MapFS, rules *detections.Pack, rows int, want map[string][]string) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, workers := range []int{1, 3} {
		runtime.GOMAXPROCS(workers)
		for _, chunk := range []int{0, 2_000, 30_000} {
			var maps []Mapping
			for _, name := range []string{"SigninLogs", "DeviceFileEvents", "AuditLogs"} {
				maps = append(maps, Mapping{Pattern: name + ".*", Table: name, Options: readers.Options{ChunkBytes: chunk}})
			}
			res, err := Run(t.Context(), rules, data, Options{MaxRows: 1 << 20, Maps: maps})
			require.NoError(t, err)
			require.EqualValues(t, rows, res.Rows)
			for _, h := range res.Rules {
				require.NoError(t, h.Err, h.Rule.Text)
				require.False(t, h.Alone)
				require.EqualValues(t, len(h.Rows), h.Count)
				require.Equal(t, want[h.File], rowTexts(h.Rows), "%s, %d bytes at a time, %d goroutines", h.Rule.Text, chunk, workers)
			}
		}
	}
}

// TestHuntReadsInTurn: a rule that reads several sources in the order in which
// they are read runs meanwhile; for one that reads them in another order, or one
// of them twice, they are kept, or read again.
func TestHuntReadsInTurn(t *testing.T) {
	lines := func(user string) *fstest.MapFile {
		var b bytes.Buffer
		for i := range 3000 {
			fmt.Fprintf(&b, `{"_time":"2026-03-15T10:%02d:00Z","user":"%s%d","n":%d}`+"\n", i/60, user, i%3, i)
		}
		return &fstest.MapFile{Data: b.Bytes()}
	}
	data := &countingFS{MapFS: fstest.MapFS{"a.ndjson": lines("ann"), "b.ndjson": lines("bob"), "c.ndjson": lines("cyd")}, opens: map[string]int{}, bytes: map[string]int64{}}
	hunted := func(name, text string, maps ...Mapping) (*Hit, map[string]int) {
		clear(data.opens)
		res, err := Run(t.Context(), pack(t, map[string]string{name: text}), data, Options{Memory: 1, Maps: maps})
		require.NoError(t, err)
		require.NoError(t, res.Rules[0].Err, text)
		return res.Rules[0], data.opens
	}
	once := map[string]int{"a.ndjson": 1, "b.ndjson": 1, "c.ndjson": 1}
	hit, opens := hunted("all.spl", "search user=*2 | stats count by user")
	require.False(t, hit.Alone)
	require.EqualValues(t, 3, hit.Count)
	require.Equal(t, once, opens)
	hit, opens = hunted("few.spl", "search user=* | head 3500 | stats count")
	require.False(t, hit.Alone)
	require.EqualValues(t, 3500, hit.Rows[0].Values()[0].Int())
	require.Equal(t, once, opens)
	var tables []Mapping
	for _, name := range []string{"a", "b", "c"} {
		tables = append(tables, Mapping{Pattern: name + ".*", Table: name + "_CL"})
	}
	for text, alone := range map[string]bool{
		"union a_CL, b_CL, c_CL | summarize n = count() by user":                                false,
		"union (a_CL | take 2), c_CL | summarize n = count() by user":                           false,
		"union b_CL, a_CL | summarize n = count() by user":                                      true,
		"union a_CL, a_CL | summarize n = count() by user":                                      true,
		"a_CL | where n > 100 | join kind=inner (b_CL) on n | summarize n = count() by user":    true,
		"a_CL | where n in ((b_CL | where n > 10 | project n)) | summarize n = count() by user": true,
	} {
		hit, _ := hunted("x.kql", text, tables...)
		require.Equal(t, alone, hit.Alone, text)
		require.Equal(t, foundCount(t, data.MapFS, text), hit.Count, text)
	}
}

func foundCount(t *testing.T, data fstest.MapFS, text string) int64 {
	t.Helper()
	db := goshawk.New()
	for _, name := range []string{"a", "b", "c"} {
		src, err := readers.OpenFS(t.Context(), data, name+".ndjson", readers.Options{Name: name + "_CL"})
		require.NoError(t, err)
		db.AddTable(name+"_CL", src)
	}
	q, err := db.CompileKQL(text)
	require.NoError(t, err)
	res, err := q.Table(t.Context())
	require.NoError(t, err)
	return int64(res.Len())
}

func foundAlone(t *testing.T, data fstest.MapFS, r *detections.Rule) []string {
	t.Helper()
	db := goshawk.New()
	for name := range data {
		src, err := readers.OpenFS(t.Context(), data, name, readers.Options{Name: strings.SplitN(name, ".", 2)[0]})
		require.NoError(t, err)
		db.AddTable(strings.SplitN(name, ".", 2)[0], src)
	}
	q, err := r.Compile(db, detections.Options{})
	require.NoError(t, err, r.Text)
	found := func(opts ...goshawk.RunOption) []string {
		res, err := q.Table(t.Context(), opts...)
		require.NoError(t, err, r.Text)
		rows := make([]goshawk.Row, res.Len())
		for i := range rows {
			rows[i] = goshawk.RowOf(res.Batch(), i)
		}
		return rowTexts(rows)
	}
	texts := found()
	require.NotEmpty(t, texts, r.Text)
	require.Equal(t, found(goshawk.WithoutRewrites()), texts, r.Text)
	return texts
}

// rowTexts are rows in an order that does not depend on who was first.
func rowTexts(rows []goshawk.Row) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		for k, v := range r.Values() {
			out[i] += r.Schema().Field(k).Name + "=" + output.Text(v) + "\t"
		}
	}
	slices.Sort(out)
	return out
}
