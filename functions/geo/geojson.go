package geo

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/table"
)

// earthRadius is the radius of the sphere on which distances are measured, in meters.
const earthRadius = 6371010.0

// point reads degrees; false where they are not on Earth.
func point(lng, lat float64) (s2.Point, bool) {
	if !(math.Abs(lng) <= 180 && math.Abs(lat) <= 90) {
		return s2.Point{}, false
	}
	return onEarth(s2.LatLngFromDegrees(lat, lng)), true
}

// position reads a pair of coordinates. Unlike the arguments of functions
// longitudes inside shapes may go round the Earth.
func position(v table.Value) (s2.LatLng, bool) {
	pair := v.Array()
	if v.Kind() != table.KindArray || len(pair) < 2 {
		return s2.LatLng{}, false
	}
	lng, ok := degrees(pair[0])
	lat, also := degrees(pair[1])
	if !ok || !also || !(math.Abs(lng) <= 360 && math.Abs(lat) <= 90) {
		return s2.LatLng{}, false
	}
	return s2.LatLngFromDegrees(lat, lng), true
}

func degrees(v table.Value) (float64, bool) {
	switch v.Kind() {
	case table.KindInt, table.KindLong:
		return float64(v.Int()), true
	case table.KindReal:
		return v.Real(), true
	}
	return 0, false
}

// path reads an array of positions, each different from the one before.
func path(v table.Value) ([]s2.Point, bool) {
	if v.Kind() != table.KindArray {
		return nil, false
	}
	var out []s2.Point
	for _, p := range v.Array() {
		ll, ok := position(p)
		if !ok {
			return nil, false
		}
		q := onEarth(ll)
		if len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	return out, true
}

// geometry takes a GeoJSON object apart.
func geometry(v table.Value) (kind string, coordinates table.Value, ok bool) {
	if v.Kind() != table.KindBag {
		return "", table.Value{}, false
	}
	t, _ := v.Bag().Get("type")
	coordinates, ok = v.Bag().Get("coordinates")
	return t.Str(), coordinates, ok && t.Kind() == table.KindString
}

// multiLine reads a LineString or MultiLineString; nil where it is none.
func multiLine(v table.Value) []*s2.Polyline {
	kind, coordinates, ok := geometry(v)
	if !ok {
		return nil
	}
	parts := []table.Value{coordinates}
	switch kind {
	case "LineString":
	case "MultiLineString":
		parts = coordinates.Array()
	default:
		return nil
	}
	var out []*s2.Polyline
	for _, part := range parts {
		pts, ok := path(part)
		if !ok || len(pts) < 2 {
			return nil
		}
		line := s2.Polyline(pts)
		if line.Validate() != nil {
			return nil
		}
		out = append(out, &line)
	}
	return out
}

// multiPolygon reads a Polygon or MultiPolygon; nil where it is none.
func multiPolygon(v table.Value) []*s2.Polygon {
	kind, coordinates, ok := geometry(v)
	if !ok {
		return nil
	}
	parts := []table.Value{coordinates}
	switch kind {
	case "Polygon":
	case "MultiPolygon":
		parts = coordinates.Array()
	default:
		return nil
	}
	var out []*s2.Polygon
	for _, part := range parts {
		p := polygon(part)
		if p == nil {
			return nil
		}
		out = append(out, p)
	}
	return out
}

// polygon reads rings: a shell and its holes, each closed. Which way round a
// ring goes does not matter: its inside is the smaller part of the Earth.
func polygon(v table.Value) *s2.Polygon {
	if v.Kind() != table.KindArray || len(v.Array()) == 0 {
		return nil
	}
	var loops []*s2.Loop
	for _, ring := range v.Array() {
		pts, ok := path(ring)
		if !ok || len(pts) < 4 || pts[0] != pts[len(pts)-1] {
			return nil
		}
		loop := s2.LoopFromPoints(pts[:len(pts)-1])
		if loop.Validate() != nil {
			return nil
		}
		loop.Normalize()
		loops = append(loops, loop)
	}
	p := s2.PolygonFromLoops(loops)
	if p.Validate() != nil {
		return nil
	}
	// The index is built here, before goroutines share the polygon.
	p.ContainsPoint(loops[0].Vertex(0))
	return p
}

func (a *args) line(j int) []*s2.Polyline   { return shapeOf(a, j, multiLine) }
func (a *args) polygon(j int) []*s2.Polygon { return shapeOf(a, j, multiPolygon) }

// lngLat writes a point as a pair of degrees.
func lngLat(p s2.Point) table.Value {
	ll := latLng(p)
	const degree = 180 / math.Pi
	return pair(ll.Lng.Radians()*degree, ll.Lat.Radians()*degree)
}

func pair(lng, lat float64) table.Value {
	return table.ArrayValue([]table.Value{table.RealValue(lng), table.RealValue(lat)})
}

func positions(pts []s2.Point) table.Value {
	out := make([]table.Value, len(pts))
	for i, p := range pts {
		out[i] = lngLat(p)
	}
	return table.ArrayValue(out)
}

// geoJSON makes an object of a type and its coordinates.
func geoJSON(kind string, coordinates table.Value) table.Value {
	b := table.NewBag(2)
	b.Set("type", table.StringValue(kind))
	b.Set("coordinates", coordinates)
	return table.BagValue(b)
}

func pointJSON(p s2.Point) table.Value { return geoJSON("Point", lngLat(p)) }

// ringJSON makes a polygon of one ring, closing it.
func ringJSON(pts []s2.Point) table.Value {
	closed := append(pts[:len(pts):len(pts)], pts[0])
	return geoJSON("Polygon", table.ArrayValue([]table.Value{positions(closed)}))
}

// oneOrMany makes an object of one part or, as Multi, of several.
func oneOrMany(kind string, parts []table.Value) table.Value {
	if len(parts) == 1 {
		return geoJSON(kind, parts[0])
	}
	return geoJSON("Multi"+kind, table.ArrayValue(parts))
}
