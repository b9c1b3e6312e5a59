package geo

import (
	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// lineBuffers: lines made wide.
func lineBuffers() []functions.Func {
	const line = `dynamic({"type":"LineString","coordinates":[[-80.66634997047466,24.894526340592122],[-80.67373241820246,24.890808090321286]]})`
	const bent = `dynamic({"type":"MultiLineString","coordinates":[[[0,0],[0.2,0],[0.2,0.2]],[[1,1],[1.1,1]]]})`
	return []functions.Func{{
		KQL: "geo_line_buffer", Args: "line radius [tolerance]",
		Doc:  "Makes a polygon that holds all points within radius of a line, to the tolerance (10), all in meters.",
		Impl: functions.Overloads{each("dr?r", lineBuffer)},
		Cases: functions.Cases{
			`round(geo_polygon_area(geo_line_buffer(` + line + `, 4, 0.001)) / (8 * geo_line_length(` + line + `) + 16 * pi()), 4)`: `1.0`,
			`geo_line_buffer(` + line + `, 4, 0.1).type`:                                  `dynamic("Polygon")`,
			`geo_line_buffer(` + bent + `, 1000, 1).type`:                                 `dynamic("MultiPolygon")`,
			`geo_point_in_polygon(0.2, -0.008, geo_line_buffer(` + bent + `, 1000, 1))`:   `true`,
			`geo_point_in_polygon(0.207, -0.007, geo_line_buffer(` + bent + `, 1000, 1))`: `false`,
			`geo_union_polygons_array(pack_array(geo_line_buffer(dynamic({"type":"LineString","coordinates":[[14.429214068940496,50.10043066548272],[14.431184174126173,50.10046525983731]]}), 2, 0.1), geo_line_buffer(dynamic({"type":"LineString","coordinates":[[14.43030222687753,50.100780677801936],[14.4303847111523,50.10020274910934]]}), 2, 0.1))).type`: `dynamic("Polygon")`,
			`isnull(geo_line_buffer(dynamic({"type":"LineString"}), 5))`:                             `true`,
			`isnull(geo_line_buffer(dynamic({"type":"LineString","coordinates":[[0,0],[1,1]]}), 0))`: `true`,
		},
	}}
}

func lineBuffer(a *args) (table.Value, bool) {
	all := a.line(0)
	w, ok := newWidening(a.real(1), a.realOr(2, 10))
	if len(all) == 0 || !ok {
		return table.Value{}, false
	}
	if len(all) == 1 && all[0].NumEdges() == 1 {
		ring := w.capsule((*all[0])[0], (*all[0])[1])
		last := len(ring) - 1
		return ringJSON(append([]s2.Point{ring[last]}, ring[:last]...)), true
	}
	var parts []*s2.Polygon
	for _, l := range all {
		for i := range l.NumEdges() {
			e := l.Edge(i)
			parts = append(parts, single(w.capsule(e.V0, e.V1)))
		}
	}
	return polygonJSON(united(parts))
}

// capsule is the boundary around an edge, round at its ends.
func (w widening) capsule(a, b s2.Point) []s2.Point {
	right, left := onSide(a, b), onSide(b, a)
	return append(w.arc(b, right, left), w.arc(a, left, right)...)
}
