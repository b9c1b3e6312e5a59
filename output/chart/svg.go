package chart

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/output"
)

// The size of a picture, in the units of its view box.
const (
	svgWidth  = 960
	svgHeight = 480
	lineHigh  = 18
	letter    = 6.6 // about the width of a letter
)

// SVG writes the chart as a picture that stands by itself: readable on light and
// on dark, without scripts, fonts or anything else to fetch. Every point tells
// its value when pointed at.
func (c *Chart) SVG(w io.Writer) error {
	s := &svg{c: c, w: bufio.NewWriter(w), left: 16, right: svgWidth - 16, top: 16, bottom: svgHeight - 12}
	s.open()
	switch c.Form {
	case Card:
		s.card()
	case Pie:
		s.pie()
	case Bars:
		s.bars()
	default:
		s.plot()
	}
	s.notes()
	s.print("</svg>\n")
	return s.w.Flush()
}

// svg is a picture while it is written; left to bottom is the space that is
// not taken yet.
type svg struct {
	c                        *Chart
	w                        *bufio.Writer
	left, right, top, bottom float64
	x, y                     axis
	height                   float64
}

func (s *svg) print(format string, args ...any) { fmt.Fprintf(s.w, format, args...) }

// open writes the head, the style and the title, and takes their space.
func (s *svg) open() {
	switch s.height = svgHeight; s.c.Form {
	case Bars:
		s.height = s.barsHeight()
	case Card:
		s.height = s.cardHeight()
	}
	s.height += float64(len(s.c.Notes)) * lineHigh
	s.bottom = s.height - 12 - float64(len(s.c.Notes))*lineHigh
	name := s.c.Title
	if name == "" {
		name = strings.TrimSpace(s.c.YTitle + " by " + s.c.XTitle)
	}
	s.print(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %s" width="%d" height="%s" role="img" aria-label="%s">`+"\n", svgWidth, f(s.height), svgWidth, f(s.height), escape(name))
	s.print("<style>\n%s</style>\n", styleSheet())
	s.print(`<rect class="back" width="%d" height="%s"/>`+"\n", svgWidth, f(s.height))
	if s.c.Title != "" {
		s.text(svgWidth/2, s.top+14, "title", "middle", cut(s.c.Title, svgWidth-40))
		s.top += 32
	}
}

func (s *svg) notes() {
	y := s.height - 12 - float64(len(s.c.Notes)-1)*lineHigh
	for _, n := range s.c.Notes {
		s.text(16, y, "faint", "start", cut(n, svgWidth-32))
		y += lineHigh
	}
}

func (s *svg) text(x, y float64, class, anchor, text string) {
	s.print(`<text x="%s" y="%s" class="%s" text-anchor="%s">%s</text>`+"\n", f(x), f(y), class, anchor, escape(text))
}

// legend names the series at the right, each with its colour, and takes the
// space. One series needs no name where the y axis has it.
func (s *svg) legend(names []string) {
	if !s.c.Legend || len(names) < 2 {
		return
	}
	wide := 0.0
	for _, n := range names {
		wide = max(wide, min(textWidth(n)+4, 184))
	}
	x := s.right - wide
	room := int((s.bottom - s.top) / lineHigh)
	for i, n := range names {
		if i == room-1 && len(names) > room {
			s.text(x, s.top+float64(i)*lineHigh+12, "faint", "start", fmt.Sprintf("and %d more", len(names)-i))
			break
		}
		y := s.top + float64(i)*lineHigh
		s.print(`<rect class="f%d" x="%s" y="%s" width="10" height="10" rx="2"/>`, i%colors, f(x-16), f(y+3))
		s.print(`<text x="%s" y="%s">%s%s</text>`+"\n", f(x), f(y+12), title(n), escape(cut(n, 180)))
	}
	s.right = x - 32
}

// f is a coordinate: at most two decimals, so that all machines write the same.
func f(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func title(s string) string { return "<title>" + escape(s) + "</title>" }

// textWidth is about how wide a text is drawn.
func textWidth(s string) float64 { return float64(output.Width(s)) * letter }

// cut shortens a text to a width in the picture.
func cut(s string, width float64) string { return output.Shorten(s, max(int(width/letter), 1)) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escape makes a text safe in XML; characters that XML does not know are
// spelled out.
func escape(s string) string { return escaper.Replace(output.Visible(s)) }

// escapeLines is escape for a text of several lines.
func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = escape(strings.ReplaceAll(strings.TrimSuffix(l, "\r"), "\t", "    "))
	}
	return strings.Join(lines, "\n")
}
