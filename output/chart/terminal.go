package chart

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/goshawk-lang/goshawk/output"
)

// Screen is what a terminal offers.
type Screen struct {
	// Width is its columns, at least 20; Height is how many lines a plot has.
	// Zero is 80 and 16.
	Width, Height int
	Color         bool
}

// Terminal draws the chart with characters: lines and points as braille dots,
// columns and bars as blocks, a pie as bars of shares, a card as its values.
func (c *Chart) Terminal(w io.Writer, s Screen) error {
	if s.Width == 0 {
		s.Width = 80
	}
	if s.Height == 0 {
		s.Height = 16
	}
	t := &terminal{c: c, w: bufio.NewWriter(w), Screen: s, paint: &paint{s.Color}}
	t.Width = max(t.Width, 20)
	if c.Title != "" {
		title := output.Shorten(output.Visible(c.Title), t.Width)
		t.line(strings.Repeat(" ", (t.Width-output.Width(title))/2) + t.paint.bold(title))
	}
	switch {
	case c.Form == Card:
		t.card()
	case c.Form == Pie:
		t.pie()
	case c.Form == Bars || c.Form == Columns && c.Scale == Categories && !t.columnsFit():
		t.bars()
	default:
		t.plot()
	}
	for _, n := range c.Notes {
		t.line(t.paint.faint(n))
	}
	return t.w.Flush()
}

type terminal struct {
	Screen
	c     *Chart
	w     *bufio.Writer
	paint *paint
}

func (t *terminal) line(s string) {
	t.w.WriteString(strings.TrimRight(s, " "))
	t.w.WriteByte('\n')
}

// legend names the series, as many on a line as fit.
func (t *terminal) legend(mark func(k int) string) {
	if !t.c.Legend || len(t.c.Series) < 2 {
		return
	}
	line, used := "", 0
	for k, s := range t.c.Series {
		name := output.Shorten(s.Name, min(40, t.Width-4))
		wide := output.Width(name) + 4
		if used > 0 && used+wide > t.Width {
			t.line(line)
			line, used = "", 0
		}
		line += t.paint.series(k, mark(k)) + " " + name + "  "
		used += wide
	}
	t.line(line)
}

// card writes names and values below each other.
func (t *terminal) card() {
	wide := 0
	for _, s := range t.c.Series {
		wide = max(wide, output.Width(s.Name))
	}
	for i, s := range t.c.Series {
		t.line(s.Name + strings.Repeat(" ", wide-output.Width(s.Name)+2) + t.paint.bold(output.Shorten(t.c.Labels[i], max(t.Width-wide-2, 10))))
	}
}

// pie is a bar for each share, with the share and the value.
func (t *terminal) pie() {
	points, total := t.c.Series[0].Points, t.c.total()
	labels, values := make([]string, len(points)), make([]string, len(points))
	wide, right, most := 0, 0, 0.0
	for i, p := range points {
		labels[i] = output.Shorten(t.c.Labels[int(p.X)], max(t.Width*2/5, 8))
		values[i] = fmt.Sprintf("%6s  %s", percent(p.Y/total), FormatNumber(p.Y))
		wide, right, most = max(wide, output.Width(labels[i])), max(right, len(values[i])), max(most, p.Y)
	}
	room := max(t.Width-wide-right-4, 4)
	for i, p := range points {
		bar := blocks(p.Y / most * float64(room))
		t.line(strings.Repeat(" ", wide-output.Width(labels[i])) + labels[i] + " " + t.paint.series(i, bar) +
			strings.Repeat(" ", room-len([]rune(bar))+1) + values[i])
	}
}

// eighths are the parts of a block from the left.
var eighths = []rune(" ▏▎▍▌▋▊▉█")

// blocks is a bar of a length in cells, exact to an eighth.
func blocks(length float64) string {
	n := int(length*8 + 0.5)
	if n == 0 && length > 0 {
		n = 1
	}
	bar := strings.Repeat("█", n/8)
	if n%8 > 0 {
		bar += string(eighths[n%8])
	}
	return bar
}
