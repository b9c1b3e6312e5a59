package functions

import "github.com/goshawk-lang/goshawk/table"

// splLogic: AND, OR, XOR and NOT. A null operand is unknown: it decides
// nothing, and the answer is null unless the other operand decides it.
func splLogic() []Func {
	return []Func{
		{
			SPL: "and", Args: "x, y",
			Doc:      "Whether both conditions hold.",
			Impl:     Overloads{splLogical(func(x, y tri) tri { return min(x, y) })},
			Multi:    AnyValue,
			SPLCases: Cases{`true() AND false()`: `false()`, `null() AND false()`: `false()`},
		},
		{
			SPL: "or", Args: "x, y",
			Doc:      "Whether one of the conditions holds.",
			Impl:     Overloads{splLogical(func(x, y tri) tri { return max(x, y) })},
			Multi:    AnyValue,
			SPLCases: Cases{`false() OR true()`: `true()`, `null() OR true()`: `true()`},
		},
		{
			SPL: "xor", Args: "x, y",
			Doc: "Whether exactly one of the conditions holds.",
			Impl: Overloads{splLogical(func(x, y tri) tri {
				if x == triUnknown || y == triUnknown {
					return triUnknown
				}
				return triOf(x != y)
			})},
			Multi:    AnyValue,
			SPLCases: Cases{`true() XOR true()`: `false()`, `true() XOR false()`: `true()`},
		},
		{
			SPL: "not", Args: "x",
			Doc:      "Whether the condition does not hold.",
			Impl:     Overloads{Map1(func(x bool) bool { return !x })},
			SPLCases: Cases{`NOT true()`: `false()`, `NOT (1=2)`: `true()`},
		},
	}
}

// tri is a truth value, ordered so that AND is the least and OR the greatest.
type tri int8

const (
	triNo tri = iota
	triUnknown
	triYes
)

func triOf(b bool) tri {
	if b {
		return triYes
	}
	return triNo
}

// splLogical is a connective, by what it makes of each pair of truth values.
func splLogical(f func(x, y tri) tri) Overload {
	var answers [3][3]tri
	for x := triNo; x <= triYes; x++ {
		for y := triNo; y <= triYes; y++ {
			answers[x][y] = f(x, y)
		}
	}
	return Overload{
		Params: []table.Type{table.TypeUnknown, table.TypeUnknown},
		Result: table.TypeBool,
		Kernel: onceForConstants(func(c *Call, args []table.Column) (table.Column, error) {
			x, y := boolsOf(args[0]), boolsOf(args[1])
			out := make([]bool, c.N)
			if x.nulls == nil && y.nulls == nil {
				for i := range out {
					out[i] = answers[triOf(x.At(i))][triOf(y.At(i))] == triYes
				}
				return table.NewVec(out, nil), nil
			}
			var nulls []bool
			for i := range out {
				a, b := triUnknown, triUnknown
				if !x.Null(i) {
					a = triOf(x.At(i))
				}
				if !y.Null(i) {
					b = triOf(y.At(i))
				}
				switch answers[a][b] {
				case triYes:
					out[i] = true
				case triUnknown:
					if nulls == nil {
						nulls = make([]bool, c.N)
					}
					nulls[i] = true
				}
			}
			return table.NewVec(out, nulls), nil
		}),
	}
}

// boolsOf reads a column as conditions, null where it is none.
func boolsOf(c table.Column) Arg[bool] { return NewArg[bool](LooseColumn(c, table.TypeBool)) }
