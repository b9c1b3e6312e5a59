package chart

import (
	"bufio"
	"fmt"
	"io"

	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

// maxPageRows is how many rows a page lists below its chart.
const maxPageRows = 1000

const pageStyle = `:root{color-scheme:light dark}body{font:14px system-ui,sans-serif;max-width:1100px;margin:24px auto;padding:0 16px;background:#fff;color:#343a40}
svg{max-width:100%;height:auto}pre{overflow:auto;padding:12px;border-radius:6px;background:#f1f3f5}summary{cursor:pointer;margin:12px 0}
.rows{overflow:auto}table{border-collapse:collapse;font-size:13px}th,td{padding:3px 10px;border-bottom:1px solid #dee2e6;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
@media(prefers-color-scheme:dark){body{background:#16181c;color:#dee2e6}pre{background:#23262b}th,td{border-color:#2c3036}}
`

// HTML writes a page that stands by itself: the chart, the query, and the rows.
// b are the rows of the chart; query may be empty.
func (c *Chart) HTML(w io.Writer, query string, b *table.Batch) error {
	out := bufio.NewWriter(w)
	title := c.Title
	if title == "" {
		title = "Goshawk"
	}
	fmt.Fprintf(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n", escape(title), pageStyle)
	if err := c.SVG(out); err != nil {
		return err
	}
	if query != "" {
		fmt.Fprintf(out, "<details><summary>Query</summary>\n<pre>%s</pre>\n</details>\n", escapeLines(query))
	}
	rows := min(b.Len(), maxPageRows)
	summary := output.Grouped(int64(b.Len())) + " rows"
	if rows < b.Len() {
		summary = fmt.Sprintf("the first %s of %s", output.Grouped(int64(rows)), summary)
	}
	fmt.Fprintf(out, "<details><summary>%s</summary>\n<div class=\"rows\"><table>\n<tr>", summary)
	for _, f := range b.Schema().Fields() {
		fmt.Fprintf(out, "<th>%s</th>", escape(f.Name))
	}
	out.WriteString("</tr>\n")
	for i := range rows {
		out.WriteString("<tr>")
		for k := range b.Schema().Len() {
			v := b.Col(k).Value(i)
			class := ""
			if _, ok := numberOf(v); ok && v.Kind() != table.KindString && v.Kind() != table.KindBool {
				class = ` class="n"`
			}
			fmt.Fprintf(out, "<td%s>%s</td>", class, escape(output.Text(v)))
		}
		out.WriteString("</tr>\n")
	}
	out.WriteString("</table></div>\n</details>\n</body>\n</html>\n")
	return out.Flush()
}
