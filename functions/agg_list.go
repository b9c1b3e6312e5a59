package functions

import "github.com/goshawk-lang/goshawk/table"

// lists: aggregates that collect values into arrays.
func lists() []Aggregate {
	return []Aggregate{
		{
			KQL: "make_list", KQLIf: "make_list_if", Args: "expr [, maxSize]",
			Doc:        "Collects the values into an array, in input order. Nulls are left out, dynamic ones kept; dynamic arrays are taken element by element.",
			ResultName: "list_$1",
			Impl:       collectOverload(maxListSize, makeList),
			Cases: Cases{
				`toscalar(range x from 1 to 3 step 1 | summarize make_list(x))`:                          `dynamic([1,2,3])`,
				`toscalar(range x from 1 to 3 step 1 | summarize make_list(x, 2))`:                       `dynamic([1,2])`,
				`toscalar(range x from 1 to 3 step 1 | where x > 9 | summarize make_list(x))`:            `dynamic([])`,
				`toscalar(range x from 1 to 3 step 1 | summarize make_list_if(x, x != 2))`:               `dynamic([1,3])`,
				`toscalar(range x from 1 to 2 step 1 | summarize make_list(pack_array(x, "a")))`:         `dynamic([1,"a",2,"a"])`,
				`toscalar(range x from 1 to 2 step 1 | summarize make_list(iff(x == 1, long(null), x)))`: `dynamic([2])`,
			},
		},
		{
			KQL: "makelist", Args: "expr [, maxSize]",
			Doc:        "The old make_list, of at most 128 values unless more are asked for.",
			ResultName: "list_$1",
			Impl:       collectOverload(oldListSize, makeList),
			Cases: Cases{
				`toscalar(range x from 1 to 3 step 1 | summarize makelist(x))`:                                      `dynamic([1,2,3])`,
				`toscalar(range x from 1 to 300 step 1 | summarize a = makelist(x) | project array_length(a))`:      `128`,
				`toscalar(range x from 1 to 300 step 1 | summarize a = makelist(x, 200) | project array_length(a))`: `200`,
			},
		},
		{
			KQL: "make_list_with_nulls", Args: "expr",
			Doc:        "Collects the values into an array, in input order, nulls included; dynamic arrays are taken element by element.",
			ResultName: "list_$1",
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown},
				Result: table.TypeDynamic,
				New: func(_ *Context, types []table.Type, _ []table.Value) (Accumulator, error) {
					return &listMaker{max: maxListSize, typ: types[0], nulls: true}, nil
				},
			}},
			Cases: Cases{`toscalar(range x from 1 to 2 step 1 | summarize make_list_with_nulls(iff(x == 1, long(null), x)))`: `dynamic([null,2])`},
		},
		{
			KQL: "make_set", KQLIf: "make_set_if", Args: "expr [, maxSize]",
			Doc:        "Collects the distinct values into an array, in order of first appearance; dynamic arrays are taken element by element.",
			ResultName: "set_$1",
			Impl:       collectOverload(maxListSize, makeSet),
			Cases: Cases{
				`toscalar(range x from 1 to 4 step 1 | summarize make_set(x % 2))`:                        `dynamic([1,0])`,
				`toscalar(range x from 1 to 4 step 1 | summarize make_set_if(x, x > 2))`:                  `dynamic([3,4])`,
				`toscalar(range x from 1 to 2 step 1 | summarize make_set(pack_array("a", tostring(x))))`: `dynamic(["a","1","2"])`,
			},
		},
		{
			KQL: "makeset", Args: "expr [, maxSize]",
			Doc:        "The old make_set, of at most 128 values unless more are asked for.",
			ResultName: "set_$1",
			Impl:       collectOverload(oldListSize, makeSet),
			Cases: Cases{
				`toscalar(range x from 1 to 4 step 1 | summarize makeset(x % 2))`:                              `dynamic([1,0])`,
				`toscalar(range x from 1 to 300 step 1 | summarize a = makeset(x) | project array_length(a))`:  `128`,
				`toscalar(range x from 1 to 300 step 1 | summarize a = make_set(x) | project array_length(a))`: `300`,
			},
		},
	}
}

// The bounds of an array without a size argument, and those of the old
// functions.
const (
	maxListSize = 1048576
	oldListSize = 128
)

func makeList(most int64, t table.Type) Accumulator { return &listMaker{max: most, typ: t} }

func makeSet(most int64, t table.Type) Accumulator {
	return &setMaker{max: most, typ: t, encoder: newEncoder(t)}
}

func collectOverload(most int64, make func(most int64, t table.Type) Accumulator) []AggregateOverload {
	return []AggregateOverload{{
		Params:   []table.Type{table.TypeUnknown, table.TypeLong},
		Optional: 1,
		Const:    1 << 1,
		Result:   table.TypeDynamic,
		New: func(_ *Context, types []table.Type, consts []table.Value) (Accumulator, error) {
			return make(sizeLimit(consts, most), types[0]), nil
		},
	}}
}

// sizeLimit is the size asked for, or most without one.
func sizeLimit(consts []table.Value, most int64) int64 {
	if len(consts) == 0 || consts[0].IsNull() {
		return most
	}
	return min(max(0, consts[0].Int()), maxListSize)
}

// listMaker keeps the batches' columns and their rows' groups, and sorts rows
// by group once at the end: no slice per group.
type listMaker struct {
	max    int64
	typ    table.Type
	nulls  bool // keep nulls of scalar types
	groups []uint32
	cols   []table.Column
	held   int64
}

// Held implements Holder.
func (l *listMaker) Held() int64 { return l.held }

func (l *listMaker) Add(groups []uint32, _ int, args []table.Column) error {
	groups, c := elementsOf(groups, args[0], l.typ)
	if !l.nulls && l.typ != table.TypeDynamic {
		groups, c = withoutNullRows(groups, c)
	}
	if c.Len() > 0 {
		l.groups, l.cols = append(l.groups, groups...), append(l.cols, c)
		l.held += 4*int64(len(groups)) + table.ColumnBytes(c)
	}
	return nil
}

func (l *listMaker) Results(n int) []table.Column {
	if len(l.cols) == 0 {
		return []table.Column{table.NewList(make([]int32, n+1), table.NewBuilder(l.typ, 0).Column(), nil)}
	}
	all := table.Concat(l.cols)
	l.cols = []table.Column{all}
	order, bounds := groupOrder(l.groups, n)
	order, bounds = capGroups(order, bounds, l.max)
	return []table.Column{table.NewList(bounds, all.Take(order), nil)}
}

// capGroups keeps at most most rows of each group.
func capGroups(order, bounds []int32, most int64) ([]int32, []int32) {
	over := false
	for g := range len(bounds) - 1 {
		over = over || int64(bounds[g+1]-bounds[g]) > most
	}
	if !over {
		return order, bounds
	}
	kept, ends := make([]int32, 0, len(order)), make([]int32, 1, len(bounds))
	for g := range len(bounds) - 1 {
		from, to := bounds[g], bounds[g+1]
		to = min(to, from+int32(most))
		kept = append(kept, order[from:to]...)
		ends = append(ends, int32(len(kept)))
	}
	return kept, ends
}

// withoutNullRows drops the rows of c that are null; strings have none.
func withoutNullRows(groups []uint32, c table.Column) ([]uint32, table.Column) {
	if c.Type() == table.TypeString {
		return groups, c
	}
	var rows []int32
	nulls := 0
	for i := range c.Len() {
		if c.Null(i) {
			if nulls == 0 {
				rows = make([]int32, 0, c.Len())
				for j := range i {
					rows = append(rows, int32(j))
				}
			}
			nulls++
		} else if nulls > 0 {
			rows = append(rows, int32(i))
		}
	}
	if nulls == 0 {
		return groups, c
	}
	kept := make([]uint32, len(rows))
	for i, r := range rows {
		kept[i] = groups[r]
	}
	return kept, c.Take(rows)
}

// setMaker keeps one code a row and drops repeated pairs of group and code.
type setMaker struct {
	max     int64
	typ     table.Type
	encoder encoder
	pairs   groupCodes
	scratch []uint32
}

// Held implements Holder.
func (s *setMaker) Held() int64 { return s.pairs.held() + textHeader*int64(s.encoder.len()) }

func (s *setMaker) Add(groups []uint32, n int, args []table.Column) error {
	groups, c := elementsOf(groups, args[0], s.typ)
	groups, s.scratch = keepCoded(groups, s.encoder.encode(s.scratch[:0], c))
	s.pairs.add(groups, s.scratch, n, s.encoder.len())
	return nil
}

// keepCoded drops the rows without a code.
func keepCoded(groups, codes []uint32) (keptGroups, keptCodes []uint32) {
	for i, c := range codes {
		if c != noCode {
			continue
		}
		keptGroups = append(make([]uint32, 0, len(groups)), groups[:i]...)
		keptCodes = codes[:i]
		for j := i; j < len(codes); j++ {
			if codes[j] != noCode {
				keptGroups, keptCodes = append(keptGroups, groups[j]), append(keptCodes, codes[j])
			}
		}
		return keptGroups, keptCodes
	}
	return groups, codes
}

func (s *setMaker) Results(n int) []table.Column {
	order, bounds := s.pairs.distinct(n, s.encoder.len())
	order, bounds = capGroups(order, bounds, s.max)
	values := s.encoder.values()
	if texts, ok := values.(*table.Vec[string]); ok {
		codes := make([]uint32, len(order))
		for i, r := range order {
			codes[i] = s.pairs.codes[r]
		}
		return []table.Column{table.NewList(bounds, table.NewDict(codes, texts), nil)}
	}
	rows := make([]int32, len(order))
	for i, r := range order {
		rows[i] = int32(s.pairs.codes[r])
	}
	return []table.Column{table.NewList(bounds, values.Take(rows), nil)}
}
