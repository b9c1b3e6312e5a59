package geo

import (
	"math"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// lines: measures and forms of lines in GeoJSON.
func lines() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_line_length", Args: "line",
			Doc:   "Gets the length of a line in meters.",
			Impl:  functions.Overloads{each("d", lineLength)},
			Cases: functions.Cases{`round(geo_line_length(dynamic({"type":"LineString","coordinates":[[0,0],[0,1]]})), 3)`: `111195.101`, `geo_line_length(dynamic({"type":"LineString","coordinates":[[1,1]]}))`: `real(null)`},
		},
		{
			KQL: "geo_line_centroid", Args: "line",
			Doc:   "Gets the centroid of a line as a GeoJSON point.",
			Impl:  functions.Overloads{each("d", lineCentroid)},
			Cases: functions.Cases{`round(todouble(geo_line_centroid(dynamic({"type":"LineString","coordinates":[[-73.95796,40.80042],[-73.97317,40.764486]]})).coordinates[1]), 9)`: `40.78245325`, `isnull(geo_line_centroid(dynamic({"type":"LineString","coordinates":[[1,1]]})))`: `true`},
		},
		{
			KQL: "geo_line_densify", Args: "line [tolerance] [preserve_crossing]",
			Doc:   "Adds points to the straight edges of a line on a map, until great circles follow them.",
			Impl:  functions.Overloads{each("d?rx", lineDensify)},
			Cases: functions.Cases{`array_length(geo_line_densify(dynamic({"type":"LineString","coordinates":[[50,50],[51,51]]})).coordinates)`: `9`, `isnull(geo_line_densify(dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}), 0))`: `true`},
		},
		{
			KQL: "geo_line_simplify", Args: "line [tolerance]",
			Doc:   "Leaves out points of a line that are within the tolerance (10 meters) of what remains.",
			Impl:  functions.Overloads{each("d?r", lineSimplify)},
			Cases: functions.Cases{`isnull(geo_line_simplify(dynamic({"type":"LineString","coordinates":[[1.1,1.1],[1.2,1.2]]}), 100000))`: `true`, `array_length(geo_line_simplify(dynamic({"type":"LineString","coordinates":[[0,0],[0,1],[0,2]]})).coordinates)`: `2`},
		},
	}
}

func lineLength(a *args) (float64, bool) {
	all := asOne(a.line(0))
	sum := 0.0
	for _, l := range all {
		sum += l.Length().Radians()
	}
	return sum * earthRadius, len(all) > 0
}

func lineCentroid(a *args) (table.Value, bool) {
	all := asOne(a.line(0))
	var sum s2.Point
	for _, l := range all {
		sum = s2.Point{Vector: sum.Add(l.Centroid().Vector)}
	}
	if sum.Norm() == 0 {
		return table.Value{}, false
	}
	return pointJSON(s2.Point{Vector: sum.Normalize()}), true
}

func lineSimplify(a *args) (table.Value, bool) {
	tolerance := s1.Angle(a.realOr(1, 10) / earthRadius)
	all := a.line(0)
	if len(all) == 0 || !(tolerance >= 0) {
		return table.Value{}, false
	}
	var parts []table.Value
	for _, l := range all {
		far := false
		for _, p := range (*l)[1:] {
			far = far || p.Distance((*l)[0]) > tolerance
		}
		if !far {
			continue
		}
		var pts []s2.Point
		for _, i := range l.SubsampleVertices(tolerance) {
			pts = append(pts, (*l)[i])
		}
		parts = append(parts, positions(pts))
	}
	if len(parts) == 0 {
		return table.Value{}, false
	}
	return oneOrMany("LineString", parts), true
}

// densifyTolerance is in meters; false where it is out of range.
func densifyTolerance(a *args) (s1.Angle, bool) {
	t := a.realOr(1, 10)
	return s1.Angle(t / earthRadius), t >= 0.1 && t <= 10000
}

// flatLines reads a line as it is drawn on a map: in degrees, x before y.
func flatLines(v table.Value) [][]r2.Point {
	if multiLine(v) == nil {
		return nil
	}
	kind, coordinates, _ := geometry(v)
	parts := []table.Value{coordinates}
	if kind == "MultiLineString" {
		parts = coordinates.Array()
	}
	out := make([][]r2.Point, len(parts))
	for i, part := range parts {
		for _, p := range part.Array() {
			lng, _ := degrees(p.Array()[0])
			lat, _ := degrees(p.Array()[1])
			out[i] = append(out[i], r2.Point{X: lng, Y: lat})
		}
	}
	return out
}

// tessellationScale lowers the tolerance, because an edge is measured at two of
// its points and can be farther off between them. S2's Go version leaves that out.
const tessellationScale = 0.83829992569888509

// densified follows the straight edges of a path on a map by geodesic ones.
func densified(pts []r2.Point, tolerance s1.Angle) []s2.Point {
	t := s2.NewEdgeTessellator(newPlane(), tessellationScale*tolerance)
	var out []s2.Point
	for i := 1; i < len(pts); i++ {
		out = densifyEdge(t, pts[i-1], pts[i], out)
	}
	return out
}

// densifyEdge halves edges of more than half the Earth: they do not become the
// shorter way round.
func densifyEdge(t *s2.EdgeTessellator, a, b r2.Point, out []s2.Point) []s2.Point {
	if math.Abs(a.X-b.X) < 180 {
		return t.AppendUnprojected(a, b, out)
	}
	mid := a.Add(b).Mul(0.5)
	return densifyEdge(t, mid, b, densifyEdge(t, a, mid, out))
}

func lineDensify(a *args) (table.Value, bool) {
	tolerance, ok := densifyTolerance(a)
	all := shapeOf(a, 0, flatLines)
	if !ok || len(all) == 0 {
		return table.Value{}, false
	}
	var parts []table.Value
	for _, l := range all {
		pts := densified(l, tolerance)
		if a.flag(2) {
			parts = append(parts, positions(pts))
			continue
		}
		for _, half := range splitAtDateLine(pts) {
			parts = append(parts, positions(half))
		}
	}
	return oneOrMany("LineString", parts), true
}

// nearDateLine is the longitude, in degrees, at which a line that crosses the
// antimeridian is cut.
const nearDateLine = 179.999999999999

func splitAtDateLine(pts []s2.Point) [][]s2.Point {
	var out [][]s2.Point
	part := pts[:1:1]
	for i := 1; i < len(pts); i++ {
		p, q := latLng(pts[i-1]), latLng(pts[i])
		if d := (q.Lng - p.Lng).Degrees(); math.Abs(d) > 180 {
			side := math.Copysign(nearDateLine, p.Lng.Degrees())
			lat := latitudeAt(p, q, math.Pi)
			part = append(part, onEarth(s2.LatLngFromDegrees(lat, side)))
			out = append(out, part)
			part = []s2.Point{onEarth(s2.LatLngFromDegrees(lat, -side))}
		}
		part = append(part, pts[i])
	}
	return append(out, part)
}

// latitudeAt is where the great circle through p and q meets a meridian, in degrees.
func latitudeAt(p, q s2.LatLng, lng float64) float64 {
	a, b := p.Lng.Radians(), q.Lng.Radians()
	y := math.Tan(p.Lat.Radians())*math.Sin(b-lng) + math.Tan(q.Lat.Radians())*math.Sin(lng-a)
	return math.Atan(y/math.Sin(b-a)) * 180 / math.Pi
}
