package eval

import "math/bits"

// numbering maps 64-bit keys to numbers that the caller chooses, by open
// addressing. The zero value is empty.
type numbering struct {
	slots []numberSlot
	used  int
	shift uint
	met   uint32 // see ahead
}

type numberSlot struct {
	key uint64
	// id is the number + 1; 0 marks a free slot.
	id uint32
}

// home spreads a key over the slots by its high product bits.
func (t *numbering) home(key uint64) int {
	key ^= key >> 32
	return int(key * 0x9e3779b97f4a7c15 >> t.shift)
}

// find is the number of a key, or none.
func (t *numbering) find(key uint64) uint32 {
	if t.used == 0 {
		return none
	}
	mask := len(t.slots) - 1
	for at := t.home(key); ; at = (at + 1) & mask {
		s := &t.slots[at]
		if s.id == 0 {
			return none
		}
		if s.key == key {
			return s.id - 1
		}
	}
}

// number is the number of a key, which becomes fresh when it had none.
func (t *numbering) number(key uint64, fresh uint32) uint32 {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	mask := len(t.slots) - 1
	for at := t.home(key); ; at = (at + 1) & mask {
		s := &t.slots[at]
		if s.id == 0 {
			s.key, s.id = key, fresh+1
			t.used++
			return fresh
		}
		if s.key == key {
			return s.id - 1
		}
	}
}

// ahead is [textNumbers.ahead] for pairs, no more than a strip.
func (t *numbering) ahead(a, b []uint32) {
	met := uint32(0)
	for i, x := range a {
		met |= t.slots[t.home(pairKey(x, b[i]))].id
	}
	t.met = met
}

// larger is how many slots follow on n: small tables grow in long strides, as
// each stride moves all that is there.
func larger(n int) int {
	if n < 1<<16 {
		return max(16, 4*n)
	}
	return 2 * n
}

func (t *numbering) grow() {
	old := t.slots
	t.slots = make([]numberSlot, larger(len(old)))
	t.shift = uint(64 - bits.TrailingZeros(uint(len(t.slots))))
	mask := len(t.slots) - 1
	for _, s := range old {
		if s.id == 0 {
			continue
		}
		at := t.home(s.key)
		for t.slots[at].id != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = s
	}
}
