package functions

import "github.com/goshawk-lang/goshawk/table"

// AllNumbers is an aggregate of numbers that has no result for a group with a
// value that is no number, where the aggregate itself passes over such values:
// SPL's allnum=t.
func AllNumbers(a *Aggregate) *Aggregate {
	strict := *a
	strict.Impl = make([]AggregateOverload, len(a.Impl))
	for i, o := range a.Impl {
		loose := o.New
		o.New = func(c *Context, types []table.Type, consts []table.Value) (Accumulator, error) {
			inner, err := loose(c, types, consts)
			return &allNumbers{Accumulator: inner}, err
		}
		strict.Impl[i] = o
	}
	return &strict
}

type allNumbers struct {
	Accumulator
	other []bool // the groups that have a value that is no number
}

func (a *allNumbers) Add(groups []uint32, n int, args []table.Column) error {
	a.other = grow(a.other, n)
	x, texts := numbers(args[0]), textArg(args[0])
	for i, g := range groups {
		if x.null(i) && !texts.Null(i) {
			a.other[g] = true
		}
	}
	return a.Accumulator.Add(groups, n, args)
}

func (a *allNumbers) Results(n int) []table.Column {
	a.other = grow(a.other, n)
	results := a.Accumulator.Results(n)
	for k, c := range results {
		rows := make([]int32, n)
		for g := range rows {
			rows[g] = int32(g)
			if a.other[g] {
				rows[g] = -1
			}
		}
		results[k] = c.Take(rows)
	}
	return results
}

// Held implements Holder.
func (a *allNumbers) Held() int64 {
	if h, ok := a.Accumulator.(Holder); ok {
		return h.Held()
	}
	return 0
}
