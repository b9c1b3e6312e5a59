package geo

import (
	"errors"
	"math"
)

// The ellipsoid of WGS-84: its radius at the equator, in meters, and flattening.
const (
	equator    = 6378137.0
	flattening = 1 / 298.257223563
)

var errAntipodal = errors.New("the distance on the ellipsoid of points that are nearly opposite to one another is not computed here")

// onEllipsoid is the distance of the two points of the arguments, by Vincenty's
// formula.
func (a *args) onEllipsoid() (float64, bool) {
	const radian = math.Pi / 180
	reduced := func(lat float64) float64 { return math.Atan((1 - flattening) * math.Tan(lat*radian)) }
	sin1, cos1 := math.Sincos(reduced(a.real(1)))
	sin2, cos2 := math.Sincos(reduced(a.real(3)))
	turn := math.Remainder(a.real(2)-a.real(0), 360) * radian
	lambda := turn
	for range 200 {
		sinL, cosL := math.Sincos(lambda)
		sinS := math.Hypot(cos2*sinL, cos1*sin2-sin1*cos2*cosL)
		if sinS == 0 {
			return 0, true
		}
		cosS := sin1*sin2 + cos1*cos2*cosL
		sigma := math.Atan2(sinS, cosS)
		alpha := cos1 * cos2 * sinL / sinS
		square := 1 - alpha*alpha
		mid := 0.0
		if square > 0 {
			mid = cosS - 2*sin1*sin2/square
		}
		c := flattening / 16 * square * (4 + flattening*(4-3*square))
		before := lambda
		lambda = turn + (1-c)*flattening*alpha*(sigma+c*sinS*(mid+c*cosS*(2*mid*mid-1)))
		if math.Abs(lambda-before) < 1e-13 {
			return arcLength(square, sigma, sinS, cosS, mid), true
		}
	}
	a.err = errAntipodal
	return 0, false
}

// arcLength is that of an arc of a geodesic, in meters: square is the cosine of
// its azimuth at the equator squared, sigma the angle on the auxiliary sphere
// and mid the cosine of twice the angle from the equator to its middle.
func arcLength(square, sigma, sinS, cosS, mid float64) float64 {
	u := square * (1/((1-flattening)*(1-flattening)) - 1)
	a := 1 + u/16384*(4096+u*(-768+u*(320-175*u)))
	b := u / 1024 * (256 + u*(-128+u*(74-47*u)))
	off := b * sinS * (mid + b/4*(cosS*(2*mid*mid-1)-b/6*mid*(4*sinS*sinS-3)*(4*mid*mid-3)))
	return equator * (1 - flattening) * a * (sigma - off)
}
