package functions

import "github.com/goshawk-lang/goshawk/table"

// logic: and, or, not, with three values.
// https://learn.microsoft.com/kusto/query/logical-operators
func logic() []Func {
	return []Func{
		{
			KQL: "and", Args: "left, right", Null: NullSeen,
			Doc:   "False when a side is false, otherwise null when a side is null, otherwise true.",
			Impl:  connective(false),
			Cases: Cases{`true and false`: `false`, `bool(null) and false`: `false`, `bool(null) and true`: `bool(null)`},
		},
		{
			KQL: "or", Args: "left, right", Null: NullSeen,
			Doc:   "True when a side is true, otherwise null when a side is null, otherwise false.",
			Impl:  connective(true),
			Cases: Cases{`true or false`: `true`, `bool(null) or true`: `true`, `bool(null) or false`: `bool(null)`},
		},
		{
			KQL: "not", Args: "expression",
			Doc: "The opposite; null for null.",
			Impl: func() Overloads {
				o := Map1(func(b bool) bool { return !b })
				return Overloads{o, converting(o, []table.Type{table.TypeDynamic})}
			}(),
			Cases: Cases{`not(true)`: `false`, `not(bool(null))`: `bool(null)`, `not(1 == 2)`: `true`},
		},
	}
}

// connective is or (strong is true) or and (strong is false): strong on either
// side decides.
func connective(strong bool) Overloads {
	o := Overload{
		Params: []table.Type{table.TypeBool, table.TypeBool},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a, b := NewArg[bool](args[0]), NewArg[bool](args[1])
			n := c.N
			if a.step == 0 && b.step == 0 {
				n = min(n, 1)
			}
			return constantOr(connect(n, strong, &a, &b), c.N), nil
		},
	}
	return dynamicVariants(Overloads{o, converting(o, []table.Type{table.TypeDynamic, table.TypeDynamic})})
}

func connect(n int, strong bool, a, b *Arg[bool]) table.Column {
	out := make([]bool, n)
	if a.nulls == nil && b.nulls == nil {
		for i := range out {
			if x, y := a.vals[i*a.step], b.vals[i*b.step]; strong {
				out[i] = x || y
			} else {
				out[i] = x && y
			}
		}
		return table.NewVec(out, nil)
	}
	var nulls []bool
	for i := range out {
		left, right := a.Null(i), b.Null(i)
		switch {
		case !left && a.At(i) == strong || !right && b.At(i) == strong:
			out[i] = strong
		case left || right:
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[i] = true
		default:
			out[i] = !strong
		}
	}
	return table.NewVec(out, nulls)
}
