package geo

import (
	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
)

// shapes: whether shapes meet.
func shapes() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_intersects_2lines", Args: "line1 line2",
			Doc:   "True where two lines have a point in common.",
			Impl:  functions.Overloads{each("dd", linesMeet)},
			Cases: functions.Cases{`geo_intersects_2lines(dynamic({"type":"LineString","coordinates":[[0,-1],[0,1]]}), dynamic({"type":"LineString","coordinates":[[-1,0],[1,0]]}))`: `true`, `geo_intersects_2lines(dynamic({"type":"LineString","coordinates":[[0,-1],[0,1]]}), dynamic({"type":"LineString","coordinates":[[1,0],[2,0]]}))`: `false`},
		},
		{
			KQL: "geo_intersects_2polygons", Args: "polygon1 polygon2",
			Doc:   "True where two polygons have a point in common.",
			Impl:  functions.Overloads{each("dd", polygonsMeet)},
			Cases: functions.Cases{`geo_intersects_2polygons(dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}), dynamic({"type":"Polygon","coordinates":[[[1,0],[3,0],[3,2],[1,0]]]}))`: `true`, `isnull(geo_intersects_2polygons(dynamic({"type":"Polygon"}), dynamic({"type":"Polygon"})))`: `true`},
		},
		{
			KQL: "geo_intersects_line_with_polygon", Args: "line polygon",
			Doc:   "True where a line and a polygon have a point in common.",
			Impl:  functions.Overloads{each("dd", lineMeetsPolygon)},
			Cases: functions.Cases{`geo_intersects_line_with_polygon(dynamic({"type":"LineString","coordinates":[[-5,1],[5,1]]}), dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}))`: `true`, `geo_intersects_line_with_polygon(dynamic({"type":"LineString","coordinates":[[-5,9],[5,9]]}), dynamic({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}))`: `false`},
		},
	}
}

func linesMeet(a *args) (bool, bool) {
	x, y := a.line(0), a.line(1)
	if len(x) == 0 || len(y) == 0 {
		return false, false
	}
	for _, l := range x {
		for _, m := range y {
			if l.Intersects(m) {
				return true, true
			}
		}
	}
	return false, true
}

func polygonsMeet(a *args) (bool, bool) {
	x, y := a.polygon(0), a.polygon(1)
	if len(x) == 0 || len(y) == 0 {
		return false, false
	}
	for _, p := range x {
		for _, q := range y {
			if p.Intersects(q) {
				return true, true
			}
		}
	}
	return false, true
}

func lineMeetsPolygon(a *args) (bool, bool) {
	x, y := a.line(0), a.polygon(1)
	if len(x) == 0 || len(y) == 0 {
		return false, false
	}
	for _, l := range x {
		for _, p := range y {
			if lineIn(*l, p) {
				return true, true
			}
		}
	}
	return false, true
}

func lineIn(l s2.Polyline, p *s2.Polygon) bool {
	for _, v := range l {
		if p.ContainsPoint(v) {
			return true
		}
	}
	meets := false
	for i := 1; i < len(l) && !meets; i++ {
		crosser := s2.NewEdgeCrosser(l[i-1], l[i])
		eachEdge(p, func(e s2.Edge) { meets = meets || crosser.CrossingSign(e.V0, e.V1) != s2.DoNotCross })
	}
	return meets
}
