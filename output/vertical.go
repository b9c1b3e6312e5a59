package output

import (
	"strconv"
	"strings"
)

// vertical draws every row as a block of lines "name | value", values whole.
// A value of several lines goes on below itself.
func (d *drawing) vertical() {
	names := make([]string, d.b.Schema().Len())
	label := 0
	for k, f := range d.b.Schema().Fields() {
		names[k] = Visible(f.Name)
		label = max(label, width(names[k]))
	}
	ruler := label + 20
	if d.Width > 0 {
		ruler = min(ruler, d.Width)
	}
	for i := range d.b.Len() {
		head := "-[ row " + strconv.Itoa(i+1) + " ]"
		d.styled(faint, head+strings.Repeat("-", max(ruler-len(head), 0)))
		d.w.WriteByte('\n')
		for k, name := range names {
			d.block(name, label, strings.Split(strings.TrimSuffix(Text(d.b.Col(k).Value(i)), "\n"), "\n"))
		}
	}
}

func (d *drawing) block(name string, label int, lines []string) {
	for n, line := range lines {
		d.styled(bold, name)
		d.spaces(label - width(name))
		d.w.WriteString(strings.TrimRight(" | "+Visible(strings.TrimSuffix(line, "\r")), " "))
		d.w.WriteByte('\n')
		if n == 0 {
			name = ""
		}
	}
}
