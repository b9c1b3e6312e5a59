package geo

import (
	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// polygonIntersections: what polygons have in common.
func polygonIntersections() []functions.Func {
	const park = `dynamic({"type":"Polygon","coordinates":[[[-73.9630937576294,40.77498840732385],[-73.963565826416,40.774383111780914],[-73.96205306053162,40.773745311181585],[-73.96160781383514,40.7743912365898],[-73.9630937576294,40.77498840732385]]]})`
	const cut = `dynamic({"type":"Polygon","coordinates":[[[-73.96213352680206,40.775045280447145],[-73.9631313085556,40.774578106920345],[-73.96207988262177,40.77416780398293],[-73.96213352680206,40.775045280447145]]]})`
	const first = `dynamic({"type":"Polygon","coordinates":[[[2,45],[0,45],[1,44],[2,45]]]})`
	const second = `dynamic({"type":"MultiPolygon","coordinates":[[[[3,44],[2,45],[2,43],[3,44]]],[[[1.192,45.265],[1.005,44.943],[1.356,44.937],[1.192,45.265]]]]})`
	const square = `dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})`
	return []functions.Func{{
		KQL: "geo_intersection_2polygons", Args: "polygon1 polygon2",
		Doc:  "Gets the area, the lines and the points that two polygons have in common; an empty collection where there are none.",
		Impl: functions.Overloads{each("dd", commonOfPolygons)},
		Cases: functions.Cases{
			`round(todouble(geo_intersection_2polygons(` + park + `, ` + cut + `).coordinates[0][0][0]), 9)`:                                                                                                      `-73.962105776`,
			`round(todouble(geo_intersection_2polygons(` + park + `, ` + cut + `).coordinates[0][1][1]), 9)`:                                                                                                      `40.77480702`,
			`array_length(geo_intersection_2polygons(` + park + `, ` + cut + `).coordinates[0])`:                                                                                                                  `5`,
			`geo_intersection_2polygons(` + first + `, dynamic({"type":"Polygon","coordinates":[[[3,44],[2,45],[2,43],[3,44]]]})).type`:                                                                           `dynamic("Point")`,
			`geo_intersection_2polygons(` + first + `, ` + second + `).geometries[0].type`:                                                                                                                        `dynamic("Point")`,
			`round(todouble(geo_intersection_2polygons(` + first + `, ` + second + `).geometries[1].coordinates[0][0][0]), 9)`:                                                                                    `1.322707553`,
			`geo_intersection_2polygons(` + first + `, dynamic({"type":"Polygon","coordinates":[[[3,44],[3,45],[2,43],[3,44]]]}))`:                                                                                `dynamic({"type":"GeometryCollection","geometries":[]})`,
			`geo_intersection_2polygons(` + square + `, dynamic({"type":"Polygon","coordinates":[[[2,0],[4,0],[4,2],[2,2],[2,0]]]})).type`:                                                                        `dynamic("LineString")`,
			`round(geo_polygon_area(geo_intersection_2polygons(` + square + `, ` + square + `)) / geo_polygon_area(` + square + `), 9)`:                                                                           `1.0`,
			`array_length(geo_intersection_2polygons(` + square + `, dynamic({"type":"Polygon","coordinates":[[[-1,-1],[3,-1],[3,3],[-1,3],[-1,-1]],[[0.5,0.5],[0.5,1],[1,1],[1,0.5],[0.5,0.5]]]})).coordinates)`: `2`,
			`isnull(geo_intersection_2polygons(dynamic({"type":"Polygon"}), ` + park + `))`:                                                                                                                       `true`,
		},
	}}
}

func commonOfPolygons(a *args) (table.Value, bool) {
	x, y := a.polygon(0), a.polygon(1)
	if len(x) == 0 || len(y) == 0 {
		return table.Value{}, false
	}
	x, y = apart(x), apart(y)
	c := &common{}
	for _, p := range x {
		for _, q := range y {
			c.polygons(p, q)
		}
	}
	if len(c.rings) == 0 {
		return c.value(), true
	}
	area, ok := polygonJSON(c.rings)
	c.area = &area
	return c.value(), ok
}

// apart makes one polygon of several that overlap.
func apart(all []*s2.Polygon) []*s2.Polygon {
	if !overlapping(all) {
		return all
	}
	var loops []*s2.Loop
	for _, ring := range united(all) {
		loops = append(loops, s2.LoopFromPoints(ring))
	}
	return []*s2.Polygon{s2.PolygonFromOrientedLoops(loops)}
}

func edgesOf(p *s2.Polygon) []s2.Edge {
	var out []s2.Edge
	eachEdge(p, func(e s2.Edge) { out = append(out, e) })
	return out
}

// polygons collects what two polygons have in common: the boundary of each
// within the other goes around the area, a boundary that they share with the
// insides on both sides is a line.
func (c *common) polygons(p, q *s2.Polygon) {
	snap := &snapped{cells: map[[3]int64]int{}}
	next := map[int][]int{}
	var starts []int
	entered := map[int]bool{}
	keep := func(e s2.Edge) {
		from, to := snap.id(e.V0), snap.id(e.V1)
		next[from] = append(next[from], to)
		starts = append(starts, from)
		entered[to] = true
	}
	pEdges, qEdges := edgesOf(p), edgesOf(q)
	for _, e := range pEdges {
		for _, part := range divided(e, qEdges) {
			mid := s2.Interpolate(0.5, part.V0, part.V1)
			switch f, shared := edgeAt(mid, qEdges); {
			case shared && along(part, f), !shared && q.ContainsPoint(mid):
				keep(part)
			case shared:
				c.border(part)
			case onEdges(part.V0, qEdges):
				c.points = append(c.points, part.V0)
			}
		}
	}
	// Rings begin where the boundary of p comes in.
	starts = unentered(starts, entered)
	for _, e := range qEdges {
		for _, part := range divided(e, pEdges) {
			mid := s2.Interpolate(0.5, part.V0, part.V1)
			if _, shared := edgeAt(mid, pEdges); !shared && p.ContainsPoint(mid) {
				keep(part)
			}
		}
	}
	c.rings = append(c.rings, rings(snap.points, next, starts)...)
}

// border adds to a line where two areas only touch.
func (c *common) border(e s2.Edge) {
	if n := len(c.lines); n > 0 {
		if last := c.lines[n-1]; last[len(last)-1] == e.V0 {
			c.lines[n-1] = append(last, e.V1)
			return
		}
	}
	c.lines = append(c.lines, []s2.Point{e.V0, e.V1})
}

// unentered puts the points that no edge leads to first.
func unentered(starts []int, entered map[int]bool) []int {
	var first, rest []int
	for _, s := range starts {
		if entered[s] {
			rest = append(rest, s)
		} else {
			first = append(first, s)
		}
	}
	return append(first, rest...)
}

// edgeAt is the edge that a point is on, if any.
func edgeAt(p s2.Point, edges []s2.Edge) (s2.Edge, bool) {
	for _, e := range edges {
		if s2.DistanceFromSegment(p, e.V0, e.V1) <= snapDistance {
			return e, true
		}
	}
	return s2.Edge{}, false
}

// along reports whether two edges on the same line have the same direction.
func along(e, f s2.Edge) bool {
	return e.V1.Sub(e.V0.Vector).Dot(f.V1.Sub(f.V0.Vector)) > 0
}

func onRings(p s2.Point, all [][]s2.Point) bool {
	for _, ring := range all {
		for i := range ring {
			if s2.DistanceFromSegment(p, ring[i], ring[(i+1)%len(ring)]) <= snapDistance {
				return true
			}
		}
	}
	return false
}
