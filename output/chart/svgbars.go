package chart

import (
	"fmt"
	"math"
)

// barHigh is the height of a place on the axis of a bar chart.
func (c *Chart) barHigh() float64 {
	if c.Stack == Unstacked {
		return max(22, float64(len(c.Series))*9+8)
	}
	return 22
}

func (s *svg) barsHeight() float64 {
	high := float64(len(s.c.Labels))*s.c.barHigh() + 72
	if s.c.Title != "" {
		high += 32
	}
	return max(high, 140)
}

// bars draws bars from the left, the names of their places before them.
func (s *svg) bars() {
	names := make([]string, len(s.c.Series))
	for i, n := range s.c.Series {
		names[i] = n.Name
	}
	s.legend(names)
	wide := 0.0
	for _, l := range s.c.Labels {
		wide = max(wide, min(textWidth(l), 260))
	}
	if s.c.YTitle != "" {
		s.text((s.left+s.right)/2, s.bottom, "faint", "middle", cut(s.c.YTitle, s.right-s.left))
		s.bottom -= 20
	}
	s.bottom -= 20
	s.left += wide + 8
	s.right -= 8
	s.y = s.c.yAxis(8)
	at := func(v float64) float64 { return s.left + min(max(s.y.at(v), 0), 1)*(s.right-s.left) }
	for _, t := range s.y.ticks {
		s.print(`<line class="grid" x1="%s" x2="%s" y1="%s" y2="%s"/>`, f(at(t.at)), f(at(t.at)), f(s.top), f(s.bottom))
		s.text(at(t.at), s.bottom+17, "", "middle", t.label)
	}
	slot := (s.bottom - s.top) / float64(len(s.c.Labels))
	for i, l := range s.c.Labels {
		s.print(`<text x="%s" y="%s" text-anchor="end">%s%s</text>`+"\n", f(s.left-6), f(s.top+(float64(i)+0.5)*slot+4), title(l), escape(cut(l, 260)))
	}
	high, beside := slot*0.76, 1.0
	if s.c.Stack == Unstacked {
		beside = float64(len(s.c.Series))
	}
	for k, series := range s.c.spans() {
		for _, p := range series {
			if math.IsNaN(p.value) {
				continue
			}
			y := s.top + p.x*slot + (slot-high)/2
			if beside > 1 {
				y += high / beside * float64(k)
			}
			from, to := at(p.base), at(p.top)
			if s.y.log {
				from = s.left
			}
			s.print(`<rect class="f%d" x="%s" y="%s" width="%s" height="%s">%s</rect>`+"\n", k%colors,
				f(min(from, to)), f(y), f(max(math.Abs(to-from), 0.5)), f(max(high/beside-0.5, 0.5)), s.c.tip(k, p))
		}
	}
	s.print(`<line class="axis" x1="%s" x2="%s" y1="%s" y2="%s"/>`+"\n", f(at(s.zero())), f(at(s.zero())), f(s.top), f(s.bottom))
}

// pie draws the shares of a whole, clockwise from above, with a list of them.
func (s *svg) pie() {
	points, total := s.c.Series[0].Points, s.c.total()
	names := make([]string, len(points))
	for i, p := range points {
		names[i] = fmt.Sprintf("%s  %s (%s)", cut(s.c.Labels[int(p.X)], 150), FormatNumber(p.Y), percent(p.Y/total))
	}
	r := (s.bottom - s.top - 16) / 2
	cx, cy := 300.0, s.top+8+r
	turn := 0.0
	point := func(turn float64) (x, y float64) {
		return cx + r*math.Sin(2*math.Pi*turn), cy - r*math.Cos(2*math.Pi*turn)
	}
	for i, p := range points {
		share := p.Y / total
		x1, y1 := point(turn)
		x2, y2 := point(turn + share)
		turn += share
		tip := title(names[i])
		if share > 0.9999 {
			s.print(`<circle class="slice f%d" cx="%s" cy="%s" r="%s">%s</circle>`+"\n", i%colors, f(cx), f(cy), f(r), tip)
			continue
		}
		large := 0
		if share > 0.5 {
			large = 1
		}
		s.print(`<path class="slice f%d" d="M%s %sL%s %sA%s %s 0 %d 1 %s %sZ">%s</path>`+"\n", i%colors, f(cx), f(cy), f(x1), f(y1), f(r), f(r), large, f(x2), f(y2), tip)
	}
	y := max(cy-float64(len(points))*lineHigh/2, s.top)
	for i, n := range names {
		s.print(`<rect class="f%d" x="560" y="%s" width="10" height="10" rx="2"/>`, i%colors, f(y+3))
		s.text(578, y+12, "", "start", n)
		y += lineHigh
	}
}

func percent(share float64) string {
	if p := share * 100; p >= 0.1 {
		return fmt.Sprintf("%.1f%%", p)
	}
	return "<0.1%"
}

// cardsAcross is how many values of a card stand beside each other.
const cardsAcross = 4

func (s *svg) cardHeight() float64 {
	high := float64((len(s.c.Series)+cardsAcross-1)/cardsAcross)*110 + 24
	if s.c.Title != "" {
		high += 32
	}
	return high
}

// card writes the values of the first row in large.
func (s *svg) card() {
	across := min(len(s.c.Series), cardsAcross)
	wide := (s.right - s.left) / float64(across)
	for i, field := range s.c.Series {
		x := s.left + (float64(i%across)+0.5)*wide
		y := s.top + float64(i/across)*110 + 60
		s.text(x, y, "value", "middle", cut(s.c.Labels[i], (wide-10)/2.8))
		s.text(x, y+28, "faint", "middle", cut(field.Name, wide-10))
	}
}
