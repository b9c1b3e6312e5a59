package geo

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/table"
)

// h3Around: the cells around a cell.
func h3Around() []functions.Func {
	return []functions.Func{
		{
			KQL: "geo_h3cell_neighbors", Args: "h3cell",
			Doc:   "Gets the H3 cells that share an edge with one.",
			Impl:  functions.Overloads{each("s", h3Neighbors)},
			Cases: functions.Cases{`tostring(geo_h3cell_neighbors("862a1072fffffff")[0])`: `"862a10777ffffff"`, `array_length(geo_h3cell_neighbors("8009fffffffffff"))`: `5`, `isnull(geo_h3cell_neighbors("abc"))`: `true`},
		},
		{
			KQL: "geo_h3cell_rings", Args: "h3cell distance",
			Doc:   "Gets the H3 cells around one as rings up to a distance (0 to 142), the first being the cell itself.",
			Impl:  functions.Overloads{each("si", h3Rings)},
			Cases: functions.Cases{`geo_h3cell_rings("861f8894fffffff", 2)[2]`: `dynamic(["861f88967ffffff","861f88977ffffff","861f88957ffffff","861f8882fffffff","861f88877ffffff","861f88847ffffff","861f8886fffffff","861f8d49fffffff","861f8d487ffffff","861f8d4a7ffffff","861f8d59fffffff","861f8d597ffffff"])`, `isnull(geo_h3cell_rings("861f8894fffffff", 143))`: `true`},
		},
	}
}

// aroundCell are the directions to a cell's neighbours, against the clock.
var aroundCell = [6]int{6, 2, 3, 1, 5, 4}

// at is the cell a number of steps away, as long as no pentagon is between.
func (h h3) at(p place, turns int, steps axial) h3 {
	for range turns % 6 {
		steps = steps.turn()
	}
	p.at = p.at.add(steps)
	p, _ = p.folded(h.resolution())
	return p.cell(h.resolution())
}

// neighbors are the six cells, or five around a pentagon, that share an edge,
// by the order of directions given.
func (h h3) neighbors(order [6]int) []h3 {
	p, turns := h.onFace()
	out := make([]h3, 0, 6)
next:
	for _, d := range order {
		c := h.at(p, turns, unitAxis(d))
		for _, known := range out {
			if known == c {
				continue next
			}
		}
		if c != h {
			out = append(out, c)
		}
	}
	return out
}

func cellNames(cells []h3) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.text()
	}
	return out
}

func cellTexts(cells []h3) table.Value { return texts(cellNames(cells)) }

func texts(names []string) table.Value {
	out := make([]table.Value, len(names))
	for i, name := range names {
		out[i] = table.StringValue(name)
	}
	return table.ArrayValue(out)
}

// walked are the directions in the order of a walk around a cell.
var walked = [6]int{6, 2, 3, 1, 5, 4}

func h3Neighbors(a *args) (table.Value, bool) {
	h, ok := h3Cell(a.text(0))
	if !ok {
		return table.Value{}, false
	}
	return hashOrder(cellNames(h.neighbors(walked)), true), true
}

// farthestRing is the largest distance that geo_h3cell_rings takes.
const farthestRing = 142

func h3Rings(a *args) (table.Value, bool) {
	h, ok := h3Cell(a.text(0))
	distance := a.long(1)
	if !ok || distance < 0 || distance > farthestRing {
		return table.Value{}, false
	}
	rings := []table.Value{cellTexts([]h3{h})}
	ring, seen := []h3{h}, map[h3]bool{h: true}
	for n := 1; n <= int(distance); n++ {
		var next []h3
		for _, c := range ring {
			for _, d := range c.neighbors(aroundCell) {
				if !seen[d] {
					seen[d] = true
					next = append(next, d)
				}
			}
		}
		ring = h.spiral(n, next)
		rings = append(rings, cellTexts(ring))
	}
	return table.ArrayValue(rings), true
}

// spiral orders the cells of a ring as one walks around it. Where a pentagon
// is near, the walk does not meet all of them and the order given stays.
func (h h3) spiral(n int, ring []h3) []h3 {
	in := make(map[h3]bool, len(ring))
	for _, c := range ring {
		in[c] = true
	}
	p, turns := h.onFace()
	steps := unitAxis(4).times(n)
	var out []h3
	for _, d := range [6]int{2, 3, 1, 5, 4, 6} {
		for range n {
			steps = steps.add(unitAxis(d))
			c := h.at(p, turns, steps)
			if !in[c] {
				return ring
			}
			delete(in, c)
			out = append(out, c)
		}
	}
	if len(in) > 0 {
		return ring
	}
	return out
}
