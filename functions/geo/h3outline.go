package geo

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// h3Shapes: what an H3 cell covers.
func h3Shapes() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_h3cell_to_central_point", Args: "h3cell",
			Doc:   "Gets the centre of an H3 cell as a GeoJSON point.",
			Impl:  functions.Overloads{each("s", h3Center)},
			Cases: functions.Cases{`round(todouble(geo_h3cell_to_central_point("862a1072fffffff").coordinates[0]), 9)`: `-74.01600848`, `isnull(geo_h3cell_to_central_point("1"))`: `true`},
		},
		{
			KQL: "geo_h3cell_to_polygon", Args: "h3cell",
			Doc:   "Gets an H3 cell as a GeoJSON polygon.",
			Impl:  functions.Overloads{each("s", h3Polygon)},
			Cases: functions.Cases{`round(todouble(geo_h3cell_to_polygon("862a1072fffffff").coordinates[0][0][1]), 9)`: `40.735376026`, `array_length(geo_h3cell_to_polygon("8009fffffffffff").coordinates[0])`: `6`, `isnull(geo_h3cell_to_polygon("a@"))`: `true`},
		},
	}
}

func h3Center(a *args) (table.Value, bool) {
	h, ok := h3Cell(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	return pointJSON(h.center()), true
}

func h3Polygon(a *args) (table.Value, bool) {
	h, ok := h3Cell(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	return ringJSON(h.boundary()), true
}

// The corners of a hexagon on a grid with three steps for one; at an odd
// resolution, on that of the next even one.
var (
	evenCorners = [6][3]int{{2, 1, 0}, {1, 2, 0}, {0, 2, 1}, {0, 1, 2}, {1, 0, 2}, {2, 0, 1}}
	oddCorners  = [6][3]int{{5, 4, 0}, {1, 5, 0}, {0, 5, 4}, {0, 1, 5}, {4, 0, 5}, {5, 0, 1}}
)

// corner is a corner of a cell: on the plane of the cell's face and, folded,
// on its own. On an edge between faces it belongs to both.
type corner struct {
	flat   axial
	own    place
	onEdge bool
}

// corners are a cell's corners on a grid three times as fine as that of the
// even resolution res.
func (h h3) corners() (face int, out []corner, res int) {
	p, _ := h.onFace()
	res = h.resolution()
	at := p.at.times(3)
	shape := evenCorners
	if res%2 == 1 {
		at, shape, res = at.finer(false), oddCorners, res+1
	}
	unit := 3 * reach(res)
	n := 6
	if h.isPentagon() {
		n = 5
	}
	for _, c := range shape[:n] {
		v := corner{flat: at.add(fromIJK(c[0], c[1], c[2]))}
		v.own = place{p.face, v.flat}
		for range 3 {
			next, _, over := v.own.fold(unit)
			if !over {
				break
			}
			v.own = next
		}
		v.onEdge = v.own.at.sum() == 2*unit
		out = append(out, v)
	}
	return p.face, out, res
}

func (h h3) isPentagon() bool {
	_, pentagon := pentagons[h.base()]
	return pentagon && h.leading() == 0
}

// boundary are the corners of a cell, and the points at which its edges go
// from one face of the icosahedron to another: there they bend.
func (h h3) boundary() []s2.Point {
	face, corners, res := h.corners()
	var out []s2.Point
	bends := h.resolution()%2 == 1
	for i, c := range corners {
		x, y := c.own.at.flat()
		out = append(out, onSphere(c.own.face, x/3, y/3, res))
		d := corners[(i+1)%len(corners)]
		switch {
		case !bends || c.own.face == d.own.face:
		case h.isPentagon():
			if p, ok := bendOfPentagon(c.own, d.own, res); ok {
				out = append(out, p)
			}
		case !c.onEdge:
			if p, ok := bend(face, c, d, res); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// bend is where the line between two corners, drawn on the cell's face, meets
// the edge of the face.
func bend(face int, c, d corner, res int) (s2.Point, bool) {
	other := d.own.face
	if c.own.face != face {
		other = c.own.face
	}
	return meetEdge(face, other, c.flat, d.flat, res)
}

// bendOfPentagon is the same where the cell has no single face: the second
// corner is taken back to the face of the first.
func bendOfPentagon(c, d place, res int) (s2.Point, bool) {
	for _, q := range []string{"ij", "jk", "ki"} {
		if n := across(d.face, q); n.face == c.face {
			return meetEdge(c.face, d.face, c.at, n.enterScaled(d.at, 3*reach(res)), res)
		}
	}
	return s2.Point{}, false
}

// meetEdge intersects the line from a to b with the edge between two faces.
func meetEdge(face, other int, a, b axial, res int) (s2.Point, bool) {
	far := float64(6 * reach(res))
	ends := map[string][4]float64{
		"ij": {far, 0, -far / 2, far * math.Sqrt(3) / 2},
		"jk": {-far / 2, far * math.Sqrt(3) / 2, -far / 2, -far * math.Sqrt(3) / 2},
		"ki": {-far / 2, -far * math.Sqrt(3) / 2, far, 0},
	}
	for q, e := range ends {
		if across(face, q).face != other {
			continue
		}
		ax, ay := a.flat()
		bx, by := b.flat()
		dx, dy, ex, ey := bx-ax, by-ay, e[2]-e[0], e[3]-e[1]
		det := dx*ey - dy*ex
		if det == 0 {
			return s2.Point{}, false
		}
		t := ((e[0]-ax)*ey - (e[1]-ay)*ex) / det
		if t < 1e-9 || t > 1-1e-9 {
			return s2.Point{}, false
		}
		return onSphere(face, (ax+t*dx)/3, (ay+t*dy)/3, res), true
	}
	return s2.Point{}, false
}
