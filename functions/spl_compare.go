package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splComparison: the comparison operators of eval and where. Two values that
// look like numbers compare as numbers, others as text.
func splComparison() []Func {
	return []Func{
		{
			SPL: "= ==", Args: "x, y",
			Doc:      "Whether x equals y, case-sensitively.",
			Impl:     Overloads{splCompare(func(c int) bool { return c == 0 })},
			Multi:    AnyValue,
			SPLCases: Cases{`"1.0"="1"`: `true()`, `"a"="A"`: `false()`, `1=="x"`: `false()`, `null()="a"`: `null()`},
		},
		{
			SPL: "!=", Args: "x, y",
			Doc:      "Whether x differs from y, case-sensitively.",
			Impl:     Overloads{splCompare(func(c int) bool { return c != 0 })},
			Multi:    AnyValue,
			SPLCases: Cases{`"1.0"!="1"`: `false()`, `"a"!="A"`: `true()`, `null()!="a"`: `null()`},
		},
		{
			SPL: "<", Args: "x, y",
			Doc:      "Whether x is less than y.",
			Impl:     Overloads{splCompare(func(c int) bool { return c < 0 })},
			Multi:    AnyValue,
			SPLCases: Cases{`"9"<"10"`: `true()`, `"b"<"a"`: `false()`, `"A"<"a"`: `true()`},
		},
		{
			SPL: "<=", Args: "x, y",
			Doc:      "Whether x is less than or equal to y.",
			Impl:     Overloads{splCompare(func(c int) bool { return c <= 0 })},
			Multi:    AnyValue,
			SPLCases: Cases{`"10"<=10.0`: `true()`, `2<=1`: `false()`},
		},
		{
			SPL: ">", Args: "x, y",
			Doc:      "Whether x is greater than y.",
			Impl:     Overloads{splCompare(func(c int) bool { return c > 0 })},
			Multi:    AnyValue,
			SPLCases: Cases{`"10">"9"`: `true()`, `"a">"B"`: `true()`},
		},
		{
			SPL: ">=", Args: "x, y",
			Doc:      "Whether x is greater than or equal to y.",
			Impl:     Overloads{splCompare(func(c int) bool { return c >= 0 })},
			Multi:    AnyValue,
			SPLCases: Cases{`10>=9`: `true()`, `"a">=1`: `true()`},
		},
	}
}

// splCompare turns a test on the sign of a comparison into an operator.
func splCompare(holds func(int) bool) Overload {
	table3 := [3]bool{holds(-1), holds(0), holds(1)}
	return anyOverload(2, 2, table.TypeBool, func(c *Call, args []table.Column) (table.Column, error) {
		x, y := numbers(args[0]), numbers(args[1])
		out := make([]bool, c.N)
		numeric := anyNull(c.N, x.mask(), y.mask())
		if numeric == nil {
			if x.ints != nil && y.ints != nil {
				for i := range out {
					out[i] = table3[1+splOrder(x.ints[i*x.step], y.ints[i*y.step])]
				}
			} else {
				for i := range out {
					out[i] = table3[1+splOrder(x.real(i), y.real(i))]
				}
			}
			return table.NewVec(out, nil), nil
		}
		a, b := textArg(args[0]), textArg(args[1])
		nulls := anyNull(c.N, a.mask(), b.mask())
		for i := range out {
			switch {
			case nulls != nil && nulls[i]:
			case !numeric[i]:
				out[i] = table3[1+splOrder(x.real(i), y.real(i))]
			default:
				out[i] = table3[1+strings.Compare(a.At(i), b.At(i))]
			}
		}
		return table.NewVec(out, nulls), nil
	})
}

func splOrder[T int64 | float64](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// looseCompare orders two values as the operators do.
func looseCompare(x, y table.Value) int {
	xi, xf, xInt, ok := looseValue(x)
	if ok {
		if yi, yf, yInt, ok := looseValue(y); ok {
			if xInt && yInt {
				return splOrder(xi, yi)
			}
			return splOrder(eitherReal(xi, xf, xInt), eitherReal(yi, yf, yInt))
		}
	}
	return strings.Compare(Text(x), Text(y))
}

func eitherReal(i int64, f float64, isInt bool) float64 {
	if isInt {
		return float64(i)
	}
	return f
}
