package geo

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// linePoints: points and lines.
func linePoints() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_distance_point_to_line", Args: "longitude latitude line",
			Doc:   "Gets the distance from a point to a line in meters.",
			Impl:  functions.Overloads{each("rrd", toLine)},
			Cases: functions.Cases{`round(geo_distance_point_to_line(1, 0, dynamic({"type":"LineString","coordinates":[[0,-1],[0,1]]})), 3)`: `111195.101`, `geo_distance_point_to_line(300, 3, dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}))`: `real(null)`},
		},
		{
			KQL: "geo_closest_point_on_line", Args: "longitude latitude line",
			Doc:   "Gets the point of a line that is closest to a point.",
			Impl:  functions.Overloads{each("rrd", closestOnLine)},
			Cases: functions.Cases{`geo_closest_point_on_line(1, 0, dynamic({"type":"LineString","coordinates":[[0,-1],[0,1]]})).coordinates`: `dynamic([0.0, 0.0])`, `isnull(geo_closest_point_on_line(1, 0, dynamic({"type":"LineString"})))`: `true`},
		},
		{
			KQL: "geo_line_interpolate_point", Args: "line fraction",
			Doc:   "Gets the point of a line at a fraction (0 to 1) of its length.",
			Impl:  functions.Overloads{each("dr", interpolate)},
			Cases: functions.Cases{`round(todouble(geo_line_interpolate_point(dynamic({"type":"LineString","coordinates":[[-73.95796,40.80042],[-73.97317,40.764486]]}), 0.25).coordinates[0]), 9)`: `-73.961764043`, `isnull(geo_line_interpolate_point(dynamic({"type":"LineString","coordinates":[[1,1]]}), 0.5))`: `true`},
		},
		{
			KQL: "geo_line_locate_point", Args: "line longitude latitude",
			Doc:   "Gets the fraction of a line's length at which the point closest to a point is.",
			Impl:  functions.Overloads{each("drr", locate)},
			Cases: functions.Cases{`round(geo_line_locate_point(dynamic({"type":"LineString","coordinates":[[-73.95796,40.80042],[-73.97317,40.764486]]}), -73.965, 40.792), 9)`: `0.255601351`, `isnull(geo_line_locate_point(dynamic({"type":"LineString","coordinates":[[1,1]]}), 1, 1))`: `true`},
		},
	}
}

// nearest is the point of lines closest to p, and the distance in radians.
func nearest(all []*s2.Polyline, p s2.Point) (best s2.Point, distance float64) {
	distance = math.Inf(1)
	for _, l := range all {
		q, _ := l.Project(p)
		if d := q.Distance(p).Radians(); d < distance {
			best, distance = q, d
		}
	}
	return best, distance
}

func toLine(a *args) (float64, bool) {
	p, ok := point(a.real(0), a.real(1))
	all := a.line(2)
	if !ok || len(all) == 0 {
		return 0, false
	}
	_, d := nearest(all, p)
	return d * earthRadius, true
}

func closestOnLine(a *args) (table.Value, bool) {
	p, ok := point(a.real(0), a.real(1))
	all := a.line(2)
	if !ok || len(all) == 0 {
		return table.Value{}, false
	}
	q, _ := nearest(all, p)
	return pointJSON(q), true
}

func interpolate(a *args) (table.Value, bool) {
	all, fraction := a.line(0), a.real(1)
	if len(all) != 1 || !(fraction >= 0 && fraction <= 1) {
		return table.Value{}, false
	}
	p, _ := all[0].Interpolate(fraction)
	return pointJSON(p), true
}

func locate(a *args) (float64, bool) {
	p, ok := point(a.real(1), a.real(2))
	all := a.line(0)
	if !ok || len(all) != 1 {
		return 0, false
	}
	q, next := all[0].Project(p)
	return all[0].Uninterpolate(q, next), true
}
