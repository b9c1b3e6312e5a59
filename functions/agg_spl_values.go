package functions

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splValueAggregates: aggregates over values of any kind, told apart by
// their text.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/statistical-and-charting-functions/multivalue-stats-and-chart-functions
func splValueAggregates() []Aggregate {
	agg := func(names, doc string, result func(*splTextSets, int) []table.Column) Aggregate {
		return Aggregate{SPL: names, Args: "field", Doc: doc, Multi: EachValue, Impl: []AggregateOverload{{
			Params: []table.Type{table.TypeUnknown},
			Result: table.TypeDynamic,
			New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
				return &splTextSets{ids: map[string]uint32{}, result: result}, nil
			},
		}}}
	}
	return []Aggregate{
		agg("dc distinct_count estdc", "The number of distinct values.", (*splTextSets).distinct),
		agg("values", "The distinct values in lexicographic order, as text.", (*splTextSets).values),
		agg("mode", "The most frequent value, the first of them when several are.", (*splTextSets).mode),
		{
			SPL: "list", Args: "field, [limit]", Doc: "The values in order, the first 100 or limit of each group.", Multi: EachValue,
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown, table.TypeLong}, Optional: 1,
				Const:  2,
				Result: table.TypeDynamic,
				New: func(_ *Context, _ []table.Type, consts []table.Value) (Accumulator, error) {
					limit := 100
					if len(consts) > 0 {
						limit = int(consts[0].Int())
					}
					return &splTextLists{limit: limit}, nil
				},
			}},
		},
		{
			SPL: "count c", Args: "[field]", Doc: "Counts events, or the values of a field; of a condition, how often it is true.", Multi: EachValue,
			Impl: []AggregateOverload{
				{Result: table.TypeLong, New: func(*Context, []table.Type, []table.Value) (Accumulator, error) { return &rowCount{}, nil }},
				{Params: []table.Type{table.TypeUnknown}, Result: table.TypeLong, New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
					return &valueCount{}, nil
				}},
			},
		},
	}
}

type valueCount struct{ rowCount }

func (a *valueCount) Add(groups []uint32, n int, args []table.Column) error {
	a.counts = grow(a.counts, n)
	c := table.Resolve(args[0])
	bools := c.Type() == table.TypeBool
	for i, g := range groups {
		if !c.Null(i) && (!bools || c.Value(i).Bool()) {
			a.counts[g]++
		}
	}
	return nil
}

// splTextSets counts the distinct texts of each group. Texts are numbered once
// for all groups, in the order first seen.
type splTextSets struct {
	ids    map[string]uint32
	texts  []string
	seen   map[uint64]int32 // group and text: index into pairs
	pairs  []splTextPair
	result func(*splTextSets, int) []table.Column
}

type splTextPair struct {
	group, id uint32
	count     int64
}

func (a *splTextSets) id(s string) uint32 {
	id, ok := a.ids[s]
	if !ok {
		id = uint32(len(a.texts))
		s = strings.Clone(s)
		a.ids[s] = id
		a.texts = append(a.texts, s)
	}
	return id
}

func (a *splTextSets) put(group, id uint32) {
	if a.seen == nil {
		a.seen = map[uint64]int32{}
	}
	key := uint64(group)<<32 | uint64(id)
	at, ok := a.seen[key]
	if !ok {
		at = int32(len(a.pairs))
		a.seen[key] = at
		a.pairs = append(a.pairs, splTextPair{group: group, id: id})
	}
	a.pairs[at].count++
}

func (a *splTextSets) Add(groups []uint32, _ int, args []table.Column) error {
	c := table.Resolve(args[0])
	if d, ok := c.(*table.Dict); ok {
		const none = ^uint32(0)
		known := make([]uint32, d.Entries().Len())
		for i := range known {
			known[i] = none
		}
		for i, g := range groups {
			code := d.Codes()[i]
			if d.Entries().Null(int(code)) {
				continue
			}
			if known[code] == none {
				known[code] = a.id(d.Entries().Vals()[code])
			}
			a.put(g, known[code])
		}
		return nil
	}
	texts := textArg(c)
	for i, g := range groups {
		if !texts.Null(i) {
			a.put(g, a.id(texts.At(i)))
		}
	}
	return nil
}

func (a *splTextSets) Results(n int) []table.Column { return a.result(a, n) }

func (a *splTextSets) distinct(n int) []table.Column {
	out := make([]int64, n)
	for _, p := range a.pairs {
		out[p.group]++
	}
	return []table.Column{table.NewVec(out, nil)}
}

func (a *splTextSets) values(n int) []table.Column {
	sorted := slices.Clone(a.pairs)
	slices.SortFunc(sorted, func(x, y splTextPair) int {
		if x.group != y.group {
			return int(int64(x.group) - int64(y.group))
		}
		return strings.Compare(a.texts[x.id], a.texts[y.id])
	})
	b, at := newValuesBuilder(n), 0
	for g := range n {
		for ; at < len(sorted) && int(sorted[at].group) == g; at++ {
			b.text(a.texts[sorted[at].id])
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
	for i, p := range a.pairs {
		if b := best[p.group]; b < 0 || p.count > a.pairs[b].count {
			best[p.group] = int32(i)
		}
	}
	out := table.NewVecBuilder[string](n)
	for _, b := range best {
		if b < 0 {
			out.AddNull()
		} else {
			out.Add(a.texts[a.pairs[b].id])
		}
	}
	return []table.Column{out.Column()}
}

type splTextLists struct {
	limit int
	lists [][]string
}

func (a *splTextLists) Add(groups []uint32, n int, args []table.Column) error {
	a.lists = grow(a.lists, n)
	texts := textArg(args[0])
	for i, g := range groups {
		if !texts.Null(i) && len(a.lists[g]) < a.limit {
			a.lists[g] = append(a.lists[g], strings.Clone(texts.At(i)))
		}
	}
	return nil
}

func (a *splTextLists) Results(n int) []table.Column {
	a.lists = grow(a.lists, n)
	b := newValuesBuilder(n)
	for g := range n {
		for _, s := range a.lists[g] {
			b.text(s)
		}
		b.end()
	}
	return []table.Column{b.list()}
}
