package hunt

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// Formats are those that WriteTimeline knows.
var Formats = []string{"csv", "html", "json"}

// WriteTimeline writes the timeline across all rules: "csv", "json" (one
// array), or "html" (a page that needs nothing else). The same result gives the
// same bytes.
func (r *Result) WriteTimeline(w io.Writer, format string) error {
	buf := bufio.NewWriter(w)
	var err error
	switch format {
	case "csv":
		err = r.writeCSV(buf)
	case "json":
		err = r.writeJSON(buf)
	case "html":
		r.writeHTML(buf)
	default:
		err = fmt.Errorf("unknown timeline format %q: use csv, html or json", format)
	}
	if err != nil {
		return err
	}
	return buf.Flush()
}

func (r *Result) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"Time", "Rule", "File", "Row"}) // Flush tells errors
	for _, e := range r.Timeline() {
		_ = out.Write([]string{shown(e.Time), e.Hit.Name(), e.Hit.File, string(rowJSON(e.Row))})
	}
	out.Flush()
	return out.Error()
}

type entryJSON struct {
	Time string          `json:"time,omitempty"`
	Rule string          `json:"rule"`
	ID   string          `json:"id,omitempty"`
	File string          `json:"file"`
	Row  json.RawMessage `json:"row"`
}

func (r *Result) writeJSON(w *bufio.Writer) error {
	_, _ = w.WriteString("[")
	for i, e := range r.Timeline() {
		text, err := json.Marshal(entryJSON{shown(e.Time), e.Hit.Name(), e.Hit.Rule.ID, e.Hit.File, rowJSON(e.Row)})
		if err != nil {
			return err
		}
		if i > 0 {
			_ = w.WriteByte(',')
		}
		_ = w.WriteByte('\n')
		_, _ = w.Write(text)
	}
	_, err := w.WriteString("\n]\n")
	return err
}

func shown(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.9999999Z")
}

// rowJSON is a row as a JSON object, without the columns that have no value.
func rowJSON(row goshawk.Row) json.RawMessage {
	out := []byte{'{'}
	for i, v := range row.Values() {
		if v.IsNull() || v.Kind() == table.KindString && v.Str() == "" {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = table.AppendJSONString(out, row.Schema().Field(i).Name)
		out = append(out, ':')
		out = table.AppendJSON(out, v)
	}
	return append(out, '}')
}
