package table

import (
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
)

// A table that stays in memory is worth some work when it is loaded: texts
// that repeat are kept once, and the columns hold their numbers.

const (
	// encodeTrial rows are looked at before a column of ever new texts is left
	// alone.
	encodeTrial = 1 << 14
	// A dictionary pays as long as it has no more than encodeShare entries per
	// hundred rows: a code has 4 bytes, a text's header 16.
	encodeShare = 70
)

// Compact is the table with each string column whose texts repeat coded over
// one ordered dictionary (see [Dict.Ordered]), and JSON texts that repeat, or
// arrays whose elements do, kept once (see [NewCoded]). Columns are worked on by as
// many goroutines as there are processors.
func (t *Table) Compact() *Table {
	cols := make([]Column, len(t.batch.cols))
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i, c := range t.batch.cols {
		limit <- struct{}{}
		wait.Add(1)
		go func() {
			defer func() { <-limit; wait.Done() }()
			cols[i] = compact(c)
		}()
	}
	wait.Wait()
	return &Table{&Batch{t.batch.schema, cols, t.batch.n}}
}

func compact(c Column) Column {
	if j, ok := Resolve(c).(*JSON); ok {
		return encodeJSON(j)
	}
	return Encode(c)
}

// Encode gives a string column one ordered dictionary, if its texts repeat
// and none is null; any other column is returned as it is.
func Encode(c Column) Column {
	var codes []uint32
	var entries []string
	switch c := Resolve(c).(type) {
	case *Dict:
		if c.ordered || c.dict.nulls != nil {
			return c
		}
		n := &numberer{}
		remap := make([]uint32, c.dict.Len())
		for i, s := range c.dict.vals {
			remap[i] = n.number(s)
		}
		codes = make([]uint32, len(c.codes))
		for i, code := range c.codes {
			codes[i] = remap[code]
		}
		entries = n.entries
	case *Vec[string]:
		if c.nulls != nil {
			return c
		}
		n := &numberer{}
		codes = make([]uint32, len(c.vals))
		for i, s := range c.vals {
			codes[i] = n.number(s)
			if i+1 == encodeTrial && len(n.entries)*10 > encodeTrial*9 {
				return c
			}
		}
		if len(n.entries)*100 > len(codes)*encodeShare {
			return c
		}
		entries = n.entries
	default:
		return c
	}
	return orderedDict(codes, entries)
}

// orderedDict sorts distinct entries and renames the codes, which it keeps.
func orderedDict(codes []uint32, entries []string) *Dict {
	byText := make([]uint32, len(entries))
	for i := range byText {
		byText[i] = uint32(i)
	}
	slices.SortFunc(byText, func(a, b uint32) int {
		if entries[a] < entries[b] {
			return -1
		}
		return 1
	})
	rank, sorted := make([]uint32, len(entries)), make([]string, len(entries))
	for i, e := range byText {
		rank[e], sorted[i] = uint32(i), entries[e]
	}
	for i, code := range codes {
		codes[i] = rank[code]
	}
	return &Dict{codes: codes, dict: &Vec[string]{vals: sorted}, ordered: true}
}

// numberer numbers distinct texts in the order they come, by open addressing.
type numberer struct {
	entries []string
	hashes  []uint32
	slots   []uint32 // entry number + 1, 0 when free
}

var numberSeed = maphash.MakeSeed()

func (n *numberer) number(s string) uint32 {
	if 2*(len(n.entries)+1) > len(n.slots) {
		n.grow()
	}
	h := uint32(maphash.String(numberSeed, s))
	mask := uint32(len(n.slots) - 1)
	at := h & mask
	for ; n.slots[at] != 0; at = (at + 1) & mask {
		if e := n.slots[at] - 1; n.hashes[e] == h && n.entries[e] == s {
			return e
		}
	}
	e := uint32(len(n.entries))
	n.slots[at] = e + 1
	n.entries, n.hashes = append(n.entries, s), append(n.hashes, h)
	return e
}

func (n *numberer) grow() {
	n.slots = make([]uint32, max(64, 2*len(n.slots)))
	mask := uint32(len(n.slots) - 1)
	for e, h := range n.hashes {
		at := h & mask
		for n.slots[at] != 0 {
			at = (at + 1) & mask
		}
		n.slots[at] = uint32(e) + 1
	}
}
