package geo

import (
	"math/rand"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/stretchr/testify/require"
)

// TestAreas checks that what two polygons have in common and what they are
// together have the areas of both.
func TestAreas(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	star := func() *s2.Polygon {
		x, y := r.Float64(), r.Float64()
		center := s2.PointFromLatLng(s2.LatLngFromDegrees(x, y))
		l := s2.RegularLoop(center, 0.01, 3+r.Intn(9))
		pts := append([]s2.Point(nil), l.Vertices()...)
		for i := range pts {
			pts[i] = s2.Interpolate(0.4+0.6*r.Float64(), center, pts[i])
		}
		return single(pts)
	}
	area := func(all [][]s2.Point) float64 {
		var loops []*s2.Loop
		for _, ring := range all {
			loops = append(loops, s2.LoopFromPoints(ring))
		}
		return s2.PolygonFromOrientedLoops(loops).Area()
	}
	met := 0
	for range 200 {
		p, q := star(), star()
		c := &common{}
		c.polygons(p, q)
		inBoth := 0.0
		if len(c.rings) > 0 {
			met++
			inBoth = area(c.rings)
		}
		together := area(united([]*s2.Polygon{p, q}))
		require.InDelta(t, p.Area()+q.Area(), inBoth+together, 1e-12)
	}
	require.Greater(t, met, 50)
}
