package gen

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"
)

// Now is the clock for which all sets are composed.
var Now = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)

// Email is one row of EmailEvents; a nil field is null or left out.
type Email struct {
	Timestamp, Message, Recipient, Subject, Action *string
	// at is the instant of Timestamp, zero when that is not one.
	at time.Time
	// omit leaves null fields out instead of writing them as null; shuffle
	// writes the keys in another order.
	omit, shuffle bool
}

const month = 30 * 24 * time.Hour

var (
	actions    = []string{"Hard delete", "Soft delete", "Moved to junk folder", "Moved to deleted items"}
	nearMisses = []string{"Hard delete ", "hard delete", "Soft Delete", "Hard delete, Soft delete", "", "Delivered", "Moved to junk", "Quarantined", " Soft delete"}
	subjects   = []string{
		"Invoice", "", "null", `back\slash`, `\\server\share`, `say "hi"`, "line one\nline two", "tab\there", "Rechnung über 5 €",
		"😀 emoji", "a|b|c", "zero\u200bwidth", "%41 percent", "'quoted'", "trailing ", "<b>&amp;</b>", "comma, semicolon; colon:",
	}
)

func ptr(s string) *string { return &s }

// stamp writes an instant in one of the spellings that exports have.
func stamp(r *rand.Rand, t time.Time) *string {
	switch {
	case t.Nanosecond() == 0 && r.IntN(3) == 0:
		return ptr(t.Format("2006-01-02T15:04:05Z"))
	case r.IntN(20) == 0:
		return ptr(t.In(time.FixedZone("", 2*3600)).Format("2006-01-02T15:04:05.0000000-07:00"))
	}
	return ptr(t.Format("2006-01-02T15:04:05.0000000Z"))
}

// Emails composes n rows; the same seed gives the same rows.
func Emails(n int, seed uint64) []Email {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]Email, n)
	for i := range out {
		e := Email{
			Message:   ptr(fmt.Sprintf("%08x-51c2-4d0e-9a77-%012x", i*2654435761&0xffffffff, i)),
			Recipient: ptr(fmt.Sprintf("user%04d@meridian.example", r.IntN(n/20+1))),
			Subject:   ptr(subjects[r.IntN(len(subjects))]),
			Action:    ptr(actions[r.IntN(len(actions))]),
			omit:      r.IntN(2) == 0,
			shuffle:   r.IntN(10) == 0,
		}
		e.at = Now.Add(-time.Duration(r.Int64N(int64(month)/100)) * 100)
		if r.IntN(4) == 0 {
			e.at = e.at.Truncate(time.Second)
		}
		e.plant(r, i%16)
		if e.Timestamp == nil && !e.at.IsZero() {
			e.Timestamp = stamp(r, e.at)
		}
		out[i] = e
	}
	return out
}

// plant makes the row one of the kinds that the query tells apart.
func (e *Email) plant(r *rand.Rand, kind int) {
	switch kind {
	case 0: // Exactly 30 days old: > is strict.
		e.at = Now.Add(-month)
	case 1: // One tick younger.
		e.at = Now.Add(-month + 100)
	case 2: // One tick older.
		e.at = Now.Add(-month - 100)
	case 3: // The future is after 30 days ago.
		e.at = Now.Add(time.Duration(r.IntN(1000)) * time.Hour)
	case 4, 5:
		e.Action = ptr(nearMisses[r.IntN(len(nearMisses))])
	case 6: // Null, missing and empty are one recipient: strings are never null.
		e.Recipient = nil
		if r.IntN(3) == 0 {
			e.Recipient = ptr("")
		}
	case 7: // Case tells recipients apart.
		e.Recipient = ptr(strings.ToUpper((*e.Recipient)[:1]) + (*e.Recipient)[1:])
	case 8:
		e.Subject = nil
	case 9:
		e.Message = nil
	case 10:
		e.Action = nil
	case 11: // A time that is missing or none is not after anything.
		e.at = time.Time{}
		if r.IntN(2) == 0 {
			e.Timestamp = ptr("not a time")
		}
	case 12: // Long ago.
		e.at = e.at.Add(-10 * month)
	}
}

// cells are the row's columns in the order of EmailColumns; the ones that the
// query does not name are payload.
func (e *Email) cells(i int) []*string {
	return []*string{
		e.Timestamp, e.Message, ptr(fmt.Sprintf("sender%d@parcel-notice.example", i%97)), e.Recipient, e.Subject,
		ptr("Inbound"), ptr(fmt.Sprint(i % 7)), e.Action, ptr(strings.Repeat("payload ", i%9)),
	}
}

// EmailColumns are the columns of the written sets.
var EmailColumns = []string{
	"Timestamp", "NetworkMessageId", "SenderFromAddress", "RecipientEmailAddress", "Subject", "EmailDirection", "UrlCount", "LatestDeliveryAction", "AdditionalFields",
}

// WriteEmailNDJSON writes the rows as JSON lines.
func WriteEmailNDJSON(w io.Writer, rows []Email) error {
	var b strings.Builder
	for i := range rows {
		b.Reset()
		b.WriteByte('{')
		cells := rows[i].cells(i)
		for k := range cells {
			if rows[i].shuffle {
				k = len(cells) - 1 - k
			}
			if cells[k] == nil && rows[i].omit {
				continue
			}
			if b.Len() > 1 {
				b.WriteString(", ")
			}
			value := []byte("null")
			if cells[k] != nil {
				value, _ = json.Marshal(*cells[k])
			}
			if EmailColumns[k] == "UrlCount" {
				value = []byte(*cells[k])
			}
			fmt.Fprintf(&b, "%q: %s", EmailColumns[k], value)
		}
		b.WriteString("}\n")
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

// WriteEmailCSV writes the rows as CSV, null as nothing.
func WriteEmailCSV(w io.Writer, rows []Email) error {
	out := csv.NewWriter(w)
	if err := out.Write(EmailColumns); err != nil {
		return err
	}
	for i := range rows {
		record := make([]string, len(EmailColumns))
		for k, c := range rows[i].cells(i) {
			if c != nil {
				record[k] = *c
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
