package eval

import (
	"cmp"
	"slices"
)

const (
	radixBits = 11
	radixSize = 1 << radixBits
	// radixFrom rows are sorted by digits, fewer by comparing.
	radixFrom = 2048
)

// sort orders the rows by key, equal ones by row. Rows must come in rising
// order.
func (p *packed) sort() {
	if p.bits == 0 {
		return
	}
	if len(p.rows) < radixFrom {
		slices.SortFunc(p.rows, func(a, b packedRow) int {
			if a.key != b.key {
				return cmp.Compare(a.key, b.key)
			}
			return cmp.Compare(a.row, b.row)
		})
		return
	}
	passes := (p.bits + radixBits - 1) / radixBits
	counts := make([][radixSize]int32, passes)
	for i := range p.rows {
		key := p.rows[i].key
		for d := range counts {
			counts[d][key&(radixSize-1)]++
			key >>= radixBits
		}
	}
	from, to := p.rows, make([]packedRow, len(p.rows))
	for d := range counts {
		at, shift := &counts[d], uint(d)*radixBits
		if at[from[0].key>>shift&(radixSize-1)] == int32(len(from)) {
			continue // all rows have this digit
		}
		sum := int32(0)
		for i, n := range at {
			at[i] = sum
			sum += n
		}
		for _, r := range from {
			digit := r.key >> shift & (radixSize - 1)
			to[at[digit]] = r
			at[digit]++
		}
		from, to = to, from
	}
	p.rows = from
}
