package geo

import (
	"math"
	"slices"
)

// inTable orders the cells of a polygon as the H3 library does, which puts each
// into a table of as many places as the polygon may have cells: at its number
// modulo the places, or the next free one.
func (p flatPolygon) inTable(cells []h3, res int) []h3 {
	places := make([]h3, max(p.mostCells(res), len(cells)))
	for _, c := range cells {
		at := int(uint64(c) % uint64(len(places)))
		for places[at] != 0 {
			at = (at + 1) % len(places)
		}
		places[at] = c
	}
	return slices.DeleteFunc(places, func(c h3) bool { return c == 0 })
}

// mostCells estimates how many cells a polygon has at most, by its bounds and
// the smallest cells of the resolution.
func (p flatPolygon) mostCells(res int) int {
	low, high := p[0][0], p[0][0]
	points := 0
	for _, ring := range p {
		points += len(ring) - 1
	}
	for _, q := range p[0] {
		low.X, low.Y = min(low.X, q.X), min(low.Y, q.Y)
		high.X, high.Y = max(high.X, q.X), max(high.Y, q.Y)
	}
	size := high.Sub(low)
	northEast, _ := point(math.Remainder(high.X, 360), high.Y)
	southWest, _ := point(math.Remainder(low.X, 360), low.Y)
	across := northEast.Distance(southWest).Radians()
	longer := max(size.X, size.Y) / min(size.X, size.Y)
	estimate := math.Ceil(across * across / min(3, longer) / pentagonArea(res))
	const spare = 12
	return max(int(min(estimate, 4*mostH3Cells)), points) + spare
}

// pentagonArea is a little less than the area of the smallest cells of a
// resolution, in squares of the Earth's radius.
func pentagonArea(res int) float64 {
	h := h3Empty.withLevel(res).withBase(4)
	for r := 1; r <= res; r++ {
		h = h.with(r, 0)
	}
	radius := h.center().Distance(h.boundary()[0]).Radians()
	return 0.8 * 1.5 * math.Sqrt(3) * radius * radius
}
