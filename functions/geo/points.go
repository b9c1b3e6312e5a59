package geo

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// points: distances and directions between points.
// https://learn.microsoft.com/kusto/query/geospatial-functions
func points() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_distance_2points", Args: "longitude1 latitude1 longitude2 latitude2 [use_spheroid]",
			Doc:   "Gets the distance between two points in meters, on a sphere, or on the ellipsoid of WGS-84 where use_spheroid is true.",
			Impl:  functions.Overloads{each("rrrr?x", between)},
			Cases: functions.Cases{`round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 3)`: `1546754.352`, `round(geo_distance_2points(0, 0, 0, 90, true), 3)`: `10001965.729`, `round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056, true) / 1000, 1)`: `1545.0`, `geo_distance_2points(300, 1, 1, 1)`: `real(null)`},
		},
		{
			KQL: "geo_azimuth", Args: "longitude1 latitude1 longitude2 latitude2",
			Doc:   "Gets the direction from the first point to the second, in radians clockwise from north.",
			Impl:  functions.Overloads{each("rrrr", azimuth)},
			Cases: functions.Cases{`round(geo_azimuth(5, 10, 10, -40), 6)`: `3.054599`, `geo_azimuth(300, 1, 1, 1)`: `real(null)`, `geo_azimuth(10, 20, -170, -20)`: `real(null)`},
		},
		{
			KQL: "geo_angle", Args: "longitude1 latitude1 longitude2 latitude2 longitude3 latitude3",
			Doc:   "Gets the clockwise angle at the second of three points, in radians.",
			Impl:  functions.Overloads{each("rrrrrr", angle)},
			Cases: functions.Cases{`round(geo_angle(0, 10, 0, 5, 3, -10), 6)`: `2.944938`, `geo_angle(0, 10, 0, 10, 3, -10)`: `real(null)`},
		},
		{
			KQL: "geo_point_in_circle", Args: "longitude latitude center_longitude center_latitude radius",
			Doc:   "True where a point is at most radius meters away from a center.",
			Impl:  functions.Overloads{each("rrrrr", inCircle)},
			Cases: functions.Cases{`geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)`: `true`, `geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)`: `false`},
		},
		{
			KQL: "geo_point_buffer", Args: "longitude latitude radius [tolerance]",
			Doc:   "Makes a polygon around a point that is as close to a circle as the tolerance says, all in meters.",
			Impl:  functions.Overloads{each("rrr?r", pointBuffer)},
			Cases: functions.Cases{`array_length(geo_point_buffer(-115.1745, 36.1497, 20000).coordinates)`: `1`, `isnull(geo_point_buffer(10, 10, -1))`: `true`},
		},
	}
}

// twoPoints reads two points from four arguments.
func twoPoints(a *args) (p, q s2.Point, ok bool) {
	p, ok = point(a.real(0), a.real(1))
	q, also := point(a.real(2), a.real(3))
	return p, q, ok && also
}

func between(a *args) (float64, bool) {
	p, q, ok := twoPoints(a)
	if !ok {
		return 0, false
	}
	if a.flag(4) {
		return a.onEllipsoid()
	}
	return p.Distance(q).Radians() * earthRadius, true
}

func azimuth(a *args) (float64, bool) {
	p, q, ok := twoPoints(a)
	if !ok || p == q || p.Add(q.Vector).Norm() < snapDistance {
		return 0, false
	}
	from, to := latLng(p), latLng(q)
	d := (to.Lng - from.Lng).Radians()
	y := math.Sin(d) * math.Cos(to.Lat.Radians())
	x := math.Cos(from.Lat.Radians())*math.Sin(to.Lat.Radians()) - math.Sin(from.Lat.Radians())*math.Cos(to.Lat.Radians())*math.Cos(d)
	z := math.Atan2(y, x)
	if z < 0 {
		z += 2 * math.Pi
	}
	return z, true
}

func angle(a *args) (float64, bool) {
	p, q, ok := twoPoints(a)
	r, also := point(a.real(4), a.real(5))
	if !ok || !also || p == q || q == r {
		return 0, false
	}
	z := s2.Angle(p, q, r).Radians()
	return z, true
}

func inCircle(a *args) (bool, bool) {
	p, q, ok := twoPoints(a)
	radius := a.real(4)
	if !ok || !(radius >= 0) {
		return false, false
	}
	return p.Distance(q).Radians()*earthRadius <= radius, true
}

func pointBuffer(a *args) (table.Value, bool) {
	p, ok := point(a.real(0), a.real(1))
	radius, tolerance := a.real(2), a.realOr(3, 10)
	if !ok || !(radius > 0 && radius < math.Pi*earthRadius && tolerance > 0) {
		return table.Value{}, false
	}
	return circle(p, radius/earthRadius, min(max(tolerance/radius, 1e-6), 0.99)), true
}

// circle approximates a circle from inside, by a polygon whose edges come
// short of it by at most the share of the radius given by fraction.
func circle(center s2.Point, radius, fraction float64) table.Value {
	n := max(int(math.Ceil(math.Pi/math.Acos(1-fraction))), 3)
	x := s2.Ortho(center).Vector
	y := center.Cross(x)
	pts := make([]s2.Point, n)
	for i := range pts {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		side := x.Mul(cos).Add(y.Mul(sin)).Mul(math.Sin(radius))
		pts[i] = s2.Point{Vector: center.Mul(math.Cos(radius)).Add(side).Normalize()}
	}
	return ringJSON(pts)
}
