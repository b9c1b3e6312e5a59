package chart

import (
	"math"
	"strings"

	"github.com/goshawk-lang/goshawk/output"
)

// plotter is a plot with its axes while it is drawn.
type plotter struct {
	*terminal
	g    *grid
	x, y axis
}

// lower are the parts of a block from below.
var lower = []rune(" ▁▂▃▄▅▆▇█")

// shades tell stacked series apart where there are no colours.
var shades = []rune("█▓▒░")

func (t *terminal) plot() {
	p := &plotter{terminal: t, y: t.c.yAxis(max(t.Height/3, 2))}
	gutter := 0
	for _, k := range p.y.ticks {
		gutter = max(gutter, len([]rune(k.label)))
	}
	p.g = newGrid(max(t.Width-gutter-2, 10), t.Height)
	mark := p.draw()
	labels := map[int]string{}
	for _, k := range p.y.ticks {
		labels[p.cellY(k.at)] = k.label
	}
	if t.c.YTitle != "" && len(t.c.Series) == 1 {
		t.line(t.paint.faint(output.Shorten(t.c.YTitle, t.Width)))
	}
	letters := !t.Color && len(t.c.Series) > 1 && t.c.Form != Columns
	for y := range p.g.h {
		label, side := labels[y], "│"
		if label != "" {
			side = "┤"
		}
		t.line(strings.Repeat(" ", gutter-len([]rune(label))) + t.paint.faint(label+side) + p.g.row(y, t.paint, letters))
	}
	p.xLabels(gutter)
	t.legend(mark)
}

// draw fills the grid, and gives the mark of each series for the legend.
func (p *plotter) draw() func(int) string {
	c := p.c
	slot := 0.0
	if c.Scale == Categories {
		p.x = axis{min: -0.5, max: float64(len(c.Labels)) - 0.5}
		for i, l := range c.Labels {
			p.x.ticks = append(p.x.ticks, tick{at: float64(i), label: l})
		}
		slot = float64(p.g.w) / float64(len(c.Labels))
	} else {
		spare := 0.0
		if c.Form == Columns {
			spare = c.closest() / 2
		}
		p.x = c.xAxis(max(p.g.w/14, 2), spare)
		slot = 2 * spare / (p.x.max - p.x.min) * float64(p.g.w)
	}
	switch c.Form {
	case Columns:
		return p.columns(slot)
	case Areas:
		p.areas()
	case Points:
		p.points()
	default:
		p.lines()
	}
	return func(k int) string {
		if !p.Color {
			return string(letterOf(k))
		}
		return "●"
	}
}

// dotX, dotY and cellY are places on the grid.
func (p *plotter) dotX(v float64) int { return int(math.Round(p.x.at(v) * float64(2*p.g.w-1))) }

func (p *plotter) dotY(v float64) int {
	return int(math.Round((1 - min(max(p.y.at(v), 0), 1)) * float64(4*p.g.h-1)))
}

func (p *plotter) cellY(v float64) int { return min(p.dotY(v)/4, p.g.h-1) }

func (p *plotter) zero() float64 {
	if p.y.log {
		return p.y.min
	}
	return min(max(0, p.y.min), p.y.max)
}

func (p *plotter) lines() {
	for k, s := range p.c.Series {
		for _, run := range runs(s.Points) {
			for i, q := range run {
				from := run[max(i-1, 0)]
				p.g.line(p.dotX(from.X), p.dotY(from.Y), p.dotX(q.X), p.dotY(q.Y), k)
			}
		}
		for _, m := range s.Marked {
			p.g.char(min(p.dotX(m.X)/2, p.g.w-1), p.cellY(m.Y), '◉', k)
		}
	}
}

func (p *plotter) points() {
	for k, s := range p.c.Series {
		for _, q := range s.Points {
			if !math.IsNaN(q.Y) {
				p.g.dot(p.dotX(q.X), p.dotY(q.Y), k)
			}
		}
	}
}

// areas fills from the base of each area to its line; between two points the
// line goes straight.
func (p *plotter) areas() {
	spans := p.c.spans()
	for k := len(spans) - 1; k >= 0; k-- {
		var last *span
		for i := range spans[k] {
			s := &spans[k][i]
			if math.IsNaN(s.top) {
				last = nil
				continue
			}
			if last == nil {
				last = s
			}
			from, to := p.dotX(last.x), p.dotX(s.x)
			for x := from; x <= to; x++ {
				part := 0.0
				if to > from {
					part = float64(x-from) / float64(to-from)
				}
				p.g.line(x, p.dotY(last.top+part*(s.top-last.top)), x, p.dotY(max(last.base+part*(s.base-last.base), p.zero())), k)
			}
			last = s
		}
	}
}

// columnsFit tells whether the bars of categories can stand beside each other
// with names that can be read below them.
func (t *terminal) columnsFit() bool {
	slot := (t.Width - 8) / max(len(t.c.Labels), 1)
	wide := 0
	for _, l := range t.c.Labels {
		wide = max(wide, output.Width(l))
	}
	bars := 1
	if t.c.Stack == Unstacked {
		bars = len(t.c.Series)
	}
	return slot > wide && slot > bars
}

// columns draws bars of whole cells, or of dots where there is less than a cell
// for each.
func (p *plotter) columns(slot float64) func(int) string {
	beside := 1
	if p.c.Stack == Unstacked {
		beside = len(p.c.Series)
	}
	if slot < float64(beside) {
		for k, series := range p.c.spans() {
			for _, s := range series {
				if !math.IsNaN(s.value) {
					p.g.line(p.dotX(s.x), p.dotY(max(s.base, p.zero())), p.dotX(s.x), p.dotY(s.top), k)
				}
			}
		}
		return func(int) string { return "█" }
	}
	wide := int(slot)
	if wide > beside {
		wide-- // air between the places
	}
	wide = min(max(wide/beside, 1), 12)
	for k, series := range p.c.spans() {
		for _, s := range series {
			if math.IsNaN(s.value) {
				continue
			}
			left := int(math.Round(p.x.at(s.x)*float64(p.g.w) - float64(wide*beside)/2))
			if beside > 1 {
				left += k * wide
			}
			for x := left; x < left+wide; x++ {
				p.column(x, s, k)
			}
		}
	}
	return func(k int) string { return string(p.shade(k)) }
}

// shade is what a series' bars are made of: without colours shades, or letters
// where there are more series than shades.
func (t *terminal) shade(k int) rune {
	switch {
	case t.Color || len(t.c.Series) == 1:
		return '█'
	case len(t.c.Series) > len(shades):
		return letterOf(k)
	}
	return shades[k]
}

// column is one bar, a cell wide, exact to an eighth at its upper end. It stands
// on, or hangs from, the edge of a cell, for blocks only grow upwards.
func (p *plotter) column(x int, s span, k int) {
	if s.value == 0 {
		return
	}
	eighth := func(v float64) int { return int(math.Round(min(max(p.y.at(v), 0), 1) * float64(8*p.g.h))) }
	base := p.y.min
	if !p.y.log {
		base = s.base
	}
	from, to := (eighth(base)+4)/8*8, eighth(s.top)
	if p.c.Stack != Unstacked && k > 0 && s.base != 0 {
		from = eighth(base) / 8 * 8 // what stands on another bar leaves no gap
	}
	if s.value < 0 {
		from, to = (to+4)/8*8, from
	}
	to = max(to, from+1)
	for cell := from / 8; cell*8 < to; cell++ {
		r := p.shade(k)
		if rest := to - cell*8; rest < 8 && r == '█' {
			r = lower[rest]
		}
		p.g.char(x, p.g.h-1-cell, r, k)
	}
}

// xLabels draws the x axis: a line with marks, the labels, and below them what
// they have in common.
func (p *plotter) xLabels(gutter int) {
	rule := []rune(strings.Repeat("─", p.g.w))
	names, around := &labelLine{}, &labelLine{}
	for _, k := range p.x.ticks {
		x := int(math.Round(p.x.at(k.at) * float64(p.g.w-1)))
		if p.c.Scale == Categories {
			x = min(int(p.x.at(k.at)*float64(p.g.w)), p.g.w-1)
		}
		if names.put(k.label, x, p.g.w, true) {
			rule[x] = '┬'
			if k.context != "" {
				around.put(k.context, x, p.g.w, false)
			}
		}
	}
	pad := strings.Repeat(" ", gutter)
	p.line(pad + p.paint.faint("└"+string(rule)))
	p.line(pad + " " + names.text)
	if around.text != "" {
		p.line(pad + " " + p.paint.faint(around.text))
	}
	if p.c.XTitle != "" && p.c.Scale != Times {
		title := output.Shorten(p.c.XTitle, p.g.w)
		p.line(pad + strings.Repeat(" ", (p.g.w-output.Width(title))/2) + p.paint.faint(title))
	}
}

// labelLine is a line of labels, each centred below its place.
type labelLine struct {
	text string
	used int
}

// put writes a label if there is room for it; one that must not be left out
// moves to the right instead.
func (l *labelLine) put(label string, x, width int, skip bool) bool {
	wide := output.Width(label)
	at := max(min(x-wide/2, width-wide), 0)
	if l.used > 0 && at < l.used+1 {
		if skip {
			return false
		}
		at = l.used + 1
	}
	l.text += strings.Repeat(" ", at-l.used) + label
	l.used = at + wide
	return true
}
