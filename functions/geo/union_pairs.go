package geo

import (
	"slices"

	"github.com/golang/geo/s2"
)

// region is a polygon and its rings, with the inside on the left of each, in
// the order and from the points in which they are written.
type region struct {
	polygon *s2.Polygon
	rings   [][]s2.Point
}

func regionOf(p *s2.Polygon) region {
	r := region{polygon: p}
	for _, l := range p.Loops() {
		ring := make([]s2.Point, l.NumVertices())
		for i := range ring {
			ring[i] = l.OrientedVertex(i)
		}
		r.rings = append(r.rings, ring)
	}
	return r
}

func (r region) points() int {
	n := 0
	for _, ring := range r.rings {
		n += len(ring)
	}
	return n
}

// unitedInPairs are the rings around several polygons together. It makes one of
// the two with the fewest points until one is left, as S2 does: which decides
// where rings begin.
func unitedInPairs(all []*s2.Polygon) [][]s2.Point {
	queue := make([]region, len(all))
	for i, p := range all {
		queue[i] = regionOf(p)
	}
	slices.SortStableFunc(queue, func(a, b region) int { return a.points() - b.points() })
	sizes := make([]int, len(queue))
	for i, r := range queue {
		sizes[i] = r.points()
	}
	for len(queue) > 1 {
		r, size := merged(queue[0], queue[1]), sizes[0]+sizes[1]
		queue, sizes = queue[2:], sizes[2:]
		at, _ := slices.BinarySearch(sizes, size+1)
		queue, sizes = slices.Insert(queue, at, r), slices.Insert(sizes, at, size)
	}
	return queue[0].rings
}

// merged is the union of two regions.
func merged(a, b region) region {
	all := []*s2.Polygon{a.polygon, b.polygon}
	snap := &snapped{cells: map[[3]int64]int{}}
	type piece struct{ from, to int }
	type origin struct{ region, edge int }
	known := map[piece]origin{}
	var order []piece
	edge := 0
	// Parts of an edge have its number.
	for i, r := range []region{a, b} {
		for _, ring := range r.rings {
			for k, v := range ring {
				for _, c := range cut(s2.Edge{V0: v, V1: ring[(k+1)%len(ring)]}, all, i) {
					q := piece{snap.id(c.V0), snap.id(c.V1)}
					if _, again := known[q]; !again && q.from != q.to {
						known[q] = origin{i, edge}
						order = append(order, q)
					}
				}
				edge++
			}
		}
	}
	next := map[int][]int{}
	edges := map[piece]int{}
	var starts []int
	for _, q := range order {
		_, shared := known[piece{q.to, q.from}]
		if shared || inOther(s2.Edge{V0: snap.points[q.from], V1: snap.points[q.to]}, all, known[q].region) {
			continue
		}
		next[q.from] = append(next[q.from], q.to)
		edges[q] = known[q].edge
		starts = append(starts, q.from)
	}
	var out []numbered
	for _, ring := range ringsOf(snap.points, next, starts) {
		n := numbered{ids: ring, edges: make([]int, len(ring))}
		for i := range ring {
			n.edges[i] = edges[piece{ring[i], ring[(i+1)%len(ring)]}]
		}
		out = append(out, n.turned())
	}
	slices.SortStableFunc(out, func(x, y numbered) int { return x.edges[0] - y.edges[0] })
	r := region{}
	var loops []*s2.Loop
	for _, n := range out {
		ring := ringOf(snap.points, n.ids)
		r.rings = append(r.rings, ring)
		loops = append(loops, s2.LoopFromPoints(slices.Clone(ring)))
	}
	r.polygon = s2.PolygonFromOrientedLoops(loops)
	return r
}

// numbered is a ring of points, with the number of the edge that leaves each.
type numbered struct{ ids, edges []int }

// turned begins behind the edge of the highest number, or the last of its parts.
func (n numbered) turned() numbered {
	highest := slices.Max(n.edges)
	k := slices.Index(n.edges, highest)
	for range n.edges {
		if n.edges[(k+1)%len(n.edges)] != highest {
			break
		}
		k++
	}
	k = (k + 1) % len(n.edges)
	return numbered{slices.Concat(n.ids[k:], n.ids[:k]), slices.Concat(n.edges[k:], n.edges[:k])}
}
