package eval

import (
	"cmp"
	"slices"
)

const (
	// fewRows are sorted by comparing, more by digits.
	fewRows = 64
	// encodeFrom texts are coded before they are ranked, when they repeat.
	encodeFrom = 2048
	// bucketsFrom rows are first dealt into buckets by their highest digit:
	// the buckets fit into the processor's caches, and several can be sorted
	// at the same time.
	bucketsFrom = 1 << 15
	// Digits are of digitBits; those of few rows of smallDigitBits, so that
	// counting them costs less than moving the rows.
	digitBits      = 11
	smallDigitBits = 8
	smallFrom      = 1 << 12
)

// sort orders the rows by key, equal ones by row, on as many goroutines as
// there are workers. Rows must come in rising order.
func (p *packed) sort(workers int) {
	switch {
	case p.bits == 0:
	case len(p.rows) < bucketsFrom || p.bits <= digitBits:
		p.rows = sortRows(p.rows, make([]packedRow, len(p.rows)), p.bits)
	default:
		p.sortBuckets(workers)
	}
}

// sortBuckets deals the rows into buckets and sorts each.
func (p *packed) sortBuckets(workers int) {
	low := p.bits - digitBits
	ends, dealt := deal(p.rows, make([]packedRow, len(p.rows)), low, digitBits)
	spare := p.rows
	// Buckets next to one another go to one worker.
	const run = 32
	shareOut(workers, len(ends)/run, func(i int) {
		for b := i * run; b < (i+1)*run; b++ {
			from := int32(0)
			if b > 0 {
				from = ends[b-1]
			}
			bucket := dealt[from:ends[b]]
			if sorted := sortRows(bucket, spare[from:ends[b]], low); len(bucket) > 0 && &sorted[0] != &bucket[0] {
				copy(bucket, sorted)
			}
		}
	})
	p.rows = dealt
}

// deal puts rows into an order by one digit of their keys, and says where the
// rows of each digit end.
func deal(rows, into []packedRow, shift, width uint) (ends []int32, out []packedRow) {
	ends = make([]int32, 1<<width)
	mask := uint64(len(ends) - 1)
	for i := range rows {
		ends[rows[i].key>>shift&mask]++
	}
	sum := int32(0)
	for d, n := range ends {
		ends[d] = sum
		sum += n
	}
	for _, r := range rows {
		digit := r.key >> shift & mask
		into[ends[digit]] = r
		ends[digit]++
	}
	return ends, into
}

// sortRows orders rows by the lowest bits of their keys, which are all in
// which they differ. The result is rows or spare, which is as long.
func sortRows(rows, spare []packedRow, bits uint) []packedRow {
	if len(rows) < fewRows {
		slices.SortFunc(rows, func(a, b packedRow) int {
			if a.key != b.key {
				return cmp.Compare(a.key, b.key)
			}
			return cmp.Compare(a.row, b.row)
		})
		return rows
	}
	width := uint(digitBits)
	if len(rows) < smallFrom {
		width = smallDigitBits
	}
	mask := uint64(1)<<width - 1
	for shift := uint(0); shift < bits; shift += width {
		if sameDigit(rows, shift, mask) {
			continue
		}
		_, sorted := deal(rows, spare, shift, width)
		rows, spare = sorted, rows
	}
	return rows
}

// sameDigit reports whether all rows have one digit, which the first rows
// mostly disprove.
func sameDigit(rows []packedRow, shift uint, mask uint64) bool {
	first := rows[0].key >> shift & mask
	for i := range rows {
		if rows[i].key>>shift&mask != first {
			return false
		}
	}
	return true
}

// keepFirst forgets rows that are surely not among the first n.
func (p *packed) keepFirst(n int) {
	if len(p.rows) < 2*n || p.bits == 0 {
		return
	}
	shift := uint(0)
	if p.bits > digitBits {
		shift = p.bits - digitBits
	}
	counts := make([]int32, 1<<digitBits)
	for i := range p.rows {
		counts[p.rows[i].key>>shift]++
	}
	last, sum := 0, 0
	for d, c := range counts {
		if last, sum = d, sum+int(c); sum >= n {
			break
		}
	}
	kept := p.rows[:0]
	for _, r := range p.rows {
		if int(r.key>>shift) <= last {
			kept = append(kept, r)
		}
	}
	p.rows = kept
}
