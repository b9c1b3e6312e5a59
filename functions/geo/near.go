package geo

import (
	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
)

// near is the region within a radius of a line or a polygon.
type near struct {
	s2.Region
	edges  []s2.Edge
	radius s1.Angle
}

// widerRegions are the regions within a radius, in meters, of others; those
// themselves without one.
func widerRegions(regions []s2.Region, radius float64) []s2.Region {
	if radius == 0 {
		return regions
	}
	out := make([]s2.Region, len(regions))
	for i, r := range regions {
		n := near{Region: r, radius: s1.Angle(radius / earthRadius)}
		switch shape := r.(type) {
		case *s2.Polygon:
			n.edges = edgesOf(shape)
		case *s2.Polyline:
			for k := range shape.NumEdges() {
				n.edges = append(n.edges, shape.Edge(k))
			}
		}
		out[i] = n
	}
	return out
}

func (n near) CapBound() s2.Cap {
	inner := n.Region.CapBound()
	return s2.CapFromCenterAngle(inner.Center(), inner.Radius()+n.radius)
}

func (n near) RectBound() s2.Rect          { return n.CapBound().RectBound() }
func (n near) CellUnionBound() []s2.CellID { return n.CapBound().CellUnionBound() }
func (n near) ContainsCell(c s2.Cell) bool { return n.Region.ContainsCell(c) }
func (n near) ContainsPoint(p s2.Point) bool {
	return n.IntersectsCell(s2.CellFromPoint(p))
}

func (n near) IntersectsCell(c s2.Cell) bool {
	if n.Region.IntersectsCell(c) {
		return true
	}
	most := s1.ChordAngleFromAngle(n.radius)
	for _, e := range n.edges {
		if c.DistanceToEdge(e.V0, e.V1) <= most {
			return true
		}
	}
	return false
}
