package functions

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// rowBits is a set of the combinations of patternRows.
type rowBits []uint64

func (b rowBits) and(o rowBits) rowBits {
	out := make(rowBits, len(b))
	for i := range b {
		out[i] = b[i] & o[i]
	}
	return out
}

// within says whether all of b are in o.
func (b rowBits) within(o rowBits) bool {
	for i := range b {
		if b[i]&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (b rowBits) count() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// patternItem is one value of one column, and the combinations that have it.
type patternItem struct {
	dim  int
	code int32
	rows rowBits
}

// itemSets finds the sets of values that occur together often, by the Apriori
// algorithm: sets of k+1 values are made of sets of k that share all but one.
//
// Only sets none of whose values follows from the others are extended, that is
// those that have fewer rows than each set with a value less; what follows is
// added at the end. So the patterns found are closed: no further value is
// shared by all their rows.
type itemSets struct {
	p     *patternRows
	items []patternItem
	least float64
	// most is the greatest number of values that do not follow from others.
	most int
}

// itemSet are numbers of items, ascending, and how many combinations have all
// of them.
type itemSet struct {
	items []int32
	count int
}

func newItemSets(p *patternRows, least float64, most int) *itemSets {
	s := &itemSets{p: p, least: least, most: most}
	words := (len(p.combos) + 63) / 64
	for d, firsts := range p.samples {
		from := len(s.items)
		for code := range firsts {
			s.items = append(s.items, patternItem{d, int32(code), make(rowBits, words)})
		}
		for i, combo := range p.combos {
			if combo[d] != anyValue {
				s.items[from+int(combo[d])].rows[i/64] |= 1 << (i % 64)
			}
		}
	}
	return s
}

// weigh sums up the weights of combinations.
func (s *itemSets) weigh(rows rowBits) (w [2]float64) {
	for i, word := range rows {
		for ; word != 0; word &= word - 1 {
			of := s.p.weights[i*64+bits.TrailingZeros64(word)]
			w[0] += of[0]
			w[1] += of[1]
		}
	}
	return w
}

// closed lists the closed patterns that have the least share of a set, without
// order. The pattern of no value is none.
func (s *itemSets) closed(c *Context) ([]valuePattern, error) {
	all := make(rowBits, (len(s.p.combos)+63)/64)
	for i := range s.p.combos {
		all[i/64] |= 1 << (i % 64)
	}
	out := map[string]valuePattern{}
	held := int64(0)
	defer func() { c.Memory.Reserve(-held) }()
	add := func(rows rowBits) error {
		pat, key := s.closure(rows)
		if _, known := out[key]; known || pat.size == 0 {
			return nil
		}
		pat.weight = s.weigh(rows)
		out[key] = pat
		size := int64(8*len(key) + 64)
		held += size
		return c.Memory.Reserve(size)
	}
	if err := add(all); err != nil {
		return nil, err
	}
	level := s.singles(len(s.p.combos))
	for k := 1; len(level) > 0 && k <= s.most; k++ {
		for _, set := range level {
			if err := c.Err(); err != nil {
				return nil, err
			}
			if err := add(s.rows(set.items)); err != nil {
				return nil, err
			}
		}
		if k == s.most {
			break
		}
		var err error
		if level, err = s.next(c, level); err != nil {
			return nil, err
		}
	}
	patterns := make([]valuePattern, 0, len(out))
	for _, pat := range out {
		patterns = append(patterns, pat)
	}
	return patterns, nil
}

// rows are the combinations that have all of some items.
func (s *itemSets) rows(items []int32) rowBits {
	rows := s.items[items[0]].rows
	for _, i := range items[1:] {
		rows = rows.and(s.items[i].rows)
	}
	return rows
}

// closure is the pattern of all values that combinations share.
func (s *itemSets) closure(rows rowBits) (valuePattern, string) {
	first := slices.IndexFunc(rows, func(w uint64) bool { return w != 0 })
	if first < 0 {
		return valuePattern{}, ""
	}
	combo := s.p.combos[first*64+bits.TrailingZeros64(rows[first])]
	out := valuePattern{codes: make([]int32, len(combo))}
	key := make([]byte, 4*len(combo))
	from := 0
	for d, code := range combo {
		out.codes[d] = anyValue
		if code != anyValue && rows.within(s.items[from+int(code)].rows) {
			out.codes[d] = code
			out.size++
		}
		binary.LittleEndian.PutUint32(key[4*d:], uint32(out.codes[d]))
		from += len(s.p.samples[d])
	}
	return out, string(key)
}

// singles are the sets of one value that not all combinations have.
func (s *itemSets) singles(all int) []itemSet {
	var out []itemSet
	for i, item := range s.items {
		if n := item.rows.count(); n < all {
			out = append(out, itemSet{[]int32{int32(i)}, n})
		}
	}
	return out
}

// next makes the sets of one value more.
func (s *itemSets) next(c *Context, level []itemSet) ([]itemSet, error) {
	counts := make(map[string]int, len(level))
	for _, set := range level {
		counts[itemsKey(set.items)] = set.count
	}
	held := int64(len(level)) * int64(64+8*len(level[0].items))
	defer func() { c.Memory.Reserve(-held) }()
	if err := c.Memory.Reserve(held); err != nil {
		return nil, err
	}
	var out []itemSet
	for from, set := range level {
		if err := c.Err(); err != nil {
			return nil, err
		}
		rows := s.rows(set.items)
		last := len(set.items) - 1
		for _, other := range level[from+1:] {
			if !slices.Equal(set.items[:last], other.items[:last]) {
				break
			}
			add := s.items[other.items[last]]
			if s.items[set.items[last]].dim == add.dim {
				continue
			}
			both := rows.and(add.rows)
			n := both.count()
			if n == 0 || n == set.count || n == other.count || !s.p.often(s.weigh(both), s.least) {
				continue
			}
			items := append(slices.Clone(set.items), other.items[last])
			if !smaller(items, n, counts) {
				continue
			}
			out = append(out, itemSet{items, n})
			held += int64(64 + 4*len(items))
			if err := c.Memory.Reserve(int64(64 + 4*len(items))); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// smaller says whether a set has fewer rows than each of those with an item
// less, all of which must be known.
func smaller(items []int32, n int, counts map[string]int) bool {
	for leave := range items[:len(items)-2] {
		without := slices.Delete(slices.Clone(items), leave, leave+1)
		if count, ok := counts[itemsKey(without)]; !ok || count == n {
			return false
		}
	}
	return true
}

func itemsKey(items []int32) string {
	b := make([]byte, 4*len(items))
	for i, item := range items {
		binary.LittleEndian.PutUint32(b[4*i:], uint32(item))
	}
	return string(b)
}
