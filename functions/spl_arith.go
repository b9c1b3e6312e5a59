package functions

import (
	"math"
	"math/bits"

	"github.com/goshawk-lang/goshawk/table"
)

// splArithmetic: the arithmetic operators of eval and where.
func splArithmetic() []Func {
	return []Func{
		{
			SPL: "+", Args: "x, y",
			Doc:      "Adds two numbers, or joins two strings that are not both numbers.",
			Impl:     Overloads{anyOverload(2, 2, table.TypeDynamic, splPlus)},
			SPLCases: Cases{`1+2`: `3`, `"ab"+"cd"`: `"abcd"`, `0.1+1.4`: `1.5`, `1+null()`: `null()`, `1+"a"`: `null()`},
		},
		{
			SPL: "-", Args: "x, y",
			Doc:      "Subtracts y from x; null when one is not a number.",
			Impl:     Overloads{splCalc(subLongs, func(x, y float64) float64 { return x - y })},
			SPLCases: Cases{`5-7`: `-2`, `"5"-"1.5"`: `3.5`, `"a"-1`: `null()`},
		},
		{
			SPL: "*", Args: "x, y",
			Doc:      "Multiplies two numbers; null when one is not a number.",
			Impl:     Overloads{splCalc(mulLongs, func(x, y float64) float64 { return x * y })},
			SPLCases: Cases{`6*7`: `42`, `"2"*1.5`: `3`, `"a"*1`: `null()`},
		},
		{
			SPL: "/", Args: "x, y",
			Doc:      "Divides x by y; null when y is 0 or one is not a number.",
			Impl:     Overloads{splCalc(nil, splDivide)},
			SPLCases: Cases{`10/4`: `2.5`, `10/5`: `2`, `1/0`: `null()`, `"a"/2`: `null()`},
		},
		{
			SPL: "%", Args: "x, y",
			Doc:      "The remainder of dividing x by y; null when y is 0.",
			Impl:     Overloads{splCalc(modLongs, splRemainder)},
			SPLCases: Cases{`7%4`: `3`, `7%0`: `null()`, `7.5%2`: `1.5`},
		},
		{
			SPL: "neg", Args: "x",
			Doc:      "The number x with its sign changed.",
			Impl:     Overloads{splNumeric(func(x int64) (int64, bool) { return -x, x != math.MinInt64 }, func(x float64) float64 { return -x })},
			SPLCases: Cases{`-(3)`: `0-3`, `-("x")`: `null()`},
		},
		{
			SPL: ".", Args: "x, y",
			Doc:      "Joins the texts of x and y; null when one is null.",
			Impl:     Overloads{Map2(func(x, y string) string { return x + y })},
			SPLCases: Cases{`"a"."b"`: `"ab"`, `1 . "x"`: `"1x"`, `"a" . null()`: `null()`},
		},
	}
}

func addLongs(x, y int64) (int64, bool) {
	s := x + y
	return s, (s > x) == (y > 0)
}

func subLongs(x, y int64) (int64, bool) {
	d := x - y
	return d, (d < x) == (y > 0)
}

func mulLongs(x, y int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(abs64(x)), uint64(abs64(y)))
	return x * y, hi == 0 && lo < 1<<63 && x != math.MinInt64 && y != math.MinInt64
}

func abs64(x int64) int64 {
	if x < 0 {
		return -x
	}
	return x
}

func modLongs(x, y int64) (int64, bool) {
	if y == 0 {
		return 0, false // remainder then says that it is null
	}
	return x % y, true
}

func splDivide(x, y float64) float64 {
	if y == 0 {
		return math.NaN()
	}
	return x / y
}

func splRemainder(x, y float64) float64 {
	if y == 0 {
		return math.NaN()
	}
	return math.Mod(x, y)
}

// splCalc is an operator on two numbers. longs answers for whole numbers
// where it can (false: use reals); NaN from reals gives null.
func splCalc(longs func(x, y int64) (int64, bool), reals func(x, y float64) float64) Overload {
	return anyOverload(2, 2, table.TypeDynamic, func(c *Call, args []table.Column) (table.Column, error) {
		x, y := numbers(args[0]), numbers(args[1])
		return splCalculate(c.N, &x, &y, longs, reals), nil
	})
}

func splCalculate(n int, x, y *numCol, longs func(x, y int64) (int64, bool), reals func(x, y float64) float64) table.Column {
	nulls := anyNull(n, x.mask(), y.mask())
	if longs != nil && x.ints != nil && y.ints != nil {
		if out := calculateLongs(n, x, y, nulls, longs); out != nil {
			return table.NewVec(out, nulls)
		}
	}
	out := make([]float64, n)
	for i := range out {
		if nulls != nil && nulls[i] {
			continue
		}
		r := reals(x.real(i), y.real(i))
		if math.IsNaN(r) || math.IsInf(r, 0) {
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[i] = true
			continue
		}
		out[i] = r
	}
	return table.NewVec(out, nulls)
}

// calculateLongs gives nil when some row does not fit 64 bits.
func calculateLongs(n int, x, y *numCol, nulls []bool, longs func(x, y int64) (int64, bool)) []int64 {
	out := make([]int64, n)
	for i := range out {
		if nulls != nil && nulls[i] {
			continue
		}
		r, ok := longs(x.ints[i*x.step], y.ints[i*y.step])
		if !ok {
			return nil
		}
		out[i] = r
	}
	return out
}

// splPlus adds where both are numbers and joins where both are strings.
func splPlus(c *Call, args []table.Column) (table.Column, error) {
	x, y := numbers(args[0]), numbers(args[1])
	sum := splCalculate(c.N, &x, &y, addLongs, func(x, y float64) float64 { return x + y })
	var joined []table.Value
	for i := range c.N {
		if !sum.Null(i) {
			continue
		}
		a, b := args[0].Value(i), args[1].Value(i)
		if a.Kind() != table.KindString || b.Kind() != table.KindString {
			continue
		}
		if joined == nil {
			joined = make([]table.Value, c.N)
			for k := range i {
				joined[k] = sum.Value(k)
			}
		}
		joined[i] = table.StringValue(a.Str() + b.Str())
	}
	if joined == nil {
		return sum, nil
	}
	for i := range joined {
		if joined[i].IsNull() {
			joined[i] = sum.Value(i)
		}
	}
	return table.Narrow(table.NewVec(joined, nil)), nil
}

// splNumeric is a function of one number that keeps whole numbers whole where
// longs says so; NaN and infinities give null.
func splNumeric(longs func(int64) (int64, bool), reals func(float64) float64) Overload {
	return anyOverload(1, 1, table.TypeDynamic, func(c *Call, args []table.Column) (table.Column, error) {
		x := numbers(args[0])
		one := numCol{ints: []int64{0}}
		var l func(x, _ int64) (int64, bool)
		if longs != nil {
			l = func(x, _ int64) (int64, bool) { return longs(x) }
		}
		return splCalculate(c.N, &x, &one, l, func(x, _ float64) float64 { return reals(x) }), nil
	})
}

// splNumeric2 is the same for two numbers.
func splNumeric2(f func(x, y float64) float64) Overload { return splCalc(nil, f) }
