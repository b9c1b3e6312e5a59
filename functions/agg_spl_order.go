package functions

import "github.com/goshawk-lang/goshawk/table"

// splOrderAggregates: the first and last values, by input order or by time.
// The binder passes _time as the second argument of those by time.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/statistical-and-charting-functions/event-order-functions
func splOrderAggregates() []Aggregate {
	byOrder := func(name, doc string, last bool) Aggregate {
		return Aggregate{SPL: name, Args: "field", Doc: doc, Multi: Whole, Impl: []AggregateOverload{{
			Params: []table.Type{table.TypeUnknown},
			Result: table.TypeDynamic,
			New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
				return &orderedValue{last: last}, nil
			},
		}}}
	}
	byTime := func(name, doc string, result func(*timedValues) (table.Value, bool)) Aggregate {
		return Aggregate{SPL: name, Args: "field, time", Doc: doc, Multi: Whole, Impl: []AggregateOverload{{
			Params: []table.Type{table.TypeUnknown, table.TypeUnknown},
			Result: table.TypeDynamic,
			New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
				return &timedValue{result: result}, nil
			},
		}}}
	}
	return []Aggregate{
		byOrder("first", "The value seen first.", false),
		byOrder("last", "The value seen last.", true),
		byTime("earliest", "The value of the earliest event.", func(s *timedValues) (table.Value, bool) { return s.first, s.seen }),
		byTime("latest", "The value of the latest event.", func(s *timedValues) (table.Value, bool) { return s.last, s.seen }),
		byTime("earliest_time", "The time of the earliest event with a value.", func(s *timedValues) (table.Value, bool) { return wholeNumber(s.from), s.seen }),
		byTime("latest_time", "The time of the latest event with a value.", func(s *timedValues) (table.Value, bool) { return wholeNumber(s.to), s.seen }),
		byTime("rate", "The change of the value per second, from the earliest event to the latest.", func(s *timedValues) (table.Value, bool) {
			_, f, isInt, ok := looseValue(s.first)
			i, _, _, _ := looseValue(s.first)
			k, g, alsoInt, also := looseValue(s.last)
			if !s.seen || !ok || !also || s.to <= s.from {
				return table.Value{}, false
			}
			return table.RealValue((eitherReal(k, g, alsoInt) - eitherReal(i, f, isInt)) / (s.to - s.from)), true
		}),
	}
}

type orderedValue struct {
	last bool
	vals []table.Value
}

func (a *orderedValue) Add(groups []uint32, n int, args []table.Column) error {
	a.vals = grow(a.vals, n)
	c := table.Resolve(args[0])
	for i, g := range groups {
		if (a.last || a.vals[g].IsNull()) && !c.Null(i) {
			a.vals[g] = c.Value(i)
		}
	}
	return nil
}

func (a *orderedValue) Results(n int) []table.Column {
	a.vals = grow(a.vals, n)
	return []table.Column{asMultivalue(table.Narrow(table.NewVec(a.vals[:n:n], nil)))}
}

type timedValues struct {
	seen        bool
	from, to    float64
	first, last table.Value
}

type timedValue struct {
	states []timedValues
	result func(*timedValues) (table.Value, bool)
}

// Add keeps the value seen first of those at one time.
func (a *timedValue) Add(groups []uint32, n int, args []table.Column) error {
	a.states = grow(a.states, n)
	c, times := table.Resolve(args[0]), numbers(args[1])
	for i, g := range groups {
		if times.null(i) || c.Null(i) {
			continue
		}
		s, t := &a.states[g], times.real(i)
		if !s.seen || t < s.from {
			s.from, s.first = t, c.Value(i)
		}
		if !s.seen || t > s.to {
			s.to, s.last = t, c.Value(i)
		}
		s.seen = true
	}
	return nil
}

func (a *timedValue) Results(n int) []table.Column {
	a.states = grow(a.states, n)
	b := table.NewVecBuilder[table.Value](n)
	for g := range n {
		v, ok := a.result(&a.states[g])
		if !ok {
			v = table.Value{}
		}
		b.Add(v)
	}
	return []table.Column{asMultivalue(table.Narrow(b.Column()))}
}
