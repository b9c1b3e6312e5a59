package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// seriesMath: arithmetic and comparison of series, element by element.
func seriesMath() []Func {
	all := []Func{
		seriesBinary("series_add", "Adds", func(a, b int64) int64 { return a + b }, func(a, b float64) float64 { return a + b },
			Cases{`series_add(dynamic([1,2]), dynamic([3,4]))`: `dynamic([4,6])`, `series_add(dynamic([1,null]), 1)`: `dynamic([2,null])`}),
		seriesBinary("series_subtract", "Subtracts", func(a, b int64) int64 { return a - b }, func(a, b float64) float64 { return a - b },
			Cases{`series_subtract(dynamic([1,2,4]), dynamic([4,2,1]))`: `dynamic([-3,0,3])`}),
		seriesBinary("series_multiply", "Multiplies", func(a, b int64) int64 { return a * b }, func(a, b float64) float64 { return a * b },
			Cases{`series_multiply(dynamic([1,2,4]), 2)`: `dynamic([2,4,8])`}),
		seriesBinary("series_divide", "Divides", nil, func(a, b float64) float64 { return a / b },
			Cases{`series_divide(dynamic([1,2,4]), dynamic([4,2,1]))`: `dynamic([0.25,1.0,4.0])`}),
		seriesBinary("series_pow", "Raises to a power", nil, math.Pow,
			Cases{`series_pow(dynamic([1,2,3]), 2)`: `dynamic([1.0,4.0,9.0])`}),
		seriesUnary("series_exp", "exponential", math.Exp, Cases{`series_exp(dynamic([0]))`: `dynamic([1.0])`}),
		seriesUnary("series_log", "natural logarithm", math.Log, Cases{`series_log(dynamic([1]))`: `dynamic([0.0])`}),
		seriesUnary("series_sin", "sine", math.Sin, Cases{`series_sin(dynamic([0]))`: `dynamic([0.0])`}),
		seriesUnary("series_cos", "cosine", math.Cos, Cases{`series_cos(dynamic([0]))`: `dynamic([1.0])`}),
		seriesUnary("series_tan", "tangent", math.Tan, Cases{`series_tan(dynamic([0]))`: `dynamic([0.0])`}),
		seriesUnary("series_asin", "arcsine", math.Asin, Cases{`series_asin(dynamic([0]))`: `dynamic([0.0])`}),
		seriesUnary("series_acos", "arccosine", math.Acos, Cases{`series_acos(dynamic([1]))`: `dynamic([0.0])`}),
		seriesUnary("series_atan", "arctangent", math.Atan, Cases{`series_atan(dynamic([0]))`: `dynamic([0.0])`}),
		seriesUnary("series_ceiling", "value rounded up", math.Ceil, Cases{`series_ceiling(dynamic([-1.5,1,2.5]))`: `dynamic([-1.0,1.0,3.0])`}),
		seriesUnary("series_floor", "value rounded down", math.Floor, Cases{`series_floor(dynamic([-1.5,1,2.5]))`: `dynamic([-2.0,1.0,2.0])`}),
		seriesSigned("series_abs", "absolute value", func(n int64) int64 { return max(n, -n) }, math.Abs, Cases{`series_abs(dynamic([-6.5,0,8]))`: `dynamic([6.5,0,8])`}),
		seriesSigned("series_sign", "sign (-1, 0 or 1)", func(n int64) int64 { return int64(signOf(float64(n))) }, signOf, Cases{`series_sign(dynamic([-6,0,8]))`: `dynamic([-1,0,1])`}),
	}
	for _, c := range []struct {
		name, op string
		holds    func(order int) bool
	}{
		{"series_equals", "equal", func(o int) bool { return o == 0 }},
		{"series_not_equals", "not equal", func(o int) bool { return o != 0 }},
		{"series_less", "less", func(o int) bool { return o < 0 }},
		{"series_less_equals", "less or equal", func(o int) bool { return o <= 0 }},
		{"series_greater", "greater", func(o int) bool { return o > 0 }},
		{"series_greater_equals", "greater or equal", func(o int) bool { return o >= 0 }},
	} {
		all = append(all, seriesCompare(c.name, c.op, c.holds))
	}
	return all
}

func signOf(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func isNumber(v table.Value) bool { return v.Type().Numeric() }

func seriesUnary(name, what string, f func(float64) float64, cases Cases) Func {
	return seriesSigned(name, what, nil, f, cases)
}

// seriesSigned keeps integers integers by f on them, when there is one.
func seriesSigned(name, what string, onInt func(int64) int64, f func(float64) float64, cases Cases) Func {
	return Func{
		KQL: name, Args: "series",
		Doc: "Gives the " + what + " of each element; null where it is no number.",
		Impl: Overloads{mapSeries(nil, 0, table.TypeDynamic, func(a, _ []table.Value) (table.Value, bool) {
			out := make([]table.Value, len(a))
			for i, v := range a {
				switch {
				case onInt != nil && isInteger(v):
					out[i] = table.LongValue(onInt(v.Int()))
				case isNumber(v):
					out[i] = table.RealValue(f(realOf(v)))
				}
			}
			return table.ArrayValue(out), true
		})},
		Cases: cases,
	}
}

// seriesPairs is the shape of functions of two series, or a series and a
// number; elements past the end of the shorter series are null.
func seriesPairs(name, doc string, result table.Type, f func(pairs [][2]table.Value) table.Value, cases Cases) Func {
	return Func{
		KQL: name, Args: "series1, series2", Doc: doc,
		Impl: Overloads{{
			Params: []table.Type{table.TypeUnknown, table.TypeUnknown},
			ResultOf: func(args []table.Type) table.Type {
				fits := func(t table.Type) bool { return t == table.TypeDynamic || t == table.TypeUnknown || t.Numeric() }
				if !fits(args[0]) || !fits(args[1]) || args[0].Numeric() && args[1].Numeric() {
					return table.TypeUnknown
				}
				return result
			},
			Kernel: func(c *Call, args []table.Column) (table.Column, error) {
				x, y := NewArg[table.Value](args[0]), NewArg[table.Value](args[1])
				b := table.NewBuilder(result, c.N)
				for i := range c.N {
					pairs, ok := pairUp(x.At(i), y.At(i))
					if !ok {
						b.Append(table.Value{})
						continue
					}
					b.Append(f(pairs))
				}
				return b.Column(), nil
			},
		}},
		Cases: cases,
	}
}

func pairUp(x, y table.Value) ([][2]table.Value, bool) {
	a, b := x.Array(), y.Array()
	xs, ys := x.Kind() == table.KindArray, y.Kind() == table.KindArray
	if !xs && !(ys && isNumber(x)) || !ys && !(xs && isNumber(y)) {
		return nil, false
	}
	pairs := make([][2]table.Value, max(len(a), len(b)))
	for i := range pairs {
		if !xs {
			pairs[i][0] = x
		} else if i < len(a) {
			pairs[i][0] = a[i]
		}
		if !ys {
			pairs[i][1] = y
		} else if i < len(b) {
			pairs[i][1] = b[i]
		}
	}
	return pairs, true
}

func seriesBinary(name, verb string, onInt func(a, b int64) int64, f func(a, b float64) float64, cases Cases) Func {
	return seriesPairs(name, verb+" two series element by element; a number stands for a series of it.", table.TypeDynamic, func(pairs [][2]table.Value) table.Value {
		out := make([]table.Value, len(pairs))
		for i, p := range pairs {
			switch {
			case onInt != nil && isInteger(p[0]) && isInteger(p[1]):
				out[i] = table.LongValue(onInt(p[0].Int(), p[1].Int()))
			case isNumber(p[0]) && isNumber(p[1]):
				out[i] = table.RealValue(f(realOf(p[0]), realOf(p[1])))
			}
		}
		return table.ArrayValue(out)
	}, cases)
}

func seriesCompare(name, op string, holds func(order int) bool) Func {
	want := `dynamic([` + map[bool]string{true: "true", false: "false"}[holds(-1)] + `])`
	return seriesPairs(name, "Tells for each element whether the first series' is "+op+" to the second's; null where one is no number.", table.TypeDynamic, func(pairs [][2]table.Value) table.Value {
		out := make([]table.Value, len(pairs))
		for i, p := range pairs {
			if isNumber(p[0]) && isNumber(p[1]) {
				out[i] = table.BoolValue(holds(orderNumbers(p[0], p[1])))
			}
		}
		return table.ArrayValue(out)
	}, Cases{name + `(dynamic([1]), dynamic([4]))`: want})
}
