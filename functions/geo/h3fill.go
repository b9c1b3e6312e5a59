package geo

import (
	"math"

	"github.com/golang/geo/r2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// h3Fill: the cells of a polygon.
func h3Fill() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_polygon_to_h3cells", Args: "polygon [resolution] [radius]",
			Doc:  "Gets the H3 cells whose centres are in a polygon drawn on a map, grown by a radius in meters, at resolution 6 unless resolution (0 to 15) says otherwise.",
			Impl: functions.Overloads{each("d?ir", polygonToH3)},
			Cases: functions.Cases{
				`array_length(geo_polygon_to_h3cells(dynamic({"type":"Polygon","coordinates":[[[-3.659,40.553],[-3.913,40.409],[-3.729,40.273],[-3.524,40.440],[-3.659,40.553]]]})))`: `13`,
				`geo_polygon_to_h3cells(dynamic({"type":"Polygon","coordinates":[[[179.9,0.1],[-179.9,0.1],[-179.9,0.2],[179.9,0.2],[179.9,0.1]]]}), 5)[0]`:                           `dynamic("857eb57bfffffff")`,
				`isnull(geo_polygon_to_h3cells(dynamic({"type":"Polygon","coordinates":[[[0,0],[1,1]]]})))`:                                                                           `true`,
				`isnull(geo_polygon_to_h3cells(dynamic({"type":"Polygon","coordinates":[[[-3.659,40.553],[-3.913,40.409],[-3.729,40.273],[-3.524,40.440],[-3.659,40.553]]]}), 12))`:   `true`,
			},
		},
	}
}

// mostH3Cells is how many cells a polygon may have.
const mostH3Cells = 61680

// flatRing is a ring of a polygon drawn on a map, in degrees. Rings that go
// over the antimeridian go on beyond it.
type flatRing []r2.Point

// has reports whether a point is inside, counting the edges east of it.
func (ring flatRing) has(x, y float64) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.Y > y) != (b.Y > y) && x < a.X+(y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
			in = !in
		}
	}
	return in
}

// flatPolygon is a polygon on a map: its shell, then its holes.
type flatPolygon []flatRing

// has reports whether a point is in the polygon, whichever way round the
// Earth its longitude is written.
func (p flatPolygon) has(x, y float64) bool {
	for _, turn := range []float64{0, 360, -360} {
		in := false
		for _, ring := range p {
			if ring.has(x+turn, y) {
				in = !in
			}
		}
		if in {
			return true
		}
	}
	return false
}

// flatPolygons reads a polygon as it is drawn on a map; nil where it is none.
func flatPolygons(v table.Value) []flatPolygon {
	if multiPolygon(v) == nil {
		return nil
	}
	kind, coordinates, _ := geometry(v)
	parts := []table.Value{coordinates}
	if kind == "MultiPolygon" {
		parts = coordinates.Array()
	}
	out := make([]flatPolygon, len(parts))
	for i, part := range parts {
		for _, ring := range part.Array() {
			out[i] = append(out[i], flatten(ring))
		}
	}
	return out
}

func flatten(ring table.Value) flatRing {
	var out flatRing
	for i, p := range ring.Array() {
		x, _ := degrees(p.Array()[0])
		y, _ := degrees(p.Array()[1])
		if i > 0 {
			x -= 360 * math.Round((x-out[i-1].X)/360)
		}
		out = append(out, r2.Point{X: x, Y: y})
	}
	return out
}

func polygonToH3(a *args) (table.Value, bool) {
	res, radius := a.longOr(1, 6), a.realOr(2, 0)
	all := shapeOf(a, 0, flatPolygons)
	if radius > 0 {
		wider, ok := widened(a.polygon(0), radius, bufferTolerance)
		if !ok {
			return table.Value{}, false
		}
		all = flatPolygons(wider)
	}
	if len(all) == 0 || res < 0 || res > h3Finest || !(radius >= 0) {
		return table.Value{}, false
	}
	var cells []h3
	seen := map[h3]bool{}
	for _, p := range all {
		fill := h3Filling{all: []flatPolygon{p}, res: int(res), seen: map[h3]bool{}}
		for _, ring := range p {
			fill.trace(ring)
		}
		if !fill.spread() {
			return table.Value{}, false
		}
		for _, c := range p.inTable(fill.cells, int(res)) {
			if !seen[c] {
				seen[c] = true
				cells = append(cells, c)
			}
		}
	}
	if len(cells) > mostH3Cells {
		return table.Value{}, false
	}
	return hashOrder(cellNames(cells), false), true
}

// h3Filling grows from the cells on the edges of polygons to all inside.
type h3Filling struct {
	all   []flatPolygon
	res   int
	seen  map[h3]bool
	edge  []h3
	cells []h3
}

func (f *h3Filling) add(h h3) {
	if !f.seen[h] && len(f.seen) < 4*mostH3Cells {
		f.seen[h] = true
		f.edge = append(f.edge, h)
	}
}

// trace meets the cells along a ring, by points closer than cells are wide.
func (f *h3Filling) trace(ring flatRing) {
	step := unitEdge / math.Pow(math.Sqrt(7), float64(f.res)) * 180 / math.Pi / 3
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		n := int(math.Ceil(b.Sub(a).Norm() / step))
		for k := 0; k <= n && len(f.seen) < 4*mostH3Cells; k++ {
			at := a.Add(b.Sub(a).Mul(float64(k) / float64(max(n, 1))))
			if p, ok := point(math.Remainder(at.X, 360), at.Y); ok {
				f.add(h3Of(p, f.res))
			}
		}
	}
}

// spread keeps the cells inside, with those around them as the next to look
// at; false when there are too many.
func (f *h3Filling) spread() bool {
	for _, h := range f.edge {
		for _, n := range h.neighbors(aroundCell) {
			f.add(n)
		}
	}
	for i := 0; i < len(f.edge); i++ {
		h := f.edge[i]
		at := lngLat(h.center()).Array()
		if !f.inside(at[0].Real(), at[1].Real()) {
			continue
		}
		f.cells = append(f.cells, h)
		if len(f.cells) > mostH3Cells {
			return false
		}
		for _, n := range h.neighbors(aroundCell) {
			f.add(n)
		}
	}
	return len(f.seen) < 4*mostH3Cells
}

func (f *h3Filling) inside(x, y float64) bool {
	for _, p := range f.all {
		if p.has(x, y) {
			return true
		}
	}
	return false
}
