package geo

import (
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// unions: several shapes as one.
func unions() []functions.Func {
	const two = `pack_array(dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({"type":"Polygon","coordinates":[[[2,0],[4,0],[4,2],[2,2],[2,0]]]}))`
	return []functions.Func{{
		KQL: "geo_union_polygons_array", Args: "polygons",
		Doc:  "Makes one polygon or multipolygon of an array of them.",
		Impl: functions.Overloads{each("d", unionPolygons)},
		Cases: functions.Cases{
			`array_length(geo_union_polygons_array(` + two + `).coordinates[0])`: `7`,
			`geo_union_polygons_array(` + two + `).type`:                         `dynamic("Polygon")`,
			`geo_union_polygons_array(pack_array(dynamic({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}), dynamic({"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]}))).type`: `dynamic("MultiPolygon")`,
			`isnull(geo_union_polygons_array(dynamic([{"type":"Polygon"}])))`: `true`,
		},
	}}
}

func unionPolygons(a *args) (table.Value, bool) {
	all := shapeOf(a, 0, func(v table.Value) []*s2.Polygon {
		var out []*s2.Polygon
		for _, x := range v.Array() {
			p := multiPolygon(x)
			if p == nil {
				return nil
			}
			out = append(out, p...)
		}
		return out
	})
	if len(all) == 0 {
		return table.Value{}, false
	}
	return polygonJSON(unitedInPairs(all))
}

// snapped gives points that are nearly the same the same number.
type snapped struct {
	cells  map[[3]int64]int
	points []s2.Point
}

// snapDistance is how far apart, on the unit sphere, points count as one: six
// micrometers on Earth.
const snapDistance = 1e-12

func (s *snapped) id(p s2.Point) int {
	at := [3]int64{int64(math.Floor(p.X / snapDistance)), int64(math.Floor(p.Y / snapDistance)), int64(math.Floor(p.Z / snapDistance))}
	for dx := int64(-1); dx <= 1; dx++ {
		for dy := int64(-1); dy <= 1; dy++ {
			for dz := int64(-1); dz <= 1; dz++ {
				if n, ok := s.cells[[3]int64{at[0] + dx, at[1] + dy, at[2] + dz}]; ok && s.points[n].Sub(p.Vector).Norm() <= snapDistance {
					return n
				}
			}
		}
	}
	s.points = append(s.points, p)
	s.cells[at] = len(s.points) - 1
	return len(s.points) - 1
}

// united are the rings around several polygons together, with the inside on
// the left of each.
func united(all []*s2.Polygon) [][]s2.Point {
	snap := &snapped{cells: map[[3]int64]int{}}
	type piece struct{ from, to int }
	owner := map[piece]int{}
	var order []piece
	for i, p := range all {
		eachEdge(p, func(e s2.Edge) {
			for _, c := range cut(e, all, i) {
				q := piece{snap.id(c.V0), snap.id(c.V1)}
				if _, known := owner[q]; !known && q.from != q.to {
					owner[q] = i
					order = append(order, q)
				}
			}
		})
	}
	next := map[int][]int{}
	var starts []int
	for _, q := range order {
		_, shared := owner[piece{q.to, q.from}]
		if shared || inOther(s2.Edge{V0: snap.points[q.from], V1: snap.points[q.to]}, all, owner[q]) {
			continue
		}
		next[q.from] = append(next[q.from], q.to)
		starts = append(starts, q.from)
	}
	return rings(snap.points, next, starts)
}

// rings follows edges until they close. No ring comes twice to a point: where
// one would, it is divided there.
func rings(pts []s2.Point, next map[int][]int, starts []int) [][]s2.Point {
	var out [][]s2.Point
	for _, ring := range ringsOf(pts, next, starts) {
		out = append(out, ringOf(pts, ring))
	}
	return out
}

// ringsOf are the rings as numbers of points.
func ringsOf(pts []s2.Point, next map[int][]int, starts []int) [][]int {
	var out [][]int
	for _, start := range starts {
		ring := []int{start}
		for before := -1; len(next[ring[len(ring)-1]]) > 0; {
			at := ring[len(ring)-1]
			to := turnLeft(pts, before, at, next)
			before = at
			i := slices.Index(ring, to)
			if i < 0 {
				ring = append(ring, to)
				continue
			}
			if len(ring)-i > 2 {
				out = append(out, slices.Clone(ring[i:]))
			}
			if ring = ring[:i+1]; i == 0 {
				break
			}
			before = ring[i-1]
		}
	}
	return out
}

func ringOf(pts []s2.Point, ids []int) []s2.Point {
	out := make([]s2.Point, len(ids))
	for i, id := range ids {
		out[i] = pts[id]
	}
	return out
}

// turnLeft takes, and removes, the edge from at that goes farthest to the
// left: that around the same part of the inside.
func turnLeft(pts []s2.Point, before, at int, next map[int][]int) int {
	best := 0
	if before >= 0 {
		angle := math.Inf(-1)
		for i, to := range next[at] {
			turn := s2.TurnAngle(pts[before], pts[at], pts[to]).Radians()
			if turn > angle {
				best, angle = i, turn
			}
		}
	}
	to := next[at][best]
	next[at] = append(next[at][:best:best], next[at][best+1:]...)
	return to
}

// polygonJSON writes rings, with the inside on the left of each, as a polygon
// or, where there are several shells, a multipolygon.
func polygonJSON(all [][]s2.Point) (table.Value, bool) {
	byLoop := map[*s2.Loop][]s2.Point{}
	var shells, holes []*s2.Loop
	for _, ring := range all {
		l := s2.LoopFromPoints(append([]s2.Point(nil), ring...))
		if l.Validate() != nil {
			return table.Value{}, false
		}
		byLoop[l] = ring
		if l.IsNormalized() {
			shells = append(shells, l)
			continue
		}
		l.Invert()
		holes = append(holes, l)
	}
	if len(shells) == 0 {
		return table.Value{}, false
	}
	parts := make([]table.Value, len(shells))
	for i, shell := range shells {
		coordinates := []table.Value{closedRing(byLoop[shell])}
		for _, hole := range holes {
			if shell.Contains(hole) {
				coordinates = append(coordinates, closedRing(byLoop[hole]))
			}
		}
		parts[i] = table.ArrayValue(coordinates)
	}
	return oneOrMany("Polygon", parts), true
}

func closedRing(pts []s2.Point) table.Value {
	return positions(append(pts[:len(pts):len(pts)], pts[0]))
}
