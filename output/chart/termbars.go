package chart

import (
	"math"
	"strings"

	"github.com/goshawk-lang/goshawk/output"
)

// bars draws a bar for each place and series from the left, with its value.
// Where values are below zero too, the bars start at a line in the middle.
func (t *terminal) bars() {
	c := t.c
	y := c.yAxis(6)
	wide := 0
	for _, l := range c.Labels {
		wide = max(wide, min(output.Width(l), max(t.Width*2/5, 8)))
	}
	spans := c.spans()
	right := 0
	for _, series := range spans {
		for _, s := range series {
			right = max(right, len(FormatNumber(s.value)))
		}
	}
	if c.Stack != Unstacked {
		right = 0
	}
	room := max(t.Width-wide-right-3, 4)
	if c.YTitle != "" {
		t.line(t.paint.faint(strings.Repeat(" ", wide+1) + output.Shorten(c.YTitle, room)))
	}
	at := func(v float64) float64 { return min(max(y.at(v), 0), 1) * float64(room) }
	for i, l := range c.Labels {
		label := output.Shorten(l, wide)
		label = strings.Repeat(" ", wide-output.Width(label)) + label
		if c.Stack != Unstacked {
			t.line(label + t.paint.faint("│") + t.stackedBar(spans, i, at))
			continue
		}
		for k, series := range spans {
			s, ok := place(series, i)
			if !ok {
				continue
			}
			from, to := at(max(min(s.base, s.top), y.min)), at(max(s.base, s.top))
			if y.log {
				from = 0
			}
			pad := int(from)
			bar := blocks(to - float64(pad))
			if s.value < 0 { // blocks grow to the right: a bar to the left is whole cells
				bar = strings.Repeat("█", max(int(math.Ceil(to))-pad, 1))
			}
			if r := t.shade(k); r != '█' { // whole cells only: shades have no parts
				bar = strings.Repeat(string(r), max(int(math.Round(to-from)), min(1, len(bar))))
			}
			t.line(label + t.paint.faint("│") + strings.Repeat(" ", pad) + t.paint.series(k, bar) + " " + FormatNumber(s.value))
			label = strings.Repeat(" ", wide)
		}
	}
	t.legend(func(k int) string { return string(t.shade(k)) })
}

func (t *terminal) stackedBar(spans [][]span, i int, at func(float64) float64) string {
	bar, used := "", 0
	for k, series := range spans {
		s, ok := place(series, i)
		if !ok || s.value < 0 {
			continue
		}
		to := int(math.Round(at(s.top)))
		bar += t.paint.series(k, strings.Repeat(string(t.shade(k)), max(to-used, 0)))
		used = max(used, to)
	}
	return bar
}

// place finds the value of a series at a place.
func place(series []span, i int) (span, bool) {
	for _, s := range series {
		if s.x == float64(i) && !math.IsNaN(s.value) {
			return s, true
		}
	}
	return span{}, false
}
