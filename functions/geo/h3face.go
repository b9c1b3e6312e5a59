package geo

import (
	"math"
	"sync"

	"github.com/golang/geo/s2"
)

// Where a cell lies: its hexagon on a face of the icosahedron, and how a
// hexagon that is over the edge of one face goes on, on the next.

// unitAxis is the step that a digit means.
func unitAxis(digit int) axial { return fromIJK(digit>>2&1, digit>>1&1, digit&1) }

// finer is the hexagon at the centre of a, one resolution further.
func (a axial) finer(odd bool) axial {
	if odd {
		return axial{2*a.i + a.j, 3*a.j - a.i}
	}
	return axial{3*a.i - a.j, a.i + 2*a.j}
}

// coarser undoes finer, rounding to the hexagon around.
func (a axial) coarser(odd bool) axial {
	if odd {
		return axial{round7(3*a.i - a.j), round7(a.i + 2*a.j)}
	}
	return axial{round7(2*a.i + a.j), round7(3*a.j - a.i)}
}

func (a axial) times(n int) axial { return axial{a.i * n, a.j * n} }
func (a axial) sub(b axial) axial { return axial{a.i - b.i, a.j - b.j} }
func (a axial) sum() int          { i, j, k := a.ijk(); return i + j + k }

// flat is a hexagon's centre on the plane of its face, in hexagons.
func (a axial) flat() (x, y float64) {
	return float64(a.i) - float64(a.j)/2, float64(a.j) * math.Sqrt(3) / 2
}

// reach is how far a face goes at an even resolution: the sum of coordinates
// on its edges is twice that.
func reach(res int) int {
	n := 1
	for ; res > 1; res -= 2 {
		n *= 7
	}
	return n
}

// fold continues a position beyond an edge of its face on the face there. unit
// is the reach of the grid. It reports whether there was an edge between.
func (p place) fold(unit int) (place, neighbor, bool) {
	if p.at.sum() <= 2*unit {
		return p, neighbor{}, false
	}
	n := across(p.face, quadrantOf(p.at))
	return place{n.face, n.enterScaled(p.at, unit)}, n, true
}

func (n neighbor) enterScaled(a axial, unit int) axial {
	for range n.turns {
		a = a.turn()
	}
	return a.add(n.move.times(unit))
}

// folded continues a position of a resolution until it is on its face, and
// counts the turns that its directions made.
func (p place) folded(res int) (place, int) {
	odd := res%2 == 1
	grid, even := p, res
	if odd {
		grid.at, even = p.at.finer(false), res+1
	}
	turns, moved := 0, false
	for range 3 {
		next, n, over := grid.fold(reach(even))
		if !over {
			break
		}
		grid, moved = next, true
		turns += n.turns
	}
	if !moved {
		return p, 0
	}
	if odd {
		grid.at = grid.at.coarser(false)
	}
	return grid, turns
}

// homes are where the numbering of each base cell starts.
var homes = sync.OnceValue(func() []place {
	all := make([]place, len(baseCells()))
	for p, n := range baseCells() {
		all[n] = p
	}
	return all
})

// onFace is a cell's hexagon and by how many turns the directions of its
// digits differ from those of the face.
func (h h3) onFace() (place, int) {
	turns := 0
	_, pentagon := pentagons[h.base()]
	if pentagon && h.leading() == 5 {
		for range 5 {
			h = h.turn()
		}
		turns = 1
	}
	p := homes()[h.base()]
	for r := 1; r <= h.resolution(); r++ {
		p.at = p.at.finer(r%2 == 1).add(unitAxis(h.digit(r)))
	}
	if pentagon && h.leading() == 4 {
		p = p.overMissing(h.resolution())
	}
	p, more := p.folded(h.resolution())
	return p, turns + more
}

// overMissing turns a position about the vertex of a pentagon when it lies in
// the sixth that the pentagon has not.
func (p place) overMissing(res int) place {
	odd := res%2 == 1
	at, even := p.at, res
	if odd {
		at, even = at.finer(false), res+1
	}
	unit := reach(even)
	if at.sum() <= 2*unit || quadrantOf(at) != "ki" {
		return p
	}
	vertex := axial{2 * unit, 0}
	at = at.sub(vertex)
	for range 5 {
		at = at.turn()
	}
	at = at.add(vertex)
	if odd {
		at = at.coarser(false)
	}
	return place{p.face, at}
}

// onSphere is the point of a position on the plane of a face, given in
// hexagons of an even resolution.
func onSphere(face int, x, y float64, res int) s2.Point {
	r := math.Hypot(x, y) * unitEdge / math.Pow(math.Sqrt(7), float64(res))
	theta := math.Atan2(y, x)
	if res%2 == 1 {
		theta += turnAngle
	}
	return travel(faceCenter(face), faceCenters[face][2]-theta, math.Atan(r))
}

// center is the middle of a cell.
func (h h3) center() s2.Point {
	p, _ := h.onFace()
	x, y := p.at.flat()
	return onSphere(p.face, x, y, h.resolution())
}
