package geo

import (
	"sort"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// intersections: what lines and polygons have in common.
func intersections() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_intersection_2lines", Args: "line1 line2",
			Doc:  "Gets the points and lines that two lines have in common; an empty collection where there are none.",
			Impl: functions.Overloads{each("dd", commonOfLines)},
			Cases: functions.Cases{
				`round(todouble(geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[-73.978929,40.785155],[-73.980903,40.782621]]}), dynamic({"type":"LineString","coordinates":[[-73.985195,40.788275],[-73.974552,40.779761]]})).coordinates[0]), 9)`: `-73.979837117`,
				`geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[0,0],[0,2]]}), dynamic({"type":"LineString","coordinates":[[0,0],[0,2]]})).type`:                                                                                                   `dynamic("LineString")`,
				`geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[0,0],[1,0]]}), dynamic({"type":"LineString","coordinates":[[1,0],[1,5]]})).type`:                                                                                                   `dynamic("Point")`,
				`geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}), dynamic({"type":"LineString","coordinates":[[3,3],[4,4]]}))`:                                                                                                        `dynamic({"type":"GeometryCollection","geometries":[]})`,
				`isnull(geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}), dynamic({"type":"LineString","coordinates":[[3,3]]})))`:                                                                                                      `true`,
			},
		},
		{
			KQL: "geo_intersection_line_with_polygon", Args: "line polygon",
			Doc:  "Gets the lines, and the points, of a line that are in a polygon; an empty collection where there are none.",
			Impl: functions.Overloads{each("dd", commonOfLineAndPolygon)},
			Cases: functions.Cases{
				`round(todouble(geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[-73.985195,40.788275],[-73.974552,40.779761]]}), dynamic({"type":"Polygon","coordinates":[[[-73.9712905883789,40.78580561168767],[-73.98004531860352,40.775276834803655],[-73.97000312805176,40.77852663535664],[-73.9712905883789,40.78580561168767]]]})).coordinates[0][0]), 9)`: `-73.975611957`,
				`round(todouble(geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[-110.522,39.198],[-91.428,40.880]]}), dynamic({"type":"Polygon","coordinates":[[[-90.263,36.738],[-102.041,45.274],[-109.335,36.527],[-90.263,36.738]],[[-100.393,41.705],[-103.139,38.925],[-97.558,39.113],[-100.393,41.705]]]})).coordinates[1][0][0]), 9)`:                     `-99.136499431`,
				`geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}), dynamic({"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,10]]]})).geometries`:                                                                                                                                                                                         `dynamic([])`,
				`geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[9,9],[10,10]]}), dynamic({"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,10]]]})).type`:                                                                                                                                                                                             `dynamic("Point")`,
				`isnull(geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}), dynamic({"type":"Polygon","coordinates":[]})))`:                                                                                                                                                                                                                             `true`,
			},
		},
	}
}

func commonOfLines(a *args) (table.Value, bool) {
	x, y := a.line(0), a.line(1)
	if len(x) == 0 || len(y) == 0 {
		return table.Value{}, false
	}
	var edges []s2.Edge
	for _, l := range y {
		for i := range l.NumEdges() {
			edges = append(edges, l.Edge(i))
		}
	}
	c := common{edges: edges, in: func(p s2.Point) bool { return onEdges(p, edges) }}
	for _, l := range x {
		c.follow(*l)
	}
	return c.value(), true
}

func commonOfLineAndPolygon(a *args) (table.Value, bool) {
	x, y := a.line(0), a.polygon(1)
	if len(x) == 0 || len(y) == 0 {
		return table.Value{}, false
	}
	var edges []s2.Edge
	for _, p := range y {
		eachEdge(p, func(e s2.Edge) { edges = append(edges, e) })
	}
	c := common{edges: edges, in: func(p s2.Point) bool { return contains(y, p) || onEdges(p, edges) }}
	for _, l := range x {
		c.follow(*l)
	}
	return c.value(), true
}

// common collects what lines have in common with a shape: in is true of its
// points, edges are those at which a line can enter it.
type common struct {
	edges  []s2.Edge
	in     func(s2.Point) bool
	lines  [][]s2.Point
	points []s2.Point
	// rings are around the area of polygons, which value writes.
	rings [][]s2.Point
	area  *table.Value
}

// follow goes along a line. Where it enters and leaves at the same place, it
// has a point in common.
func (c *common) follow(l s2.Polyline) {
	var run []s2.Point
	outside := true
	for i := 1; i < len(l); i++ {
		for j, p := range divided(s2.Edge{V0: l[i-1], V1: l[i]}, c.edges) {
			if !c.in(s2.Interpolate(0.5, p.V0, p.V1)) {
				if run == nil && onEdges(p.V0, c.edges) {
					c.points = append(c.points, p.V0)
				}
				c.end(run)
				run, outside = nil, true
				continue
			}
			switch {
			case run == nil:
				run = []s2.Point{p.V0}
			case j > 0:
				run = run[:len(run)-1]
			}
			run, outside = append(run, p.V1), false
		}
	}
	c.end(run)
	if last := l[len(l)-1]; outside && onEdges(last, c.edges) {
		c.points = append(c.points, last)
	}
}

func (c *common) end(run []s2.Point) {
	if run != nil {
		c.lines = append(c.lines, run)
	}
}

// value is one shape, or a collection of those of several kinds.
func (c *common) value() table.Value {
	var drawn []s2.Edge
	var lines, points, all []table.Value
	for _, l := range c.lines {
		lines = append(lines, positions(l))
		for i := 1; i < len(l); i++ {
			drawn = append(drawn, s2.Edge{V0: l[i-1], V1: l[i]})
		}
	}
	for _, p := range c.points {
		if !onEdges(p, drawn) && !onRings(p, c.rings) {
			points = append(points, lngLat(p))
			drawn = append(drawn, s2.Edge{V0: p, V1: p})
		}
	}
	if len(points) > 0 {
		all = append(all, oneOrMany("Point", points))
	}
	if len(lines) > 0 {
		all = append(all, oneOrMany("LineString", lines))
	}
	if c.area != nil {
		all = append(all, *c.area)
	}
	if len(all) == 1 {
		return all[0]
	}
	b := table.NewBag(2)
	b.Set("type", table.StringValue("GeometryCollection"))
	b.Set("geometries", table.ArrayValue(all))
	return table.BagValue(b)
}

// onEdges reports whether a point is on one of the edges.
func onEdges(p s2.Point, edges []s2.Edge) bool {
	for _, e := range edges {
		if s2.DistanceFromSegment(p, e.V0, e.V1) <= snapDistance {
			return true
		}
	}
	return false
}

// divided are the parts of an edge between the points at which others cross or
// touch it.
func divided(e s2.Edge, others []s2.Edge) []s2.Edge {
	var at []s2.Point
	crosser := s2.NewEdgeCrosser(e.V0, e.V1)
	for _, f := range others {
		if crosser.CrossingSign(f.V0, f.V1) == s2.Cross {
			at = append(at, s2.Intersection(e.V0, e.V1, f.V0, f.V1))
		}
		for _, v := range []s2.Point{f.V0, f.V1} {
			if s2.DistanceFromSegment(v, e.V0, e.V1) <= snapDistance {
				at = append(at, v)
			}
		}
	}
	sort.Slice(at, func(i, j int) bool { return e.V0.Distance(at[i]) < e.V0.Distance(at[j]) })
	var out []s2.Edge
	from := e.V0
	for _, p := range at {
		if p.Distance(from) > snapDistance && p.Distance(e.V1) > snapDistance {
			out = append(out, s2.Edge{V0: from, V1: p})
			from = p
		}
	}
	return append(out, s2.Edge{V0: from, V1: e.V1})
}
