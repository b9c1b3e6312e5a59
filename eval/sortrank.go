package eval

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Sorting by comparing calls several functions per comparison. Most sort keys
// are numbers, or become numbers: times, dictionary codes, the first bytes of
// texts. So as many keys as fit are packed into one integer a row, the rows are
// sorted by it, and only rows that it does not tell apart are compared.

// ranked is a sort key as numbers that order as its values do.
type ranked struct {
	ranks []uint64
	nulls []bool // nil when there are none
	// rough says that equal ranks do not mean equal values: the ranks are the
	// first 64 bits of something longer.
	rough bool
}

// rank gives a key's numbers, or ok false where it has to be compared.
func rank(c table.Column, key plan.SortKey) (r ranked, ok bool) {
	if key.Order != plan.OrderTyped {
		return r, false
	}
	c = table.Resolve(c)
	if c.Len() >= encodeFrom {
		c = table.Encode(c) // texts of many rows, when they repeat
	}
	switch c := c.(type) {
	case *table.Const:
		r.ranks = make([]uint64, c.Len())
	case *table.Dict:
		return rankDict(c), true
	case *table.Vec[string]:
		r.ranks, r.rough = make([]uint64, c.Len()), true
		for i, s := range c.Vals() {
			r.ranks[i] = prefix(s)
		}
		r.nulls = c.Nulls()
	case *table.Vec[int32]:
		r.ranks, r.nulls = signed(c.Vals()), c.Nulls()
	case *table.Vec[int64]:
		r.ranks, r.nulls = signed(c.Vals()), c.Nulls()
	case *table.Vec[table.DateTime]:
		r.ranks, r.nulls = signed(c.Vals()), c.Nulls()
	case *table.Vec[table.TimeSpan]:
		r.ranks, r.nulls = signed(c.Vals()), c.Nulls()
	case *table.Vec[float64]:
		r.ranks, r.nulls = make([]uint64, c.Len()), c.Nulls()
		for i, f := range c.Vals() {
			r.ranks[i] = floatRank(f)
		}
	default:
		return r, false
	}
	return r, true
}

func signed[T ~int32 | ~int64](vals []T) []uint64 {
	out := make([]uint64, len(vals))
	for i, x := range vals {
		out[i] = uint64(x) ^ 1<<63
	}
	return out
}

// floatRank orders as cmp.Compare does: NaN first, both zeros equal.
func floatRank(f float64) uint64 {
	if f != f {
		return 0
	}
	if f == 0 {
		f = 0 // -0 is 0
	}
	b := math.Float64bits(f)
	if b>>63 == 1 {
		return ^b
	}
	return b | 1<<63
}

// prefix is the first eight bytes of a text, filled up with zeros.
func prefix(s string) uint64 {
	if len(s) >= 8 {
		return uint64(s[0])<<56 | uint64(s[1])<<48 | uint64(s[2])<<40 | uint64(s[3])<<32 |
			uint64(s[4])<<24 | uint64(s[5])<<16 | uint64(s[6])<<8 | uint64(s[7])
	}
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
}

// A dictionary is ranked where it has rowsPerEntry or more; the entries of a
// larger one are ordered as texts of their own.
const rowsPerEntry = 8

func rankDict(c *table.Dict) (r ranked) {
	entries, codes := c.Entries(), c.Codes()
	r.ranks = make([]uint64, len(codes))
	var of []int32
	switch {
	case c.Ordered():
	case entries.Len() > len(codes)/rowsPerEntry:
		r.rough = true
	default:
		of = entryRanks(entries.Vals())
	}
	for i, code := range codes {
		switch {
		case r.rough:
			r.ranks[i] = prefix(entries.Vals()[code])
		case of != nil:
			r.ranks[i] = uint64(of[code])
		default:
			r.ranks[i] = uint64(code)
		}
	}
	if hasNulls(c) {
		r.nulls = make([]bool, len(codes))
		for i := range codes {
			r.nulls[i] = c.Null(i)
		}
	}
	return r
}

// entryRanks are the places of texts in byte order; equal texts share one.
func entryRanks(entries []string) []int32 {
	byText := make([]int32, len(entries))
	for i := range byText {
		byText[i] = int32(i)
	}
	slices.SortFunc(byText, func(a, b int32) int { return strings.Compare(entries[a], entries[b]) })
	rank := make([]int32, len(entries))
	for i, e := range byText {
		if i > 0 && entries[e] == entries[byText[i-1]] {
			rank[e] = rank[byText[i-1]]
		} else {
			rank[e] = int32(i)
		}
	}
	return rank
}

// packed holds the sort keys of all rows, as far as they fit into 64 bits.
type packed struct {
	rows []packedRow
	// bits of the keys are in use; keys from rest on are not, or not fully,
	// packed.
	bits uint
	rest int
}

type packedRow struct {
	key uint64
	row int32
}

func pack(cols []table.Column, keys []plan.SortKey, n int) *packed {
	p := &packed{rows: make([]packedRow, n)}
	for i := range p.rows {
		p.rows[i].row = int32(i)
	}
	for p.rest < len(keys) {
		r, ok := rank(cols[p.rest], keys[p.rest])
		if !ok || !p.add(r, keys[p.rest]) {
			break
		}
		p.rest++
	}
	return p
}

// add packs one more key below the ones before; false when it did not fit, or
// only its first bits did.
func (p *packed) add(r ranked, key plan.SortKey) bool {
	least, most := uint64(math.MaxUint64), uint64(0)
	for i, v := range r.ranks {
		if r.nulls == nil || !r.nulls[i] {
			least, most = min(least, v), max(most, v)
		}
	}
	if least > most { // no value at all
		least, most = 0, 0
	}
	span := most - least
	if r.nulls != nil && span == math.MaxUint64 {
		return false
	}
	top := span
	if r.nulls != nil {
		top++
	}
	width := uint(bits.Len64(top))
	drop := uint(0) // low bits for which there is no room
	if p.bits+width > 64 {
		if !r.rough || p.bits > 32 {
			return false
		}
		drop = p.bits + width - 64
	}
	for i, v := range r.ranks {
		switch {
		case r.nulls != nil && r.nulls[i]:
			v = top
			if key.NullsFirst {
				v = 0
			}
		case key.Desc:
			v = most - v
			v += nullsBelow(r, key)
		default:
			v = v - least + nullsBelow(r, key)
		}
		p.rows[i].key = p.rows[i].key<<(width-drop) | v>>drop
	}
	p.bits += width - drop
	return !r.rough
}

func nullsBelow(r ranked, key plan.SortKey) uint64 {
	if r.nulls != nil && key.NullsFirst {
		return 1
	}
	return 0
}
