package functions

import (
	"hash/maphash"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// splTextSets counts the distinct texts of each group. Most groups have few:
// they are chained and compared; those of groups with many are found through a
// table that all such groups share, which takes less than a map for each.
type splTextSets struct {
	// pairs, in the order first seen, stand in blocks of pairBlock: they are
	// many, and growing one slice would copy them again and again.
	pairs [][]splTextPair
	count int32
	// firsts and sizes are those of each group: its latest pair + 1, and how
	// many pairs it has.
	firsts []int32
	sizes  []int32
	// slots are pairs + 1 by their hash, 0 being free; used counts them.
	slots  []int32
	used   int
	bytes  int64 // of the texts
	room   textArena
	result func(*splTextSets, int) []table.Column
	// counts are how often the pairs came, where that is asked for.
	counted bool
	counts  []int64
}

type splTextPair struct {
	text  string
	group uint32
	next  int32 // the group's pair before + 1
}

const (
	// largeSet is from how many texts on a group is in the table.
	largeSet = 12
	// firstSlots is the table's first size, a power of two.
	firstSlots = 64
	pairBits   = 10
	pairBlock  = 1 << pairBits
)

func (a *splTextSets) pair(at int32) *splTextPair {
	return &a.pairs[at>>pairBits][at&(pairBlock-1)]
}

func (a *splTextSets) put(group uint32, text string) {
	if a.sizes[group] >= largeSet {
		if slot := a.slot(group, text); a.slots[slot] != 0 {
			a.again(a.slots[slot] - 1)
		} else {
			a.enter(a.add(group, text))
		}
		return
	}
	for at := a.firsts[group]; at != 0; {
		p := a.pair(at - 1)
		if p.text == text {
			a.again(at - 1)
			return
		}
		at = p.next
	}
	a.add(group, text)
	if a.sizes[group] < largeSet {
		return
	}
	for at := a.firsts[group]; at != 0; at = a.pair(at - 1).next {
		a.enter(at - 1)
	}
}

// textSeed is that of the table's hashes; it differs from run to run, and no
// answer depends on it.
var textSeed = maphash.MakeSeed()

// slot is where a pair is in the table, or where it may be put.
func (a *splTextSets) slot(group uint32, text string) int {
	mask := len(a.slots) - 1
	at := int(maphash.String(textSeed, text)^uint64(group)*0x9E3779B97F4A7C15) & mask
	for a.slots[at] != 0 {
		if p := a.pair(a.slots[at] - 1); p.group == group && p.text == text {
			break
		}
		at = (at + 1) & mask
	}
	return at
}

// enter puts a pair into the table, which is kept at most three quarters full.
func (a *splTextSets) enter(pair int32) {
	if 4*(a.used+1) > 3*len(a.slots) {
		old := a.slots
		a.slots = make([]int32, max(firstSlots, 2*len(old)))
		for _, at := range old {
			if at != 0 {
				p := a.pair(at - 1)
				a.slots[a.slot(p.group, p.text)] = at
			}
		}
	}
	p := a.pair(pair)
	a.slots[a.slot(p.group, p.text)] = pair + 1
	a.used++
}

func (a *splTextSets) add(group uint32, text string) int32 {
	at := a.count
	if a.count++; at == 0 {
		a.pairs = [][]splTextPair{nil} // the first block grows: most sets are small
	} else if at&(pairBlock-1) == 0 {
		a.pairs = append(a.pairs, make([]splTextPair, 0, pairBlock))
	}
	block := &a.pairs[len(a.pairs)-1]
	*block = append(*block, splTextPair{text: a.room.clone(text), group: group, next: a.firsts[group]})
	if a.counted {
		a.counts = append(a.counts, 1)
	}
	a.firsts[group] = a.count
	a.bytes += int64(len(text))
	a.sizes[group]++
	return at
}

// again counts a pair that is there.
func (a *splTextSets) again(pair int32) {
	if a.counted {
		a.counts[pair]++
	}
}

// Held implements Holder.
func (a *splTextSets) Held() int64 {
	return a.bytes + (textHeader+8)*int64(a.count) + 8*int64(cap(a.counts)) + 8*int64(cap(a.firsts)) + 4*int64(len(a.slots))
}

func (a *splTextSets) Add(groups []uint32, n int, args []table.Column) error {
	a.firsts, a.sizes = grow(a.firsts, n), grow(a.sizes, n)
	if d, ok := table.Resolve(args[0]).(*table.Dict); ok {
		entries, nulls := d.Entries().Vals(), d.Entries().Nulls()
		for i, code := range d.Codes() {
			if nulls == nil || !nulls[code] {
				a.put(groups[i], entries[code])
			}
		}
		return nil
	}
	texts := textArg(table.Resolve(args[0]))
	for i, g := range groups {
		if !texts.Null(i) {
			a.put(g, texts.At(i))
		}
	}
	return nil
}

func (a *splTextSets) Results(n int) []table.Column {
	a.firsts, a.sizes = grow(a.firsts, n), grow(a.sizes, n)
	return a.result(a, n)
}

func (a *splTextSets) distinct(n int) []table.Column {
	out := make([]int64, n)
	for g := range out {
		out[g] = int64(a.sizes[g])
	}
	return []table.Column{table.NewVec(out, nil)}
}

// noError is the error of a count: none, of values that there are.
func (a *splTextSets) noError(n int) []table.Column {
	out, null := make([]int64, n), make([]bool, n)
	for g := range out {
		null[g] = a.sizes[g] == 0
	}
	return []table.Column{table.NewVec(out, null)}
}

func (a *splTextSets) values(n int) []table.Column {
	offsets, texts := make([]int32, 1, n+1), make([]string, 0, a.count)
	var nulls []bool
	for g := range n {
		start := len(texts)
		for at := a.firsts[g]; at != 0; {
			p := a.pair(at - 1)
			texts = append(texts, p.text)
			at = p.next
		}
		switch len(texts) - start {
		case 0:
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[g] = true
		case 1:
		default:
			slices.Sort(texts[start:])
		}
		offsets = append(offsets, int32(len(texts)))
	}
	return []table.Column{table.NewList(offsets, table.NewVec(texts, nil), nulls)}
}

func (a *splTextSets) mode(n int) []table.Column {
	best := make([]int32, n)
	for i := range best {
		best[i] = -1
	}
	for i := range a.count {
		p := a.pair(i)
		if b := best[p.group]; b < 0 || a.counts[i] > a.counts[b] {
			best[p.group] = i
		}
	}
	out := table.NewVecBuilder[string](n)
	for _, b := range best {
		if b < 0 {
			out.AddNull()
		} else {
			out.Add(a.pair(b).text)
		}
	}
	return []table.Column{out.Column()}
}
