package functions

import (
	"cmp"
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// percentiles: nearest-rank percentiles, exact, with and without weights.
func percentiles() []Aggregate {
	const one, many = "Gives the value below which a percentage of the values lie (nearest rank); null over nothing.",
		"Gives the values below which percentages of the values lie (nearest rank)."
	allBut := func(first int) uint64 { return math.MaxUint64 << first }
	return []Aggregate{
		{
			KQL: "percentile percentiles", Args: "expr, percentage...", Doc: one,
			ResultName: "percentile_$1_$n",
			Impl:       percentileOverloads(false, false, allBut(1)),
			Cases: Cases{
				`toscalar(range x from 1 to 10 step 1 | summarize percentile(x, 50))`: `5`,
				`toscalar(range x from 1 to 10 step 1 | summarize percentile(x, 91))`: `10`,
			},
		},
		{
			KQL: "percentilew percentilesw", Args: "expr, weight, percentage...", Doc: one,
			ResultName: "percentile_$1_$n",
			Impl:       percentileOverloads(true, false, allBut(2)),
			Cases:      Cases{`toscalar(range x from 1 to 3 step 1 | summarize percentilew(x, x, 50))`: `2`},
		},
		{
			KQL: "percentiles_array", Args: "expr, percentages...", Doc: many,
			ResultName: "percentiles_$1",
			Impl:       percentileOverloads(false, true, allBut(1)),
			Cases: Cases{
				`toscalar(range x from 1 to 10 step 1 | summarize percentiles_array(x, 10, 90))`:            `dynamic([1,9])`,
				`toscalar(range x from 1 to 10 step 1 | summarize percentiles_array(x, dynamic([10, 90])))`: `dynamic([1,9])`,
			},
		},
		{
			KQL: "percentilesw_array", Args: "expr, weight, percentages...", Doc: many,
			ResultName: "percentiles_$1",
			Impl:       percentileOverloads(true, true, allBut(2)),
			Cases:      Cases{`toscalar(range x from 1 to 3 step 1 | summarize percentilesw_array(x, x, 50, 100))`: `dynamic([2,3])`},
		},
	}
}

// percentileOverloads lists one overload per element type; array collects the
// answers into one dynamic array.
func percentileOverloads(weighted, array bool, consts uint64) []AggregateOverload {
	return []AggregateOverload{
		percentileOf[int32, int64](weighted, array, consts, func(x int32) int64 { return int64(x) }, cmp.Compare[int64]),
		percentileOf[int64, int64](weighted, array, consts, same[int64], cmp.Compare[int64]),
		percentileOf[float64, float64](weighted, array, consts, same[float64], cmp.Compare[float64]),
		percentileOf[table.Decimal, table.Decimal](weighted, array, consts, same[table.Decimal], compareDecimals),
		percentileOf[table.DateTime, table.DateTime](weighted, array, consts, same[table.DateTime], cmp.Compare[table.DateTime]),
		percentileOf[table.TimeSpan, table.TimeSpan](weighted, array, consts, same[table.TimeSpan], cmp.Compare[table.TimeSpan]),
	}
}

func same[T any](x T) T { return x }

func percentileOf[A, R table.Element](weighted, array bool, consts uint64, widen func(A) R, compare func(a, b R) int) AggregateOverload {
	o := AggregateOverload{
		Params:   []table.Type{table.TypeOf[A]()},
		Variadic: true,
		Result:   table.TypeOf[R](),
		Const:    consts,
	}
	skip := 1
	if weighted {
		o.Params = append(o.Params, table.TypeLong)
		skip = 2
	}
	o.Params = append(o.Params, table.TypeUnknown)
	if array {
		o.Result = table.TypeDynamic
	} else {
		o.Outputs = func(args []table.Type) []table.Type {
			return slices.Repeat([]table.Type{table.TypeOf[R]()}, len(args)-skip)
		}
	}
	o.New = func(_ *Context, _ []table.Type, consts []table.Value) (Accumulator, error) {
		return &percentileState[A, R]{weighted: weighted, array: array, at: percentages(consts), widen: widen, compare: compare}, nil
	}
	return o
}

func percentages(consts []table.Value) []float64 {
	var out []float64
	for _, v := range consts {
		if v.Kind() == table.KindArray {
			out = append(out, percentages(v.Array())...)
			continue
		}
		out = append(out, realOf(v))
	}
	return out
}

type percentileState[A, R table.Element] struct {
	weighted, array bool
	at              []float64
	widen           func(A) R
	compare         func(a, b R) int
	groups          []uint32
	vals            []R
	weights         []int64
}

// Held implements Holder.
func (p *percentileState[A, R]) Held() int64 {
	return 4*int64(cap(p.groups)) + 8*int64(cap(p.vals)+cap(p.weights))
}

func (p *percentileState[A, R]) Add(groups []uint32, _ int, args []table.Column) error {
	a := NewArg[A](args[0])
	nulls := a.mask()
	var w Arg[int64]
	if p.weighted {
		w = NewArg[int64](args[1])
	}
	for i, g := range groups {
		if nulls.nulls != nil && nulls.nulls[i*nulls.step] {
			continue
		}
		if p.weighted {
			if w.Null(i) || w.At(i) <= 0 {
				continue
			}
			p.weights = append(p.weights, w.At(i))
		}
		p.groups, p.vals = append(p.groups, g), append(p.vals, p.widen(a.At(i)))
	}
	return nil
}

func (p *percentileState[A, R]) Results(n int) []table.Column {
	order, bounds := groupOrder(p.groups, n)
	found := make([]*table.VecBuilder[R], len(p.at))
	for k := range found {
		found[k] = table.NewVecBuilder[R](n)
	}
	for g := range n {
		rows := order[bounds[g]:bounds[g+1]]
		slices.SortFunc(rows, func(a, b int32) int { return p.compare(p.vals[a], p.vals[b]) })
		p.ranks(rows, found)
	}
	if p.array {
		return []table.Column{arraysOf(found, n)}
	}
	out := make([]table.Column, len(found))
	for k, b := range found {
		out[k] = b.Column()
	}
	return out
}

// ranks adds one group's percentiles; rows are sorted by value.
func (p *percentileState[A, R]) ranks(rows []int32, found []*table.VecBuilder[R]) {
	total := int64(len(rows))
	if p.weighted {
		total = 0
		for _, r := range rows {
			total += p.weights[r]
		}
	}
	for k, percent := range p.at {
		if total == 0 || math.IsNaN(percent) {
			found[k].AddNull()
			continue
		}
		rank := int64(math.Ceil(percent/100*float64(total) - 1e-9))
		rank = max(1, min(total, rank))
		if !p.weighted {
			found[k].Add(p.vals[rows[rank-1]])
			continue
		}
		for _, r := range rows {
			if rank -= p.weights[r]; rank <= 0 {
				found[k].Add(p.vals[r])
				break
			}
		}
	}
}

// arraysOf makes row i an array of the i-th values of several columns.
func arraysOf[R table.Element](parts []*table.VecBuilder[R], n int) table.Column {
	cols := make([]*table.Vec[R], len(parts))
	for k, b := range parts {
		cols[k] = b.Vec()
	}
	offsets, child := make([]int32, 1, n+1), table.NewVecBuilder[R](n*len(parts))
	for i := range n {
		for _, c := range cols {
			if c.Null(i) {
				child.AddNull()
			} else {
				child.Add(c.Vals()[i])
			}
		}
		offsets = append(offsets, int32(child.Len()))
	}
	return table.NewList(offsets, child.Column(), nil)
}
