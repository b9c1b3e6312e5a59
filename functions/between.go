package functions

import "github.com/goshawk-lang/goshawk/table"

// betweenness: between and !between, with both bounds included.
// https://learn.microsoft.com/kusto/query/between-operator
func betweenness() []Func {
	return []Func{
		{
			KQL: "between", Args: "value, low, high", Null: NullSeen,
			Doc:   "True where low <= value <= high; a timespan for high counts from low.",
			Impl:  between(false),
			Cases: Cases{`2 between (1 .. 2)`: `true`, `datetime(2023-01-14) between (datetime(2023-01-10) .. 3d)`: `false`, `int(null) between (1 .. 2)`: `bool(null)`},
		},
		{
			KQL: "!between", Args: "value, low, high", Null: NullSeen,
			Doc:   "The opposite of between.",
			Impl:  between(true),
			Cases: Cases{`2 !between (1 .. 2)`: `false`, `3 !between (1 .. 2)`: `true`},
		},
	}
}

func between(negated bool) Overloads {
	var all Overloads
	least, most := append(numbersAndTimes(opGE), withDynamicNumber(opGE)...), append(numbersAndTimes(opLE), withDynamicNumber(opLE)...)
	for i, low := range least {
		all = append(all, betweenOverload(negated, low, most[i]))
	}
	for i, low := range least {
		if low.Params[0] == table.TypeDateTime {
			all = append(all, betweenSpan(betweenOverload(negated, low, most[i])))
		}
	}
	return all
}

func betweenOverload(negated bool, low, high Overload) Overload {
	return Overload{
		Params: []table.Type{low.Params[0], low.Params[1], high.Params[1]},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			above, err := low.Kernel(c, []table.Column{args[0], args[1]})
			if err != nil {
				return nil, err
			}
			below, err := high.Kernel(c, []table.Column{args[0], args[2]})
			if err != nil {
				return nil, err
			}
			a, b := NewArg[bool](above), NewArg[bool](below)
			in := connect(c.N, false, &a, &b)
			if !negated {
				return in, nil
			}
			not := *c
			not.Null = NullIn
			return Map1(func(x bool) bool { return !x }).Kernel(&not, []table.Column{in})
		},
	}
}

// betweenSpan takes the length of the interval for its end.
func betweenSpan(o Overload) Overload {
	inner, end := o.Kernel, Map2OK(addTime)
	o.Params = []table.Type{table.TypeDateTime, table.TypeDateTime, table.TypeTimeSpan}
	o.Kernel = func(c *Call, args []table.Column) (table.Column, error) {
		adding := *c
		adding.Null = NullIn
		high, err := end.Kernel(&adding, args[1:])
		if err != nil {
			return nil, err
		}
		return inner(c, []table.Column{args[0], args[1], high})
	}
	return o
}
