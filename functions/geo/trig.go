package geo

import (
	"math"
	"sync"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/r3"
	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
)

// Coordinates go to the sphere and come back. The sines of package math may be
// off in the last digit; here all but one in thousands are rounded correctly,
// as in the C library, so that coordinates have the digits that Kusto gives.

// onEarth is the point at a latitude and a longitude.
func onEarth(ll s2.LatLng) s2.Point {
	sinLat, cosLat := sincos(ll.Lat.Radians())
	sinLng, cosLng := sincos(ll.Lng.Radians())
	return s2.Point{Vector: r3.Vector{X: cosLng.hi * cosLat.hi, Y: sinLng.hi * cosLat.hi, Z: sinLat.hi}}
}

// latLng is where on Earth a point is.
func latLng(p s2.Point) s2.LatLng {
	return s2.LatLng{Lat: s1.Angle(atan2(p.Z, math.Sqrt(p.X*p.X+p.Y*p.Y))), Lng: s1.Angle(atan2(p.Y, p.X))}
}

// double is a number in two parts, the second less than half of the first's
// last digit.
type double struct{ hi, lo float64 }

func twoSum(a, b float64) double {
	s := a + b
	t := s - a
	return double{s, (a - (s - t)) + (b - t)}
}

func product(a, b float64) double {
	p := a * b
	return double{p, math.FMA(a, b, -p)}
}

// The table of sines goes in steps of sineStep to a whole turn.
const (
	sineStep = 1.0 / 64
	sineSize = 410
)

// sines are those of the multiples of sineStep, and the cosines.
var sines = sync.OnceValue(func() *[sineSize][2]double {
	var t [sineSize][2]double
	for i := range t {
		t[i] = [2]double{series(float64(i)*sineStep, 1), series(float64(i)*sineStep, 0)}
	}
	return &t
})

// series adds up the Taylor series of the sine (from 1) or the cosine (from 0).
func series(x float64, from int) double {
	term := double{1, 0}
	if from == 1 {
		term = double{x, 0}
	}
	square := product(x, x)
	sum := term
	for n := from + 2; math.Abs(term.hi) > 1e-40; n += 2 {
		p := product(term.hi, square.hi)
		p.lo += term.hi*square.lo + term.lo*square.hi
		d := -float64(n * (n - 1))
		q := p.hi / d
		term = twoSum(q, (math.FMA(-q, d, p.hi)+p.lo)/d)
		s := twoSum(sum.hi, term.hi)
		sum = twoSum(s.hi, s.lo+sum.lo+term.lo)
	}
	return sum
}

// sincos are the sine and the cosine of an angle of at most a turn, each
// with what rounding left.
func sincos(x float64) (sin, cos double) {
	negative := math.Signbit(x)
	x = math.Abs(x)
	i := math.Round(x / sineStep)
	if !(i < sineSize) {
		s, c := math.Sincos(x)
		return double{math.Copysign(s, x), 0}, double{c, 0}
	}
	r := x - i*sineStep
	square := r * r
	rest := r * square * (-1.0/6 + square*(1.0/120-square/5040))
	less := square * (-0.5 + square*(1.0/24-square/720))
	s, c := sines()[int(i)][0], sines()[int(i)][1]
	sin = rotated(s, c, r, rest, less)
	cos = rotated(c, double{-s.hi, -s.lo}, r, rest, less)
	if negative {
		sin = double{-sin.hi, -sin.lo}
	}
	return sin, cos
}

// rotated is s*cos(r) + c*sin(r), where sin(r) is r + rest and cos(r) 1 + less.
func rotated(s, c double, r, rest, less float64) double {
	p := product(c.hi, r)
	sum := twoSum(s.hi, p.hi)
	return twoSum(sum.hi, sum.lo+(p.lo+s.lo+c.lo*r+c.hi*rest+s.hi*less))
}

// atan2 corrects the angle of package math by how far its sine is off.
func atan2(y, x float64) float64 {
	angle := math.Atan2(y, x)
	if y == 0 || x == 0 {
		return angle
	}
	s, c := sincos(angle)
	a, b := product(y, c.hi), product(x, s.hi)
	off := (a.hi - b.hi) + (a.lo - b.lo) + (y*c.lo - x*s.lo)
	return angle + off/(x*c.hi+y*s.hi)
}

// plane is a map with a degree of longitude and of latitude as wide and high.
type plane struct{ s2.Projection }

func newPlane() plane { return plane{s2.NewPlateCarreeProjection(180)} }

func (p plane) Project(q s2.Point) r2.Point   { return p.FromLatLng(latLng(q)) }
func (p plane) Unproject(q r2.Point) s2.Point { return onEarth(p.ToLatLng(q)) }
