package chart

import (
	"fmt"
	"math"
	"strings"
)

// plot draws lines, areas, columns and points between two axes.
func (s *svg) plot() {
	names := make([]string, len(s.c.Series))
	for i, n := range s.c.Series {
		names[i] = n.Name
	}
	s.legend(names)
	s.y = s.c.yAxis(6)
	if s.c.XTitle != "" {
		s.text((s.left+s.right)/2+30, s.bottom, "faint", "middle", cut(s.c.XTitle, s.right-s.left-60))
		s.bottom -= 20
	}
	s.bottom -= 20
	if s.c.Scale == Times {
		s.bottom -= 16
	}
	if s.c.YTitle != "" {
		y := (s.top + s.bottom) / 2
		s.print(`<text x="%s" y="%s" class="faint" text-anchor="middle" transform="rotate(-90 %[1]s %[2]s)">%[3]s</text>`+"\n", f(s.left+8), f(y), escape(cut(s.c.YTitle, s.bottom-s.top)))
		s.left += 22
	}
	wide := 0.0
	for _, t := range s.y.ticks {
		wide = max(wide, textWidth(t.label))
	}
	s.left += wide + 8
	slot := s.xPlaces()
	s.yLines()
	switch s.c.Form {
	case Columns:
		s.columns(slot)
	case Areas:
		s.areas()
		s.hits()
	case Points:
		s.hits()
	default:
		s.lines()
		s.hits()
	}
	s.print(`<line class="axis" x1="%s" x2="%s" y1="%s" y2="%s"/>`+"\n", f(s.left), f(s.right), f(s.py(s.zero())), f(s.py(s.zero())))
}

func (s *svg) px(v float64) float64 { return s.left + s.x.at(v)*(s.right-s.left) }

// py is where a value lies; what is beyond the axis lies at its end.
func (s *svg) py(v float64) float64 {
	return s.bottom - min(max(s.y.at(v), 0), 1)*(s.bottom-s.top)
}

// zero is where bars and areas stand.
func (s *svg) zero() float64 {
	if s.y.log {
		return s.y.min
	}
	return min(max(0, s.y.min), s.y.max)
}

func (s *svg) yLines() {
	for _, t := range s.y.ticks {
		y := s.py(t.at)
		s.print(`<line class="grid" x1="%s" x2="%s" y1="%s" y2="%s"/>`, f(s.left), f(s.right), f(y), f(y))
		s.text(s.left-6, y+4, "", "end", t.label)
	}
}

// xPlaces makes the x axis with its labels, and gives the width of a column.
func (s *svg) xPlaces() (slot float64) {
	room := s.right - s.left
	if s.c.Scale == Categories {
		return s.xCategories(room / float64(len(s.c.Labels)))
	}
	spare, slot := 0.0, 0.0
	if s.c.Form == Columns {
		spare = s.c.closest() / 2
	}
	s.x = s.c.xAxis(int(room/90), spare)
	if s.c.Form == Columns {
		slot = max(2*spare/(s.x.max-s.x.min)*room, 1)
	}
	for _, t := range s.x.ticks {
		x := s.px(t.at)
		s.print(`<line class="axis" x1="%s" x2="%s" y1="%s" y2="%s"/>`, f(x), f(x), f(s.bottom), f(s.bottom+4))
		s.text(x, s.bottom+17, "", "middle", t.label)
		if t.context != "" {
			s.text(x, s.bottom+32, "faint", "middle", t.context)
		}
	}
	return slot
}

// xCategories writes as many names as fit, cut or at a slant where they are long.
func (s *svg) xCategories(slot float64) float64 {
	wide := 0.0
	for _, l := range s.c.Labels {
		wide = max(wide, textWidth(l))
	}
	slanted := wide > slot-4
	if slanted {
		s.bottom -= min(wide, 130) * 0.62
	}
	s.x = axis{min: -0.5, max: float64(len(s.c.Labels)) - 0.5}
	every := max(int(math.Ceil(16/slot)), 1)
	for i, l := range s.c.Labels {
		if i%every != 0 {
			continue
		}
		x := s.px(float64(i))
		if !slanted {
			s.text(x, s.bottom+17, "", "middle", l)
			continue
		}
		s.print(`<text x="%s" y="%s" text-anchor="end" transform="rotate(-38 %[1]s %[2]s)">%s%s</text>`+"\n", f(x+3), f(s.bottom+14), title(l), escape(cut(l, 130)))
	}
	return slot
}

// lines draws each series as far as it goes without a gap.
func (s *svg) lines() {
	for k, series := range s.c.Series {
		for _, run := range runs(series.Points) {
			if len(run) == 1 {
				s.print(`<circle class="f%d" cx="%s" cy="%s" r="2.5"/>`+"\n", k%colors, f(s.px(run[0].X)), f(s.py(run[0].Y)))
				continue
			}
			s.print(`<path class="line s%d" d="%s"/>`+"\n", k%colors, s.path(run))
		}
	}
}

func (s *svg) path(points []Point) string {
	var b strings.Builder
	for i, p := range points {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		fmt.Fprintf(&b, "%s %s", f(s.px(p.X)), f(s.py(p.Y)))
	}
	return b.String()
}

// runs splits points at the gaps.
func runs(points []Point) (all [][]Point) {
	start := 0
	for i := 0; i <= len(points); i++ {
		if i == len(points) || math.IsNaN(points[i].Y) {
			if i > start {
				all = append(all, points[start:i])
			}
			start = i + 1
		}
	}
	return all
}

func (s *svg) areas() {
	for k, series := range s.c.spans() {
		var top, base []Point
		for _, p := range series {
			if math.IsNaN(p.top) {
				continue
			}
			top = append(top, Point{p.x, p.top})
			base = append([]Point{{p.x, max(p.base, s.zero())}}, base...)
		}
		if len(top) == 0 {
			continue
		}
		back := strings.Replace(s.path(base), "M", "L", 1)
		s.print(`<path class="area f%d" d="%s%sZ"/><path class="line s%d" d="%s"/>`+"\n", k%colors, s.path(top), back, k%colors, s.path(top))
	}
}

// hits are the points themselves: drawn in a scatter chart, elsewhere shown
// when pointed at.
func (s *svg) hits() {
	class := "hit "
	if s.c.Form == Points {
		class = ""
	}
	for k, series := range s.c.spans() {
		for _, p := range series {
			if math.IsNaN(p.value) {
				continue
			}
			s.print(`<circle class="%sf%d" cx="%s" cy="%s" r="4">%s</circle>`+"\n", class, k%colors, f(s.px(p.x)), f(s.py(p.top)), s.c.tip(k, p))
		}
		for _, p := range s.c.Series[k].Marked {
			s.print(`<circle class="mark" cx="%s" cy="%s" r="6"/>`+"\n", f(s.px(p.X)), f(s.py(p.Y)))
		}
	}
}

// tip is what a point tells when pointed at.
func (c *Chart) tip(k int, p span) string {
	at := ""
	switch c.Scale {
	case Times:
		at = formatTime(p.x)
	case Numbers:
		at = FormatNumber(p.x)
	default:
		at = c.Labels[int(p.x)]
	}
	return title(fmt.Sprintf("%s\n%s: %s", at, c.Series[k].Name, FormatNumber(p.value)))
}

// columns draws the bars of each place beside each other, or on each other.
func (s *svg) columns(slot float64) {
	wide := slot * 0.8
	beside := 1
	if s.c.Stack == Unstacked {
		beside = len(s.c.Series)
	}
	for k, series := range s.c.spans() {
		for _, p := range series {
			if math.IsNaN(p.value) {
				continue
			}
			x := s.px(p.x) - wide/2
			if beside > 1 {
				x += wide / float64(beside) * float64(k)
			}
			y, base := s.py(p.top), s.py(max(p.base, s.zero()))
			if p.base < 0 || p.top < 0 {
				base = s.py(p.base)
			}
			s.print(`<rect class="f%d" x="%s" y="%s" width="%s" height="%s">%s</rect>`+"\n", k%colors,
				f(x), f(min(y, base)), f(max(wide/float64(beside)-0.5, 0.5)), f(max(math.Abs(base-y), 0.5)), s.c.tip(k, p))
		}
	}
}
