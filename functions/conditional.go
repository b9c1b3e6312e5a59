package functions

import "github.com/goshawk-lang/goshawk/table"

// conditional: functions that choose between arguments of one common type.
func conditional() []Func {
	unknown := table.TypeUnknown
	return []Func{
		{
			KQL: "iff iif", Args: "if, then, else", Null: NullSeen, Branches: true,
			Doc: "Then where the condition is true, else where it is false or null.",
			Impl: Overloads{
				{Params: []table.Type{table.TypeBool, unknown, unknown}, ResultOf: commonFrom(1, 1), Kernel: caseKernel},
				converting(Overload{Params: []table.Type{table.TypeBool, unknown, unknown}, ResultOf: commonFrom(1, 1), Kernel: caseKernel},
					[]table.Type{table.TypeDynamic, unknown, unknown}),
			},
			Cases: Cases{`iff(1 < 2, "a", "b")`: `"a"`, `iif(bool(null), 1, 2)`: `2`, `iff(true, 1, 2.5)`: `1.0`},
		},
		{
			KQL: "case", Args: "predicate, then, ..., else", Null: NullSeen, Branches: true,
			Doc:   "The value after the first predicate that is true, otherwise the last argument.",
			Impl:  Overloads{{Params: []table.Type{unknown, unknown, unknown}, Variadic: true, ResultOf: caseType, Kernel: caseKernel}},
			Cases: Cases{`case(false, "a", true, "b", "c")`: `"b"`, `case(bool(null), 1, 2)`: `2`},
		},
		{
			KQL: "coalesce", Args: "value, ...", Null: NullSeen,
			Doc:   "The first argument that is not null; of texts the first that is not empty.",
			Impl:  Overloads{{Params: []table.Type{unknown, unknown}, Variadic: true, ResultOf: commonFrom(0, 1), Kernel: coalesceKernel}},
			Cases: Cases{`coalesce(int(null), 5, 7)`: `5`, `coalesce("", "x")`: `"x"`},
		},
		{
			KQL: "max_of", Args: "value, ...", Null: NullSeen,
			Doc:   "The greatest argument; nulls are passed over, NaN wins.",
			Impl:  Overloads{{Params: []table.Type{unknown, unknown}, Variadic: true, ResultOf: commonFrom(0, 1), Kernel: extremeKernel(1)}},
			Cases: Cases{`max_of(1, long(null), 3)`: `3`, `max_of(1, 2.5)`: `2.5`, `max_of("a", "b")`: `"b"`},
		},
		{
			KQL: "min_of", Args: "value, ...", Null: NullSeen,
			Doc:   "The least argument; nulls are passed over, NaN wins.",
			Impl:  Overloads{{Params: []table.Type{unknown, unknown}, Variadic: true, ResultOf: commonFrom(0, 1), Kernel: extremeKernel(-1)}},
			Cases: Cases{`min_of(10, 1, -3, 17)`: `-3`, `min_of(1d, 1h)`: `1h`, `isnan(min_of(real(nan), 1.0))`: `true`},
		},
	}
}

// commonType is the type that holds values of both types; TypeUnknown when
// there is none. A dynamic value beside a scalar takes the scalar's type.
func commonType(a, b table.Type) table.Type {
	switch {
	case a == b || b == table.TypeUnknown:
		return a
	case a == table.TypeUnknown || a == table.TypeDynamic:
		return b
	case b == table.TypeDynamic:
		return a
	case widening[a] > 0 && widening[b] > 0:
		if widening[a] > widening[b] {
			return a
		}
		return b
	}
	return table.TypeUnknown
}

func commonOf(types []table.Type) table.Type {
	common := table.TypeUnknown
	for i, t := range types {
		if i > 0 && common != table.TypeUnknown && t != table.TypeUnknown && commonType(common, t) == table.TypeUnknown {
			return table.TypeUnknown
		}
		common = commonType(common, t)
	}
	if common == table.TypeUnknown {
		return table.TypeDynamic // nothing is known of any of them
	}
	return common
}

// commonFrom is the common type of every step-th argument from the first on.
func commonFrom(first, step int) func([]table.Type) table.Type {
	return func(args []table.Type) table.Type {
		var types []table.Type
		for i := first; i < len(args); i += step {
			types = append(types, args[i])
		}
		return commonOf(types)
	}
}

// caseType needs bools (or values that may hold them) in the even places but
// the last.
func caseType(args []table.Type) table.Type {
	if len(args)%2 == 0 {
		return table.TypeUnknown
	}
	var types []table.Type
	for i, t := range args {
		switch {
		case i%2 == 1 || i == len(args)-1:
			types = append(types, t)
		case t != table.TypeBool && t != table.TypeDynamic && t != table.TypeUnknown:
			return table.TypeUnknown
		}
	}
	return commonOf(types)
}
