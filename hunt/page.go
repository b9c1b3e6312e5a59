package hunt

import (
	"bufio"
	_ "embed" // the page
	"fmt"
	"html"
	"strings"
	"time"
)

// page is what stands around the hits, which takes their place.
//
//go:embed timeline.html
var page string

// writeHTML writes the page with package html alone: html/template would add
// half a megabyte to the program and a twentieth to what starting it takes.
// What cannot be written is told when w is flushed.
func (r *Result) writeHTML(w *bufio.Writer) {
	head, rest, _ := strings.Cut(page, "<!--title-->")
	style, script, _ := strings.Cut(rest, "<!--hits-->")
	var hits []*Hit
	var total int64
	for _, h := range r.Rules {
		if total += h.Count; h.Count > 0 {
			hits = append(hits, h)
		}
	}
	title := fmt.Sprintf("%d hits of %d rules", total, len(hits))
	fmt.Fprintf(w, "%s<title>Hunt: %s</title>%s<h1>%s</h1>\n", head, title, style, title)
	fmt.Fprintf(w, "<p>%d rules over %d files, %d rows.", len(r.Rules), len(r.Files), r.Rows)
	if r.Interrupted {
		w.WriteString(" <strong>Reading was interrupted: this is what had been found.</strong>")
	}
	w.WriteString("</p>\n")
	entries := r.Timeline()
	writeLine(w, entries)
	w.WriteString("<table>\n<thead><tr><th>Rule</th><th>Hits</th><th>First</th><th>Last</th></tr></thead>\n<tbody>")
	for _, h := range hits {
		first, last := h.Span()
		fmt.Fprintf(w, "<tr><td title=\"%s\">%s</td><td class=\"n\">%d</td><td class=\"t\">%s</td><td class=\"t\">%s</td></tr>\n",
			html.EscapeString(h.File), html.EscapeString(h.Name()), h.Count, shown(first), shown(last))
	}
	w.WriteString("</tbody>\n</table>\n<h2>Timeline</h2>")
	if int64(len(entries)) < total {
		fmt.Fprintf(w, "\n<p>%d of %d hits: the first rows of each rule.</p>", len(entries), total)
	}
	w.WriteString("\n<input id=\"find\" type=\"search\" placeholder=\"Only rows that contain…\" aria-label=\"Only rows that contain\">\n" +
		"<table>\n<thead><tr><th>Time</th><th>Rule</th><th>Row</th></tr></thead>\n<tbody id=\"rows\">")
	for _, e := range entries {
		fmt.Fprintf(w, "<tr><td class=\"t\">%s</td><td>%s</td><td class=\"row\">%s</td></tr>\n",
			shown(e.Time), html.EscapeString(e.Hit.Name()), html.EscapeString(string(rowJSON(e.Row))))
	}
	w.WriteString("</tbody>\n</table>" + script)
}

// writeLine draws the rows that have a time on a line from the first to the
// last, in thousandths of it.
func writeLine(w *bufio.Writer, entries []Entry) {
	var first, last time.Time
	for _, e := range entries {
		if !e.Time.IsZero() {
			if first.IsZero() {
				first = e.Time
			}
			last = e.Time
		}
	}
	if first.IsZero() {
		return
	}
	w.WriteString(`<svg viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" aria-label="Hits over time"><line x1="0" y1="38" x2="1000" y2="38" stroke="currentColor" stroke-width="1"/>`)
	for _, e := range entries {
		if e.Time.IsZero() {
			continue
		}
		at := 0
		if span := last.Sub(first); span > 0 {
			at = int(1000 * float64(e.Time.Sub(first)) / float64(span))
		}
		fmt.Fprintf(w, `<line x1="%d" y1="6" x2="%d" y2="38" stroke="var(--mark)" stroke-width="1.5" vector-effect="non-scaling-stroke"><title>%s %s</title></line>`,
			at, at, shown(e.Time), html.EscapeString(e.Hit.Name()))
	}
	fmt.Fprintf(w, "</svg>\n<div class=\"ends\"><span>%s</span><span>%s</span></div>\n", shown(first), shown(last))
}
