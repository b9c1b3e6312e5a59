package geo

import (
	"errors"
	"math"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// densifying: polygons drawn on a map as polygons on the sphere.
func densifying() []functions.Func {
	return []functions.Func{{
		KQL: "geo_polygon_densify", Args: "polygon [tolerance] [preserve_crossing]",
		Doc:  "Adds points to the straight edges of a polygon on a map, until great circles follow them.",
		Impl: functions.Overloads{each("d?rx", polygonDensify)},
		Cases: functions.Cases{
			`array_length(geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,11],[10,10]]]})).coordinates[0])`:                        `11`,
			`round(todouble(geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,11],[10,10]]]})).coordinates[0][1][0]), 9)`:            `10.25`,
			`array_length(geo_polygon_densify(dynamic({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}), 10000).coordinates)`: `2`,
			`array_length(geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[179,10],[-179,10],[-179,11],[179,10]]]}), 10000, true).coordinates[0])`:             `4`,
			`isnull(geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[10,900],[11,10],[11,11],[10,11],[10,10]]]})))`:                                            `true`,
			`isnull(geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,11],[10,10]]]}), 0))`:                                          `true`,
		},
	}}
}

var errCrossing = errors.New("a polygon over the antimeridian is not cut in two here: give true for preserve_crossing")

func polygonDensify(a *args) (table.Value, bool) {
	tolerance, ok := densifyTolerance(a)
	all := shapeOf(a, 0, flatPolygons)
	if !ok || len(all) == 0 {
		return table.Value{}, false
	}
	parts := make([]table.Value, len(all))
	for i, rings := range all {
		out := make([]table.Value, len(rings))
		for j, ring := range rings {
			if !a.flag(2) && overDateLine(ring) {
				a.err = errCrossing
				return table.Value{}, false
			}
			pts := densified(ring, tolerance)
			pts[len(pts)-1] = pts[0]
			out[j] = positions(pts)
		}
		parts[i] = table.ArrayValue(out)
	}
	return oneOrMany("Polygon", parts), true
}

// overDateLine says whether a ring has points on both sides of the antimeridian.
func overDateLine(ring flatRing) bool {
	west, east := math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		west, east = min(west, p.X), max(east, p.X)
	}
	line := 360*math.Ceil((west-180)/360) + 180
	return west < line && line < east
}
