package functions

import "github.com/goshawk-lang/goshawk/table"

// comparison: == != < <= > >=. With a null on one side == is false and != is
// true; with nulls on both they are null; ordering with a null is null. NaN
// equals nothing.
func comparison() []Func {
	return []Func{
		{
			KQL: "==", Args: "left, right", Null: NullSeen,
			Doc:   "True when both sides are equal; text is compared with case.",
			Impl:  equality(opEQ),
			Cases: Cases{`1 == 1`: `true`, `"a" == "A"`: `false`, `int(null) == 1`: `false`, `int(null) == int(null)`: `bool(null)`, `1 == 1.0`: `true`},
		},
		{
			KQL: "!= <>", Args: "left, right", Null: NullSeen,
			Doc:   "True when the sides differ.",
			Impl:  equality(opNE),
			Cases: Cases{`1 != 1`: `false`, `"a" != "A"`: `true`, `int(null) != 1`: `true`, `int(null) != int(null)`: `bool(null)`},
		},
		{
			KQL: "<", Args: "left, right", Null: NullSeen,
			Doc:   "True when left is less.",
			Impl:  ordering(opLT),
			Cases: Cases{`1 < 2`: `true`, `1h < 1m`: `false`, `int(null) < 2`: `bool(null)`, `1 < 1.5`: `true`},
		},
		{
			KQL: "<=", Args: "left, right", Null: NullSeen,
			Doc:   "True when left is less or equal.",
			Impl:  ordering(opLE),
			Cases: Cases{`2 <= 2`: `true`, `2 <= int(null)`: `bool(null)`},
		},
		{
			KQL: ">", Args: "left, right", Null: NullSeen,
			Doc:   "True when left is greater.",
			Impl:  ordering(opGT),
			Cases: Cases{`datetime(2020-01-02) > datetime(2020-01-01)`: `true`, `real(nan) > 1.0`: `false`},
		},
		{
			KQL: ">=", Args: "left, right", Null: NullSeen,
			Doc:   "True when left is greater or equal.",
			Impl:  ordering(opGE),
			Cases: Cases{`2 >= 3`: `false`, `dynamic(3) >= 3`: `true`},
		},
	}
}

type compareOp uint8

const (
	opEQ compareOp = iota
	opNE
	opLT
	opLE
	opGT
	opGE
)

// flipped is the operator that gives the same answer with the sides swapped.
func (op compareOp) flipped() compareOp {
	return [...]compareOp{opEQ, opNE, opGT, opGE, opLT, opLE}[op]
}

// holds says whether op is true of two things that compare as sign.
func (op compareOp) holds(sign int) bool {
	switch op {
	case opEQ:
		return sign == 0
	case opNE:
		return sign != 0
	case opLT:
		return sign < 0
	case opLE:
		return sign <= 0
	case opGT:
		return sign > 0
	}
	return sign >= 0
}

func equality(op compareOp) Overloads {
	all := numbersAndTimes(op)
	all = append(all,
		compareOverload(op, equalLoop[bool]), compareOverload(op, orderedLoop[string]), compareOverload(op, equalLoop[table.GUID]),
	)
	for _, o := range all {
		switch t := o.Params[0]; t {
		case table.TypeString, table.TypeDateTime, table.TypeTimeSpan, table.TypeGUID, table.TypeBool:
			all = append(all, converting(o, []table.Type{t, table.TypeDynamic}), converting(o, []table.Type{table.TypeDynamic, t}))
		}
		if o.Params[0] == table.TypeGUID {
			all = append(all, converting(o, []table.Type{table.TypeGUID, table.TypeString}),
				converting(o, []table.Type{table.TypeString, table.TypeGUID}))
		}
	}
	return append(append(all, withBool(op)...), withDynamicNumber(op)...)
}

func ordering(op compareOp) Overloads {
	all := append(numbersAndTimes(op), withBool(op)...)
	all = append(all, converting(all[0], []table.Type{table.TypeBool, table.TypeBool}))
	return append(all, withDynamicNumber(op)...)
}

func numbersAndTimes(op compareOp) Overloads {
	return Overloads{
		compareOverload(op, orderedLoop[int64]), compareOverload(op, orderedLoop[float64]), compareOverload(op, decimalLoop),
		compareOverload(op, orderedLoop[table.DateTime]), compareOverload(op, orderedLoop[table.TimeSpan]),
	}
}

// withBool compares a bool with a number, as 0 or 1.
func withBool(op compareOp) Overloads {
	long, real := compareOverload(op, orderedLoop[int64]), compareOverload(op, orderedLoop[float64])
	return Overloads{
		converting(long, []table.Type{table.TypeBool, table.TypeLong}), converting(long, []table.Type{table.TypeLong, table.TypeBool}),
		converting(real, []table.Type{table.TypeBool, table.TypeReal}), converting(real, []table.Type{table.TypeReal, table.TypeBool}),
	}
}

// withDynamicNumber compares a dynamic value with a number, or two dynamic
// values, by what they hold.
func withDynamicNumber(op compareOp) Overloads {
	var all Overloads
	for _, t := range []table.Type{table.TypeLong, table.TypeReal, table.TypeDecimal} {
		all = append(all, dynamicCompare(op, table.TypeDynamic, t), dynamicCompare(op, t, table.TypeDynamic))
	}
	return append(all, dynamicCompare(op, table.TypeDynamic, table.TypeDynamic))
}
