package chart

import (
	"strconv"
	"strings"
)

// grid is a piece of a terminal's screen. Each cell has a character, or eight
// dots (two beside, four below each other), and the number of a series.
type grid struct {
	w, h   int
	chars  []rune
	dots   []uint8
	series []int
}

func newGrid(w, h int) *grid {
	g := &grid{w: w, h: h, chars: make([]rune, w*h), dots: make([]uint8, w*h), series: make([]int, w*h)}
	for i := range g.series {
		g.series[i] = -1
	}
	return g
}

// dotBits are the dots of a braille character by row and column.
var dotBits = [4][2]uint8{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// dot sets a dot; x counts to 2w, y from above to 4h.
func (g *grid) dot(x, y, series int) {
	if x < 0 || y < 0 || x >= 2*g.w || y >= 4*g.h {
		return
	}
	i := y/4*g.w + x/2
	g.dots[i] |= dotBits[y%4][x%2]
	g.series[i] = series
}

// line sets the dots between two dots.
func (g *grid) line(x0, y0, x1, y1, series int) {
	dx, dy := abs(x1-x0), -abs(y1-y0)
	sx, sy := sign(x1-x0), sign(y1-y0)
	for err := dx + dy; ; {
		g.dot(x0, y0, series)
		if x0 == x1 && y0 == y1 {
			return
		}
		twice := 2 * err
		if twice >= dy {
			err += dy
			x0 += sx
		}
		if twice <= dx {
			err += dx
			y0 += sy
		}
	}
}

func (g *grid) char(x, y int, r rune, series int) {
	if x >= 0 && y >= 0 && x < g.w && y < g.h {
		g.chars[y*g.w+x], g.series[y*g.w+x] = r, series
	}
}

// row is a line of the grid. With letters, dots are drawn as the letter of
// their series: several series are told apart where there are no colours.
func (g *grid) row(y int, p *paint, letters bool) string {
	var b strings.Builder
	current := -1
	for x := range g.w {
		i := y*g.w + x
		r, s := g.chars[i], g.series[i]
		switch {
		case r != 0:
		case g.dots[i] == 0:
			r, s = ' ', current
		case letters:
			r = letterOf(s)
		default:
			r = 0x2800 + rune(g.dots[i])
		}
		if s != current {
			b.WriteString(p.change(current, s))
			current = s
		}
		b.WriteRune(r)
	}
	line := strings.TrimRight(b.String(), " ")
	return line + p.change(current, -1)
}

func letterOf(series int) rune { return rune('a' + series%26) }

func abs(n int) int { return max(n, -n) }

func sign(n int) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// paint writes colours, if there are to be any.
type paint struct{ on bool }

// ansi are the colours of series, as terminals number them: those of the
// user's own palette.
var ansi = []int{34, 33, 32, 35, 36, 31, 94, 93, 92, 95, 96, 91}

// change is what a terminal needs between two series; -1 is no series.
func (p *paint) change(from, to int) string {
	switch {
	case !p.on || from == to:
		return ""
	case to < 0:
		return "\x1b[0m"
	}
	return "\x1b[" + strconv.Itoa(ansi[to%len(ansi)]) + "m"
}

func (p *paint) series(k int, s string) string {
	if s == "" {
		return ""
	}
	return p.change(-1, k) + s + p.change(k, -1)
}

func (p *paint) style(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p *paint) faint(s string) string { return p.style("2", s) }
func (p *paint) bold(s string) string  { return p.style("1", s) }
