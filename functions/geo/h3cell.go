package geo

import (
	"math"
	"strconv"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// h3Cells: cells of the H3 grid by point and by hierarchy.
func h3Cells() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_point_to_h3cell", Args: "longitude latitude [resolution]",
			Doc:   "Gets the H3 cell of a point, at resolution 6 unless resolution (0 to 15) says otherwise.",
			Impl:  functions.Overloads{each("rr?i", toH3)},
			Cases: functions.Cases{`geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)`: `"862a1072fffffff"`, `geo_point_to_h3cell(300, 1, 8)`: `""`, `geo_point_to_h3cell(1, 1, 16)`: `""`},
		},
		{
			KQL: "geo_h3cell_level", Args: "h3cell",
			Doc:   "Gets the resolution of an H3 cell.",
			Impl:  functions.Overloads{each("s", h3Level)},
			Cases: functions.Cases{`geo_h3cell_level("862a1072fffffff")`: `int(6)`, `geo_h3cell_level("abc")`: `int(null)`},
		},
		{
			KQL: "geo_h3cell_parent", Args: "h3cell [resolution]",
			Doc:   "Gets the H3 cell that holds one, at the resolution above unless given.",
			Impl:  functions.Overloads{each("s?i", h3Parent)},
			Cases: functions.Cases{`geo_h3cell_parent("862a1072fffffff")`: `"852a1073fffffff"`, `geo_h3cell_parent("862a1072fffffff", 1)`: `"812a3ffffffffff"`, `geo_h3cell_parent("862a1072fffffff", 7)`: `""`},
		},
		{
			KQL: "geo_h3cell_children", Args: "h3cell [resolution]",
			Doc:   "Gets the H3 cells in one, at the resolution below unless given.",
			Impl:  functions.Overloads{each("s?i", h3Children)},
			Cases: functions.Cases{`array_length(geo_h3cell_children("862a1072fffffff"))`: `7`, `geo_h3cell_parent(tostring(geo_h3cell_children("862a1072fffffff")[6]))`: `"862a1072fffffff"`, `isnull(geo_h3cell_children("abc"))`: `true`},
		},
	}
}

// h3 is a cell's index: mode, resolution, base cell, a digit of 3 bits for
// each of 15 resolutions, those beyond its own being 7.
type h3 uint64

const (
	h3Empty  h3 = 0x08001fffffffffff
	h3Finest    = 15
)

func (h h3) resolution() int    { return int(h >> 52 & 15) }
func (h h3) base() int          { return int(h >> 45 & 127) }
func (h h3) digit(r int) int    { return int(h >> (3 * (h3Finest - r)) & 7) }
func (h h3) text() string       { return strconv.FormatUint(uint64(h), 16) }
func (h h3) withBase(b int) h3  { return h&^(127<<45) | h3(b)<<45 }
func (h h3) withLevel(n int) h3 { return h&^(15<<52) | h3(n)<<52 }
func (h h3) with(r, digit int) h3 {
	shift := 3 * (h3Finest - r)
	return h&^(7<<shift) | h3(digit)<<shift
}

// turned are the digits after a turn of 60 degrees against the clock.
var turned = [7]int{0, 5, 3, 1, 6, 4, 2}

func (h h3) turn() h3 {
	for r := 1; r <= h.resolution(); r++ {
		h = h.with(r, turned[h.digit(r)])
	}
	return h
}

func (h h3) leading() int {
	for r := 1; r <= h.resolution(); r++ {
		if d := h.digit(r); d != 0 {
			return d
		}
	}
	return 0
}

// pentagons are the base cells with five neighbours, whose digit 1 is missing,
// and the faces from which that is skipped clockwise.
var pentagons = map[int][2]int{
	4: {-1, -1}, 14: {2, 6}, 24: {1, 5}, 38: {3, 7}, 49: {0, 9}, 58: {4, 8},
	63: {11, 15}, 72: {12, 16}, 83: {10, 19}, 97: {13, 17}, 107: {14, 18}, 117: {-1, -1},
}

func toH3(a *args) (string, bool) {
	p, ok := point(a.real(0), a.real(1))
	res := a.longOr(2, 6)
	if !ok || res < 0 || res > h3Finest {
		return "", false
	}
	return h3Of(p, int(res)).text(), true
}

func h3Of(p s2.Point, res int) h3 {
	face, at := hexagon(p, res)
	return place{face, at}.cell(res)
}

// cell is the index of a hexagon of a resolution.
func (p place) cell(res int) h3 {
	h := h3Empty.withLevel(res)
	for r := res; r >= 1; r-- {
		child := p.at
		p.at = child.coarser(r%2 == 1)
		i, j, k := child.sub(p.at.finer(r%2 == 1)).ijk()
		h = h.with(r, 4*i+2*j+k)
	}
	base, turns := p.baseCell()
	h = h.withBase(base)
	clockwise, pentagon := pentagons[base]
	if pentagon && h.leading() == 1 {
		n := 1
		if clockwise[0] == p.face || clockwise[1] == p.face {
			n = 5
		}
		for range n {
			h = h.turn()
		}
	}
	for range turns {
		h = h.turn()
		if pentagon && h.leading() == 1 {
			h = h.turn()
		}
	}
	return h
}

func round7(n int) int { return int(math.Round(float64(n) / 7)) }

// hexagon is the face nearest to a point and the hexagon of a resolution there.
func hexagon(p s2.Point, res int) (face int, at axial) {
	best := math.Inf(1)
	for f := range 20 {
		if d := onEarth(faceCenter(f)).Distance(p).Radians(); d < best {
			face, best = f, d
		}
	}
	c, q := faceCenter(face), latLng(p)
	d := (q.Lng - c.Lng).Radians()
	az := math.Atan2(math.Sin(d)*math.Cos(q.Lat.Radians()),
		math.Cos(c.Lat.Radians())*math.Sin(q.Lat.Radians())-math.Sin(c.Lat.Radians())*math.Cos(q.Lat.Radians())*math.Cos(d))
	theta := faceCenters[face][2] - az
	if res%2 == 1 {
		theta -= turnAngle
	}
	r := math.Tan(best) / unitEdge * math.Pow(math.Sqrt(7), float64(res))
	x, y := r*math.Cos(theta), r*math.Sin(theta)
	j := y * 2 / math.Sqrt(3)
	return face, roundHexagon(x-j/2, j)
}

// roundHexagon rounds coordinates along axes 60 degrees apart to a hexagon.
func roundHexagon(q, r float64) axial {
	s := -q - r
	rq, rr, rs := math.Round(q), math.Round(r), math.Round(s)
	dq, dr, ds := math.Abs(rq-q), math.Abs(rr-r), math.Abs(rs-s)
	switch {
	case dq > dr && dq > ds:
		rq = -rr - rs
	case dr > ds:
		rr = -rq - rs
	}
	return axial{int(rq + rr), int(rr)}
}

// h3Cell reads an index written in hexadecimal.
func h3Cell(s string) (h3, bool) {
	n, err := strconv.ParseUint(s, 16, 64)
	h := h3(n)
	if err != nil || n>>59 != 1 || n>>56&7 != 0 || h.base() > 121 {
		return 0, false
	}
	for r := 1; r <= h3Finest; r++ {
		if (h.digit(r) == 7) != (r > h.resolution()) {
			return 0, false
		}
	}
	_, pentagon := pentagons[h.base()]
	return h, !pentagon || h.leading() != 1
}

func h3Level(a *args) (int32, bool) {
	h, ok := h3Cell(a.text(0))
	return int32(h.resolution()), ok
}

func h3Parent(a *args) (string, bool) {
	h, ok := h3Cell(a.text(0))
	res := a.longOr(1, int64(h.resolution())-1)
	if !ok || res < 0 || res > int64(h.resolution()) {
		return "", false
	}
	for r := int(res) + 1; r <= h3Finest; r++ {
		h = h.with(r, 7)
	}
	return h.withLevel(int(res)).text(), true
}

func h3Children(a *args) (table.Value, bool) {
	h, ok := h3Cell(a.text(0))
	res := a.longOr(1, int64(h.resolution())+1)
	if !ok || res < int64(h.resolution()) || res > h3Finest || res-int64(h.resolution()) > 5 {
		return table.Value{}, false
	}
	_, pentagon := pentagons[h.base()]
	cells := []h3{h}
	for r := h.resolution() + 1; r <= int(res); r++ {
		var next []h3
		for _, c := range cells {
			for d := range 7 {
				if !pentagon || d != 1 || c.leading() != 0 {
					next = append(next, c.withLevel(r).with(r, d))
				}
			}
		}
		cells = next
	}
	out := make([]table.Value, len(cells))
	for i, c := range cells {
		out[i] = table.StringValue(c.text())
	}
	return table.ArrayValue(out), true
}
