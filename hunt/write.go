package hunt

import (
	"bufio"
	_ "embed" // the page
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
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
		err = r.writeHTML(buf)
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

//go:embed timeline.html
var page string

// pageData is what the page shows.
type pageData struct {
	Result      *Result
	Hits        []pageHit
	Entries     []pageEntry
	First, Last string
	// Total is how many rows the rules found, of which Entries has the first of
	// each.
	Total int64
}

type pageHit struct {
	Hit         *Hit
	First, Last string
}

type pageEntry struct {
	Time, Rule string
	// At is where on the line of time the row stands, in thousandths; -1
	// without a time.
	At  int
	Row string
}

func (r *Result) writeHTML(w io.Writer) error {
	t, err := template.New("timeline").Parse(page)
	if err != nil {
		return err
	}
	data := pageData{Result: r}
	for _, h := range r.Rules {
		if data.Total += h.Count; h.Count > 0 {
			first, last := h.Span()
			data.Hits = append(data.Hits, pageHit{h, shown(first), shown(last)})
		}
	}
	entries := r.Timeline()
	var first, last time.Time
	for _, e := range entries {
		if !e.Time.IsZero() {
			if first.IsZero() {
				first = e.Time
			}
			last = e.Time
		}
	}
	data.First, data.Last = shown(first), shown(last)
	for _, e := range entries {
		at := -1
		if !e.Time.IsZero() {
			at = 0
			if span := last.Sub(first); span > 0 {
				at = int(1000 * float64(e.Time.Sub(first)) / float64(span))
			}
		}
		data.Entries = append(data.Entries, pageEntry{shown(e.Time), e.Hit.Name(), at, string(rowJSON(e.Row))})
	}
	return t.Execute(w, data)
}
