package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// splTextSets counts the distinct texts of each group. Most groups have few:
// they are chained and compared; a group of many gets a map.
type splTextSets struct {
	// pairs, in the order first seen, stand in blocks of pairBlock: they are
	// many, and growing one slice would copy them again and again.
	pairs [][]splTextPair
	count int32
	// firsts and sizes are those of each group: its latest pair + 1, and how
	// many pairs it has.
	firsts []int32
	sizes  []int32
	large  map[uint32]map[string]int32
	bytes  int64 // of the texts
	room   textArena
	result func(*splTextSets, int) []table.Column
}

type splTextPair struct {
	text  string
	count int64
	group uint32
	next  int32 // the group's pair before + 1
}

const (
	// largeSet is from how many texts on a group has a map.
	largeSet  = 12
	pairBits  = 10
	pairBlock = 1 << pairBits
)

func (a *splTextSets) pair(at int32) *splTextPair {
	return &a.pairs[at>>pairBits][at&(pairBlock-1)]
}

func (a *splTextSets) put(group uint32, text string) {
	if large := a.large[group]; large != nil {
		if at, ok := large[text]; ok {
			a.pair(at).count++
			return
		}
		at := a.add(group, text)
		large[a.pair(at).text] = at
		return
	}
	for at := a.firsts[group]; at != 0; {
		p := a.pair(at - 1)
		if p.text == text {
			p.count++
			return
		}
		at = p.next
	}
	a.add(group, text)
	if a.sizes[group] < largeSet {
		return
	}
	large := make(map[string]int32, 2*largeSet)
	for at := a.firsts[group]; at != 0; at = a.pair(at - 1).next {
		large[a.pair(at-1).text] = at - 1
	}
	if a.large == nil {
		a.large = map[uint32]map[string]int32{}
	}
	a.large[group] = large
}

func (a *splTextSets) add(group uint32, text string) int32 {
	at := a.count
	if a.count++; at == 0 {
		a.pairs = [][]splTextPair{nil} // the first block grows: most sets are small
	} else if at&(pairBlock-1) == 0 {
		a.pairs = append(a.pairs, make([]splTextPair, 0, pairBlock))
	}
	block := &a.pairs[len(a.pairs)-1]
	*block = append(*block, splTextPair{text: a.room.clone(text), count: 1, group: group, next: a.firsts[group]})
	a.firsts[group] = a.count
	a.bytes += int64(len(text))
	a.sizes[group]++
	return at
}

// Held implements Holder.
func (a *splTextSets) Held() int64 {
	return a.bytes + (2*textHeader)*int64(a.count) + 8*int64(cap(a.firsts))
}

func (a *splTextSets) Add(groups []uint32, n int, args []table.Column) error {
	a.firsts, a.sizes = grow(a.firsts, n), grow(a.sizes, n)
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

func (a *splTextSets) values(n int) []table.Column {
	b := newValuesBuilder(n)
	var texts []string
	for g := range n {
		texts = texts[:0]
		for at := a.firsts[g]; at != 0; {
			p := a.pair(at - 1)
			texts = append(texts, p.text)
			at = p.next
		}
		if len(texts) > 1 {
			slices.Sort(texts)
		}
		for _, s := range texts {
			b.text(s)
		}
		b.end()
	}
	return []table.Column{b.list()}
}

func (a *splTextSets) mode(n int) []table.Column {
	best := make([]int32, n)
	for i := range best {
		best[i] = -1
	}
	for i := range a.count {
		p := a.pair(i)
		if b := best[p.group]; b < 0 || p.count > a.pair(b).count {
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
