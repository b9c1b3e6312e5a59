package geo

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// buffers: shapes made wider.
func buffers() []functions.Func {
	return []functions.Func{{
		KQL: "geo_polygon_buffer", Args: "polygon radius [tolerance]",
		Doc:  "Makes a polygon that holds all points within radius of one, to the tolerance (10), all in meters.",
		Impl: functions.Overloads{each("dr?r", polygonBuffer)},
		Cases: functions.Cases{
			`round(todouble(geo_polygon_buffer(dynamic({"type":"Polygon","coordinates":[[[139.813757,35.719666],[139.72558,35.71813],[139.727471,35.653231],[139.818721,35.657264],[139.813757,35.719666]]]}), 10000).coordinates[0][0][0]), 9)`: `139.811428052`,
			`round(geo_polygon_area(geo_polygon_buffer(dynamic({"type":"Polygon","coordinates":[[[0,0],[0.2,0],[0.2,0.2],[0.1,0.1],[0,0.2],[0,0]]]}), 1000, 1)) / 1e6, 1)`:                                                                       `472.0`,
			`isnull(geo_polygon_buffer(dynamic({"type":"Polygon","coordinates":[[[10,10],[0,10],[0,0],[10,10]]]}), 0))`:                                                                                                                          `true`,
			`isnull(geo_polygon_buffer(dynamic({"type":"p"}), 1))`: `true`,
		},
	}}
}

// bufferTolerance is how far, in meters, a buffer may come short of the radius
// where nothing says otherwise.
const bufferTolerance = 10

func polygonBuffer(a *args) (table.Value, bool) {
	return widened(a.polygon(0), a.real(1), a.realOr(2, bufferTolerance))
}

// widened makes a polygon of all points within a radius of some.
func widened(all []*s2.Polygon, radius, tolerance float64) (table.Value, bool) {
	w, ok := newWidening(radius, tolerance)
	if len(all) == 0 || !ok {
		return table.Value{}, false
	}
	if len(all) == 1 && all[0].NumLoops() == 1 && convex(all[0].Loop(0)) {
		return ringJSON(w.around(all[0].Loop(0))), true
	}
	parts := append([]*s2.Polygon(nil), all...)
	for _, p := range all {
		for i := range p.NumLoops() {
			parts = append(parts, w.parts(p.Loop(i))...)
		}
	}
	return polygonJSON(united(parts))
}

// widening moves boundaries out by a radius; step is the angle between the
// points of arcs, both in radians.
type widening struct{ radius, step float64 }

// newWidening takes meters; false where they are out of range.
func newWidening(radius, tolerance float64) (widening, bool) {
	if !(radius > 0 && radius < math.Pi/2*earthRadius && tolerance > 0) {
		return widening{}, false
	}
	w := widening{radius: radius / earthRadius}
	w.step = w.arcStep(min(max(tolerance/radius, 1e-6), 0.99))
	return w, true
}

// arcStep is the angle between two points of an arc whose chord comes short of
// it by a fraction of the radius.
func (w widening) arcStep(fraction float64) float64 {
	return min(2*math.Acos(math.Tan(w.radius*(1-fraction))/math.Tan(w.radius)), 2*math.Pi/3)
}

// onSide is the direction from an edge to its right, where the outside is.
func onSide(a, b s2.Point) s2.Point {
	return s2.Point{Vector: b.PointCross(a).Normalize()}
}

// out is the point at the radius from a vertex in a direction.
func (w widening) out(v, direction s2.Point) s2.Point {
	return onRay(v, direction, w.radius)
}

func onRay(from, direction s2.Point, angle float64) s2.Point {
	return s2.Point{Vector: from.Mul(math.Cos(angle)).Add(direction.Mul(math.Sin(angle))).Normalize()}
}

// arc goes around a vertex from one direction to another, both included.
func (w widening) arc(v, start, end s2.Point) []s2.Point {
	turn := s2.Point{Vector: v.Cross(start.Vector).Normalize()}
	span := start.Angle(end.Vector).Radians()
	var out []s2.Point
	for angle := 0.0; angle == 0 || angle < span; angle += w.step {
		out = append(out, w.out(v, onRay(start, turn, angle)))
	}
	if last := w.out(v, end); out[len(out)-1].Distance(last) > snapDistance {
		out = append(out, last)
	}
	return out
}

func corner3(l *s2.Loop, i int) (a, b, c s2.Point) {
	return l.OrientedVertex(i), l.OrientedVertex(i + 1), l.OrientedVertex(i + 2)
}

func convex(l *s2.Loop) bool {
	for i := range l.NumVertices() {
		a, b, c := corner3(l, i)
		if s2.RobustSign(a, b, c) != s2.CounterClockwise {
			return false
		}
	}
	return true
}

// around is the boundary around a convex loop. It starts where the first edge
// does.
func (w widening) around(l *s2.Loop) []s2.Point {
	var out []s2.Point
	for i := range l.NumVertices() {
		a, b, c := corner3(l, i)
		out = append(out, w.arc(b, onSide(a, b), onSide(b, c))...)
	}
	last := len(out) - 1
	return append([]s2.Point{out[last]}, out[:last]...)
}

// parts are what a loop grows by: a strip along each edge and a sector at each
// corner that points out.
func (w widening) parts(l *s2.Loop) []*s2.Polygon {
	var out []*s2.Polygon
	for i := range l.NumVertices() {
		a, b, c := corner3(l, i)
		side := onSide(a, b)
		out = append(out, single([]s2.Point{a, w.out(a, side), w.out(b, side), b}))
		if s2.RobustSign(a, b, c) == s2.CounterClockwise {
			out = append(out, single(append([]s2.Point{b}, w.arc(b, side, onSide(b, c))...)))
		}
	}
	return out
}

func single(pts []s2.Point) *s2.Polygon {
	return s2.PolygonFromLoops([]*s2.Loop{s2.LoopFromPoints(pts)})
}
