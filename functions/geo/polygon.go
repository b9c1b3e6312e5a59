package geo

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// polygons: measures of polygons in GeoJSON, and points in them.
func polygons() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_polygon_area", Args: "polygon",
			Doc:   "Gets the area of a polygon in square meters.",
			Impl:  functions.Overloads{each("d", area)},
			Cases: functions.Cases{`round(geo_polygon_area(dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]})), 2)`: `3475207.28`, `geo_polygon_area(dynamic({"type":"Polygon"}))`: `real(null)`},
		},
		{
			KQL: "geo_polygon_perimeter", Args: "polygon",
			Doc:   "Gets the length of a polygon's boundary in meters.",
			Impl:  functions.Overloads{each("d", perimeter)},
			Cases: functions.Cases{`round(geo_polygon_perimeter(dynamic({"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]})), 2)`: `379622.89`, `geo_polygon_perimeter(dynamic({"type":"Polygon","coordinates":[[[0,0],[10,10],[10,10],[0,0]]]}))`: `real(null)`},
		},
		{
			KQL: "geo_polygon_centroid", Args: "polygon",
			Doc:   "Gets the centroid of a polygon as a GeoJSON point.",
			Impl:  functions.Overloads{each("d", centroid)},
			Cases: functions.Cases{`round(todouble(geo_polygon_centroid(dynamic({"type":"Polygon","coordinates":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]})).coordinates[0]), 9)`: `0.0`},
		},
		{
			KQL: "geo_point_in_polygon", Args: "longitude latitude polygon",
			Doc:   "True where a point is in a polygon.",
			Impl:  functions.Overloads{each("rrd", inPolygon)},
			Cases: functions.Cases{`geo_point_in_polygon(0, 0, dynamic({"type":"Polygon","coordinates":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]}))`: `true`, `geo_point_in_polygon(3, 0, dynamic({"type":"Polygon","coordinates":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]}))`: `false`, `isnull(geo_point_in_polygon(300, 0, dynamic({"type":"Polygon"})))`: `true`},
		},
		{
			KQL: "geo_distance_point_to_polygon", Args: "longitude latitude polygon",
			Doc:   "Gets the distance from a point to a polygon in meters, 0 inside.",
			Impl:  functions.Overloads{each("rrd", toPolygon)},
			Cases: functions.Cases{`geo_distance_point_to_polygon(0, 0, dynamic({"type":"Polygon","coordinates":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]}))`: `0.0`, `isnull(geo_distance_point_to_polygon(1, 1, dynamic({"type":"Polygon","coordinates":[[[0,0],[10,10],[10,10],[0,0]]]})))`: `true`},
		},
		{
			KQL: "geo_closest_point_on_polygon", Args: "longitude latitude polygon",
			Doc:   "Gets the point of a polygon that is closest to a point: the point itself inside.",
			Impl:  functions.Overloads{each("rrd", closestOnPolygon)},
			Cases: functions.Cases{`geo_closest_point_on_polygon(2, 0, dynamic({"type":"Polygon","coordinates":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]})).type`: `dynamic("Point")`, `isnull(geo_closest_point_on_polygon(2, 0, dynamic({})))`: `true`},
		},
	}
}

func area(a *args) (float64, bool) {
	all := a.polygon(0)
	sum := 0.0
	if overlapping(all) {
		ref := all[0].Edge(0).V0
		for _, e := range outline(all) {
			sum += s2.SignedArea(ref, e.V0, e.V1)
		}
		return sum * earthRadius * earthRadius, true
	}
	for _, p := range all {
		sum += p.Area()
	}
	return sum * earthRadius * earthRadius, len(all) > 0
}

func perimeter(a *args) (float64, bool) {
	all := a.polygon(0)
	sum := 0.0
	for _, e := range outline(all) {
		sum += e.V0.Distance(e.V1).Radians()
	}
	return sum * earthRadius, len(all) > 0
}

func eachEdge(p *s2.Polygon, f func(s2.Edge)) {
	for i := range p.NumEdges() {
		f(p.Edge(i))
	}
}

func centroid(a *args) (table.Value, bool) {
	all := a.polygon(0)
	var sum s2.Point
	if overlapping(all) {
		ref := all[0].Edge(0).V0
		for _, e := range outline(all) {
			sum = s2.Point{Vector: sum.Add(s2.TrueCentroid(ref, e.V0, e.V1).Vector)}
		}
		all = nil
	}
	for _, p := range all {
		sum = s2.Point{Vector: sum.Add(p.Centroid().Vector)}
	}
	if sum.Norm() == 0 {
		return table.Value{}, false
	}
	return pointJSON(s2.Point{Vector: sum.Normalize()}), true
}

func contains(all []*s2.Polygon, p s2.Point) bool {
	for _, poly := range all {
		if poly.ContainsPoint(p) {
			return true
		}
	}
	return false
}

// nearestInPolygon is the point of polygons closest to p.
func nearestInPolygon(all []*s2.Polygon, p s2.Point) s2.Point {
	if contains(all, p) {
		return p
	}
	best, distance := p, math.Inf(1)
	for _, poly := range all {
		eachEdge(poly, func(e s2.Edge) {
			q := s2.Project(p, e.V0, e.V1)
			if d := q.Distance(p).Radians(); d < distance {
				best, distance = q, d
			}
		})
	}
	return best
}

func pointAndPolygon(a *args) (s2.Point, []*s2.Polygon, bool) {
	p, ok := point(a.real(0), a.real(1))
	all := a.polygon(2)
	return p, all, ok && len(all) > 0
}

func inPolygon(a *args) (bool, bool) {
	p, all, ok := pointAndPolygon(a)
	return ok && contains(all, p), ok
}

func toPolygon(a *args) (float64, bool) {
	p, all, ok := pointAndPolygon(a)
	if !ok {
		return 0, false
	}
	return nearestInPolygon(all, p).Distance(p).Radians() * earthRadius, true
}

func closestOnPolygon(a *args) (table.Value, bool) {
	p, all, ok := pointAndPolygon(a)
	if !ok {
		return table.Value{}, false
	}
	return pointJSON(nearestInPolygon(all, p)), true
}
