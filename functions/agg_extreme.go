package functions

import (
	"cmp"

	"github.com/goshawk-lang/goshawk/table"
)

// extremes: the least and the greatest value.
func extremes() []Aggregate {
	return []Aggregate{
		{
			KQL: "min", KQLIf: "minif", Args: "expr",
			Doc:        "Gives the least value that is not null; null over nothing.",
			ResultName: "min_$1", ResultNameIf: "minif_$1",
			Impl: extremeOverloads(-1),
			Cases: Cases{
				`toscalar(range x from 3 to 5 step 1 | summarize min(x))`:                                   `3`,
				`toscalar(range x from 3 to 5 step 1 | where x > 9 | summarize min(x))`:                     `long(null)`,
				`toscalar(print a = dynamic(["b","a"]) | mv-expand a to typeof(string) | summarize min(a))`: `"a"`,
			},
		},
		{
			KQL: "max", KQLIf: "maxif", Args: "expr",
			Doc:        "Gives the greatest value that is not null; null over nothing.",
			ResultName: "max_$1", ResultNameIf: "maxif_$1",
			Impl: extremeOverloads(1),
			Cases: Cases{
				`toscalar(range x from 3 to 5 step 1 | summarize max(x))`:          `5`,
				`toscalar(range x from 3 to 5 step 1 | summarize maxif(x, x < 5))`: `4`,
				`toscalar(range x from 1s to 3s step 1s | summarize max(x))`:       `3s`,
			},
		},
	}
}

func extremeOverloads(sign int) []AggregateOverload {
	return []AggregateOverload{
		extremeOf(sign, cmp.Compare[int32]), extremeOf(sign, cmp.Compare[int64]), extremeOf(sign, cmp.Compare[float64]),
		extremeOf(sign, compareDecimals), extremeOf(sign, cmp.Compare[table.DateTime]), extremeOf(sign, cmp.Compare[table.TimeSpan]),
		extremeOf(sign, cmp.Compare[string]), extremeOf(sign, compareBools), extremeOf(sign, compareGUIDs), extremeOf(sign, OrderValues),
	}
}

func extremeOf[T table.Element](sign int, compare func(a, b T) int) AggregateOverload {
	return AggregateOverload{
		Params: []table.Type{table.TypeOf[T]()},
		Result: table.TypeOf[T](),
		New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
			return &extreme[T]{sign: sign, compare: compare}, nil
		},
	}
}

type extreme[T table.Element] struct {
	sign    int
	compare func(a, b T) int
	best    []T
	seen    []bool
}

func (e *extreme[T]) Add(groups []uint32, n int, args []table.Column) error {
	e.best, e.seen = grow(e.best, n), grow(e.seen, n)
	if d, ok := table.Resolve(args[0]).(*table.Dict); ok {
		if e.addDict(groups, d) {
			return nil
		}
	}
	a := NewArg[T](args[0])
	nulls := boxedNulls(&a)
	for i, g := range groups {
		if nulls.nulls != nil && nulls.nulls[i*nulls.step] {
			continue
		}
		if x := a.At(i); !e.seen[g] || e.compare(x, e.best[g])*e.sign > 0 {
			e.best[g], e.seen[g] = x, true
		}
	}
	return nil
}

// addDict reads dictionary codes without spreading the strings out.
func (e *extreme[T]) addDict(groups []uint32, d *table.Dict) bool {
	entries, ok := any(d.Entries()).(*table.Vec[T])
	if !ok {
		return false
	}
	vals, nulls := entries.Vals(), entries.Nulls()
	for i, code := range d.Codes() {
		if nulls != nil && nulls[code] {
			continue
		}
		if g := groups[i]; !e.seen[g] || e.compare(vals[code], e.best[g])*e.sign > 0 {
			e.best[g], e.seen[g] = vals[code], true
		}
	}
	return true
}

func (e *extreme[T]) Results(n int) []table.Column {
	e.best, e.seen = grow(e.best, n), grow(e.seen, n)
	nulls := make([]bool, n)
	for g := range nulls {
		nulls[g] = !e.seen[g]
	}
	return []table.Column{table.NewVec(e.best[:n:n], nulls)}
}
