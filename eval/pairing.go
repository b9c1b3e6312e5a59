package eval

// pairing numbers pairs of numbers in the order they are first seen: in a
// matrix while that takes no more memory than a table of the pairs would, and by
// hashing from then on. The zero value is empty.
type pairing struct {
	n int // pairs so far
	// cells holds the number + 1 of pair (a, b) at a*width+b; 0 is not yet.
	cells  []uint32
	height int
	width  int
	// tall and wide are how much of height and width is used.
	tall, wide int
	grown      int
	hashed     bool
	table      numbering
	// parts, unless nil, holds all pairs: see combineOnce.
	parts *pairParts
}

const (
	// A matrix may have firstCells, or cellsPerPair for every pair seen: a pair
	// takes two to four slots of a table, a slot as much as four cells.
	firstCells   = 1 << 20
	cellsPerPair = 8
	// A matrix that fills what it may have grows by little each time, and is
	// copied each time: maxGrown times at most.
	maxGrown = 40
)

// combine replaces the numbers in out by those of the pairs of out and next.
func (p *pairing) combine(out, next []uint32, fixed bool) {
	if !fixed {
		p.fit(out, next)
	}
	if !p.hashed {
		p.matrix(out, next, fixed)
		return
	}
	far := p.parts == nil && len(p.table.slots) >= farSlots
	for i, b := range next {
		if far && i%strip == 0 {
			end := min(i+strip, len(next))
			p.table.ahead(out[i:end], next[i:end])
		}
		a := out[i]
		switch {
		case a == none || b == none:
			out[i] = none
		case p.parts != nil:
			out[i] = p.parts.find(pairKey(a, b))
		case fixed:
			out[i] = p.table.find(pairKey(a, b))
		default:
			out[i] = p.table.number(pairKey(a, b), uint32(p.n))
			if int(out[i]) == p.n {
				p.n++
			}
		}
	}
}

// combineOnce is combine for all the rows that there will be.
func (p *pairing) combineOnce(out, next []uint32, workers int) (err error) {
	p.fit(out, next)
	if p.hashed {
		p.parts, err = numberPairs(out, next, workers)
		return err
	}
	p.matrix(out, next, false)
	return nil
}

// count is how many pairs there are.
func (p *pairing) count() int {
	if p.parts != nil {
		return p.parts.len()
	}
	return p.n
}

func pairKey(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

func (p *pairing) matrix(out, next []uint32, fixed bool) {
	for i, b := range next {
		a := out[i]
		if int(a) >= p.height || int(b) >= p.width { // none is, too
			out[i] = none
			continue
		}
		cell := &p.cells[int(a)*p.width+int(b)]
		if *cell == 0 {
			if fixed {
				out[i] = none
				continue
			}
			p.n++
			*cell = uint32(p.n)
		}
		out[i] = *cell - 1
	}
}

// fit makes the matrix large enough for the numbers to come, or gives it up.
func (p *pairing) fit(out, next []uint32) {
	if p.hashed {
		return
	}
	for i, b := range next {
		if a := out[i]; a != none && b != none {
			p.tall, p.wide = max(p.tall, int(a)+1), max(p.wide, int(b)+1)
		}
	}
	if p.tall <= p.height && p.wide <= p.width {
		return
	}
	most := max(firstCells, cellsPerPair*p.n)
	if p.grown++; p.tall*p.wide > most || p.grown > maxGrown {
		p.hash()
		return
	}
	height := room(p.tall, p.height, most/p.wide)
	width := room(p.wide, p.width, most/height)
	cells := make([]uint32, height*width)
	for a := range min(p.height, height) {
		row := p.cells[a*p.width : (a+1)*p.width]
		copy(cells[a*width:(a+1)*width], row)
	}
	p.cells, p.height, p.width = cells, height, width
}

// room is how much of one side to have: twice what there was where it has to
// grow, so that it seldom does, but no more than most, which is enough.
func room(used, had, most int) int {
	if used > had {
		had *= 2
	}
	return max(used, min(had, most))
}

// hash moves the pairs to the hash table.
func (p *pairing) hash() {
	p.hashed = true
	for a := range p.height {
		for b, id := range p.cells[a*p.width : (a+1)*p.width] {
			if id != 0 {
				p.table.number(pairKey(uint32(a), uint32(b)), id-1)
			}
		}
	}
	p.cells = nil
}
