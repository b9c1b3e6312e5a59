package functions

// groupOrder sorts rows by group, keeping their order within each: order has
// the rows of group g at [bounds[g], bounds[g+1]). Two passes, no comparison.
func groupOrder(groups []uint32, n int) (order []int32, bounds []int32) {
	bounds = make([]int32, n+1)
	for _, g := range groups {
		bounds[g+1]++
	}
	for g := range n {
		bounds[g+1] += bounds[g]
	}
	next := make([]int32, n)
	copy(next, bounds)
	order = make([]int32, len(groups))
	for i, g := range groups {
		order[next[g]] = int32(i)
		next[g]++
	}
	return order, bounds
}

// groupCodes holds (group, code) pairs in input order, and drops repetitions
// whenever they have doubled, so that memory follows the distinct pairs.
type groupCodes struct {
	groups, codes []uint32
	compactAt     int
}

// held is how many bytes the pairs take.
func (p *groupCodes) held() int64 { return 4 * int64(cap(p.groups)+cap(p.codes)) }

const compactFrom = 1 << 20

// add takes the codes of one batch. n and distinct bound groups and codes.
func (p *groupCodes) add(groups, codes []uint32, n, distinct int) {
	p.groups, p.codes = append(p.groups, groups...), append(p.codes, codes...)
	if p.compactAt == 0 {
		p.compactAt = compactFrom
	}
	if len(p.groups) < p.compactAt {
		return
	}
	order, bounds := p.distinct(n, distinct)
	kept, codesKept := make([]uint32, 0, len(order)), make([]uint32, 0, len(order))
	for g := range n {
		for _, i := range order[bounds[g]:bounds[g+1]] {
			kept, codesKept = append(kept, uint32(g)), append(codesKept, p.codes[i])
		}
	}
	p.groups, p.codes = kept, codesKept
	p.compactAt = max(compactFrom, 2*len(kept))
}

// distinct gives the first row of every distinct pair, sorted by group and
// then by row.
func (p *groupCodes) distinct(n, distinct int) (order []int32, bounds []int32) {
	all, from := groupOrder(p.groups, n)
	order, bounds = all[:0], make([]int32, n+1)
	stamps := make([]int32, distinct) // the last group (plus 1) that had the code
	for g := range n {
		for _, i := range all[from[g]:from[g+1]] {
			if c := p.codes[i]; stamps[c] != int32(g)+1 {
				stamps[c] = int32(g) + 1
				order = append(order, i)
			}
		}
		bounds[g+1] = int32(len(order))
	}
	return order, bounds
}
