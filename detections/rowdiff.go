package detections

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
)

// comparison is expected rows laid beside those that came.
type comparison struct {
	want []yaml.MapSlice
	got  []goshawk.Row
	// partner is, for each expected row, the row that it equals, or -1.
	partner []int
	// extra are the rows that nothing expects and that must not be there.
	extra []int
	// order says that all rows came, but not in the order given.
	order bool
}

// compareRows finds for as many expected rows as possible a row of their own.
func compareRows(want []yaml.MapSlice, got []goshawk.Row, subset, ordered bool) *comparison {
	c := &comparison{want: want, got: got, partner: make([]int, len(want))}
	equal := func(w, g int) bool { return rowEquals(want[w], got[g]) }
	taken := make([]int, len(got)) // the expected row of a row, or -1
	for i := range taken {
		taken[i] = -1
	}
	for w := range want {
		c.partner[w] = -1
	}
	if ordered {
		// In order first; what that leaves is matched as it comes.
		next := 0
		for w := range want {
			for g := next; g < len(got); g++ {
				if equal(w, g) {
					c.partner[w], taken[g], next = g, w, g+1
					break
				}
				if !subset {
					break
				}
			}
		}
	}
	for w := range want {
		if c.partner[w] < 0 {
			seen := make([]bool, len(got))
			if match(w, equal, c.partner, taken, seen) {
				c.order = c.order || ordered
			}
		}
	}
	if !subset {
		for g, w := range taken {
			if w < 0 {
				c.extra = append(c.extra, g)
			}
		}
	}
	return c
}

// match finds a row for an expected one, moving others to rows that they
// equal as well (augmenting paths).
func match(w int, equal func(w, g int) bool, partner, taken []int, seen []bool) bool {
	for g := range taken {
		if seen[g] || !equal(w, g) {
			continue
		}
		seen[g] = true
		if taken[g] < 0 || match(taken[g], equal, partner, taken, seen) {
			taken[g], partner[w] = w, g
			return true
		}
	}
	return false
}

func rowEquals(want yaml.MapSlice, got goshawk.Row) bool { return unequal(want, got) == 0 }

// unequal counts the columns in which a row is not as expected.
func unequal(want yaml.MapSlice, got goshawk.Row) int {
	n := 0
	for _, item := range want {
		if !equals(item.Value, got.Get(fmt.Sprint(item.Key))) {
			n++
		}
	}
	return n
}

func (c *comparison) missing() []int {
	var out []int
	for w, g := range c.partner {
		if g < 0 {
			out = append(out, w)
		}
	}
	return out
}

func (c *comparison) differs() bool { return len(c.missing())+len(c.extra) > 0 || c.order }

func (c *comparison) summary() string {
	var parts []string
	if n := len(c.missing()); n > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s expected did not come", n, rowCount(int64(len(c.want)))))
	}
	if n := len(c.extra); n > 0 {
		was := "were"
		if n == 1 {
			was = "was"
		}
		parts = append(parts, rowCount(int64(n))+" came that "+was+" not expected")
	}
	if len(parts) == 0 {
		return "the rows are not in the order expected"
	}
	return strings.Join(parts, ", ")
}

// line is a row of the diff: its mark and its cells, and the columns in which
// it differs from the line above.
type diffLine struct {
	mark    string
	cells   []string
	differs []bool
}

const (
	maxDiffRows  = 20  // lines of a diff
	maxDiffWidth = 140 // columns of a terminal
	maxDiffCell  = 48
)

// table shows the rows as expected (-), as they came (+), and those that agree,
// aligned; a row that came instead of another stands below it, and the columns
// in which they differ are marked.
func (c *comparison) table() string {
	columns := c.columns()
	var lines []diffLine
	for _, g := range c.partner {
		if g >= 0 {
			mark := " "
			if c.order {
				mark = fmt.Sprintf(" %d:", g+1)
			}
			lines = append(lines, diffLine{mark: mark, cells: gotCells(columns, c.got[g])})
		}
	}
	lines, left := collapse(lines), slices.Clone(c.extra)
	for _, w := range c.missing() {
		lines = append(lines, diffLine{mark: "-", cells: wantCells(columns, c.want[w])})
		if i := c.nearest(w, left); i >= 0 {
			d := diffLine{mark: "+", cells: gotCells(columns, c.got[left[i]]), differs: make([]bool, len(columns))}
			for k, name := range columns {
				if want, said := cellOf(c.want[w], name); said {
					d.differs[k] = !equals(want, c.got[left[i]].Get(name))
				}
			}
			lines = append(lines, d)
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, g := range left {
		lines = append(lines, diffLine{mark: "+", cells: gotCells(columns, c.got[g])})
	}
	return render(columns, lines)
}

// nearest is which of the rows left over shares most with an expected one; -1
// when none shares anything.
func (c *comparison) nearest(w int, left []int) int {
	best, fewest := -1, len(c.want[w])
	for i, g := range left {
		if n := unequal(c.want[w], c.got[g]); n < fewest {
			best, fewest = i, n
		}
	}
	return best
}

// columns are those that the expected rows name, or those that came.
func (c *comparison) columns() []string {
	var names []string
	for _, row := range c.want {
		for _, item := range row {
			if name := fmt.Sprint(item.Key); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, g := range c.extra {
		if len(c.want) > 0 {
			break
		}
		for _, name := range c.got[g].Schema().Names() {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// collapse keeps the first few of the rows that agree.
func collapse(lines []diffLine) []diffLine {
	const keep = 3
	if len(lines) <= keep+1 {
		return lines
	}
	return append(lines[:keep:keep], diffLine{mark: fmt.Sprintf("  ... and %d more rows as expected", len(lines)-keep)})
}

// came shows the first rows that came.
func came(rows []goshawk.Row, columns []string) string {
	var lines []diffLine
	for _, row := range rows {
		lines = append(lines, diffLine{mark: "+", cells: gotCells(columns, row)})
	}
	return render(columns, lines)
}

func cellOf(row yaml.MapSlice, name string) (any, bool) {
	for _, item := range row {
		if fmt.Sprint(item.Key) == name {
			return item.Value, true
		}
	}
	return nil, false
}

func wantCells(columns []string, row yaml.MapSlice) []string {
	cells := make([]string, len(columns))
	for i, name := range columns {
		if v, said := cellOf(row, name); said {
			cells[i] = wantText(v)
		}
	}
	return cells
}

func gotCells(columns []string, row goshawk.Row) []string {
	cells := make([]string, len(columns))
	for i, name := range columns {
		cells[i] = gotText(row.Get(name))
	}
	return cells
}

// render aligns the lines below their header. A row of marks below a line
// points at the cells that differ.
func render(columns []string, lines []diffLine) string {
	more := len(lines) - maxDiffRows
	if more > 0 {
		lines = lines[:maxDiffRows]
	}
	width := make([]int, len(columns))
	mark := 1
	for k, name := range columns {
		width[k] = output.Width(name)
	}
	for _, l := range lines {
		if l.cells != nil {
			mark = max(mark, len(l.mark))
		}
		for k := range l.cells {
			l.cells[k] = cut(l.cells[k])
			width[k] = max(width[k], output.Width(l.cells[k]))
		}
	}
	show, left := fit(width, lines)
	var b strings.Builder
	row := func(mark string, cells []string, end string) {
		line := mark
		for k, c := range cells {
			if show[k] {
				line += "  " + c + strings.Repeat(" ", width[k]-output.Width(c))
			}
		}
		b.WriteString(strings.TrimRight(line+end, " ") + "\n")
	}
	pad := func(s string) string { return s + strings.Repeat(" ", max(0, mark-len(s))) }
	row(pad(""), columns, left)
	for _, l := range lines {
		if l.cells == nil {
			b.WriteString(l.mark + "\n")
			continue
		}
		row(pad(l.mark), l.cells, "")
		if slices.Contains(l.differs, true) {
			marks := make([]string, len(columns))
			for k, differs := range l.differs {
				if differs {
					marks[k] = strings.Repeat("^", max(1, output.Width(l.cells[k])))
				}
			}
			row(pad(""), marks, "")
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, "  ... and %d more\n", more)
	}
	return b.String()
}

// fit chooses the columns for which there is room: columns at the end go first,
// but not those in which rows differ. left tells how many went.
func fit(width []int, lines []diffLine) (show []bool, left string) {
	show = make([]bool, len(width))
	total := 0
	for k := range width {
		show[k] = true
		total += width[k] + 2
	}
	differs := func(k int) bool {
		return slices.ContainsFunc(lines, func(l diffLine) bool { return l.differs != nil && l.differs[k] })
	}
	gone := 0
	for k := len(width) - 1; k > 0 && total > maxDiffWidth; k-- {
		if !differs(k) {
			show[k] = false
			total -= width[k] + 2
			gone++
		}
	}
	switch gone {
	case 0:
		return show, ""
	case 1:
		return show, "  (1 more column)"
	}
	return show, fmt.Sprintf("  (%d more columns)", gone)
}

// cut is a cell on one line, not too long, with nothing that a terminal obeys.
func cut(s string) string { return output.Shorten(output.Visible(s), maxDiffCell) }
