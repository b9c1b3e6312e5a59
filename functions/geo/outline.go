package geo

import (
	"sort"

	"github.com/golang/geo/s2"
)

// overlapping reports whether polygons have an area in common.
func overlapping(all []*s2.Polygon) bool {
	for i, p := range all {
		for _, q := range all[:i] {
			if p.Intersects(q) {
				return true
			}
		}
	}
	return false
}

// outline is the boundary of all polygons together: what of their edges is in
// none of the others, each with the inside on its left.
func outline(all []*s2.Polygon) []s2.Edge {
	apart := !overlapping(all)
	var out []s2.Edge
	for i, p := range all {
		eachEdge(p, func(e s2.Edge) {
			if apart {
				out = append(out, e)
				return
			}
			for _, piece := range cut(e, all, i) {
				if !inOther(piece, all, i) {
					out = append(out, piece)
				}
			}
		})
	}
	return out
}

// cut divides an edge of polygon self where edges of the others cross it.
func cut(e s2.Edge, all []*s2.Polygon, self int) []s2.Edge {
	var at []s2.Point
	for i, q := range all {
		if i == self {
			continue
		}
		crosser := s2.NewEdgeCrosser(e.V0, e.V1)
		eachEdge(q, func(f s2.Edge) {
			if crosser.CrossingSign(f.V0, f.V1) == s2.Cross {
				at = append(at, s2.Intersection(e.V0, e.V1, f.V0, f.V1))
			}
		})
	}
	sort.Slice(at, func(i, j int) bool { return e.V0.Distance(at[i]) < e.V0.Distance(at[j]) })
	var out []s2.Edge
	from := e.V0
	for _, p := range append(at, e.V1) {
		out = append(out, s2.Edge{V0: from, V1: p})
		from = p
	}
	return out
}

func inOther(e s2.Edge, all []*s2.Polygon, self int) bool {
	mid := s2.Interpolate(0.5, e.V0, e.V1)
	for i, q := range all {
		if i != self && q.ContainsPoint(mid) {
			return true
		}
	}
	return false
}
