package eval

// pairParts numbers pairs like a pairing that hashes, but all at once and on
// several goroutines: each pair belongs to a part, and the parts are numbered
// side by side, so that numbers do not rise with the rows.
type pairParts struct {
	tables []numbering
	base   []uint32 // the first number of each part, and how many there are
	shift  uint
}

// fewPairs is how many rows one goroutine numbers as quickly as several.
const fewPairs = 1 << 14

// numberPairs replaces the numbers in out by those of the pairs of out and
// next.
func numberPairs(out, next []uint32, workers int) (*pairParts, error) {
	bits := uint(1)
	for 1<<bits < workers && bits < 8 {
		bits++
	}
	p := &pairParts{tables: make([]numbering, 1<<bits), base: make([]uint32, 1<<bits+1), shift: 64 - bits}
	within := make([]uint32, len(out))
	err := atOnce(workers, len(p.tables), func(k int) error {
		t, n := numbering{}, uint32(0)
		for i, b := range next {
			key := pairKey(out[i], b)
			if p.part(key) != k {
				continue
			}
			id := t.number(key, n)
			if within[i] = id; id == n {
				n++
			}
		}
		p.tables[k], p.base[k+1] = t, n
		return nil
	})
	if err != nil {
		return nil, err
	}
	for k := 1; k < len(p.base); k++ {
		p.base[k] += p.base[k-1]
	}
	return p, atOnce(workers, (len(out)+fewPairs-1)/fewPairs, func(k int) error {
		for i := k * fewPairs; i < min(len(out), (k+1)*fewPairs); i++ {
			out[i] = p.base[p.part(pairKey(out[i], next[i]))] + within[i]
		}
		return nil
	})
}

// part is that of a key, by other bits than a table's places go by.
func (p *pairParts) part(key uint64) int {
	key ^= key >> 29
	return int(key * 0xd6e8feb86659fd93 >> p.shift)
}

func (p *pairParts) len() int { return int(p.base[len(p.base)-1]) }

// find is the number of a pair, or none.
func (p *pairParts) find(key uint64) uint32 {
	k := p.part(key)
	if id := p.tables[k].find(key); id != none {
		return p.base[k] + id
	}
	return none
}
