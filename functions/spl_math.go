package functions

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/goshawk-lang/goshawk/table"
)

func sameLong(x int64) (int64, bool) { return x, true }

func absLong(x int64) (int64, bool) { return abs64(x), x != math.MinInt64 }

// splMath: mathematical functions.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/mathematical-functions
func splMath() []Func {
	return []Func{
		splMath1("abs", "The number without its sign.", splNumeric(absLong, math.Abs), Cases{`abs(-5)`: `5`, `abs("-1.5")`: `1.5`}),
		splMath1("ceiling ceil", "The number rounded up to a whole number.", splNumeric(sameLong, math.Ceil), Cases{`ceil(1.9)`: `2`, `ceiling(-1.5)`: `-1`}),
		splMath1("floor", "The number rounded down to a whole number.", splNumeric(sameLong, math.Floor), Cases{`floor(1.9)`: `1`, `floor("x")`: `null()`}),
		splMath1("exact", "The number itself, with all its digits.", splNumeric(sameLong, func(x float64) float64 { return x }), Cases{`exact(3.14*2)`: `6.28`}),
		splMath1("exp", "e to the power of the number.", splNumeric(nil, math.Exp), Cases{`exp(0)`: `1`}),
		splMath1("ln", "The natural logarithm.", splNumeric(nil, math.Log), Cases{`ln(1)`: `0`, `ln(0)`: `null()`}),
		splMath1("sqrt", "The square root; null for a negative number.", splNumeric(nil, math.Sqrt), Cases{`sqrt(9)`: `3`, `sqrt(-1)`: `null()`}),
		{
			SPL: "sigfig", Args: "x, figures",
			Doc:      "Rounds x to a number of significant figures; the binder passes those of the literals that x is computed from.",
			Impl:     Overloads{splNumeric2(sigFig)},
			Const:    2,
			SPLCases: Cases{`sigfig(1.00*1111)`: `1110`},
		},
		{
			SPL: "log", Args: "x, [base]",
			Doc:      "The logarithm of x to a base, 10 by default.",
			Impl:     Overloads{splNumeric(nil, math.Log10), splNumeric2(logBase)},
			SPLCases: Cases{`log(100)`: `2`, `log(8,2)`: `3`, `log(-1)`: `null()`},
		},
		{
			SPL: "pi", Doc: "The number pi, to 11 digits.",
			Impl: Overloads{anyOverload(0, 0, table.TypeDynamic, func(c *Call, _ []table.Column) (table.Column, error) {
				return table.NewConst(table.RealValue(3.14159265358), table.TypeReal, c.N), nil
			})},
			SPLCases: Cases{`pi()`: `3.14159265358`},
		},
		{
			SPL: "pow", Args: "x, y",
			Doc:      "x to the power of y.",
			Impl:     Overloads{splCalc(powLongs, math.Pow)},
			SPLCases: Cases{`pow(2,10)`: `1024`, `pow(2,0.5)*pow(2,0.5)>1.99`: `true()`, `pow("x",2)`: `null()`},
		},
		{
			SPL: "round", Args: "x, [decimals]",
			Doc:      "Rounds half away from zero on the decimal digits; to a whole number without decimals.",
			Impl:     Overloads{splNumeric(sameLong, func(x float64) float64 { return roundDigits(x, 0) }), splCalc(roundLong, func(x, y float64) float64 { return roundDigits(x, int(y)) })},
			SPLCases: Cases{`round(2.555,2)`: `2.56`, `round(3.5)`: `4`, `round(-2.5)`: `-3`, `round(10/3,2)`: `3.33`, `round("x",2)`: `null()`},
		},
		{
			SPL: "random", Doc: "A whole number from 0 to 2147483647.",
			Impl: Overloads{anyOverload(0, 0, table.TypeDynamic, func(c *Call, _ []table.Column) (table.Column, error) {
				out := make([]int64, c.N)
				for i := range out {
					out[i] = int64(rand.Int32())
				}
				return table.NewVec(out, nil), nil
			})},
			Volatile: true,
			SPLCases: Cases{`random()>=0`: `true()`},
		},
	}
}

func splMath1(names, doc string, impl Overload, cases Cases) Func {
	return Func{SPL: names, Args: "x", Doc: doc, Impl: Overloads{impl}, SPLCases: cases}
}

// splTrigonometry: trigonometric and hyperbolic functions, in radians.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/trig-and-hyperbolic-functions
func splTrigonometry() []Func {
	return []Func{
		splMath1("acos", "The arc cosine.", splNumeric(nil, math.Acos), Cases{`acos(1)`: `0`, `acos(2)`: `null()`}),
		splMath1("acosh", "The arc hyperbolic cosine.", splNumeric(nil, math.Acosh), Cases{`acosh(1)`: `0`}),
		splMath1("asin", "The arc sine.", splNumeric(nil, math.Asin), Cases{`asin(0)`: `0`}),
		splMath1("asinh", "The arc hyperbolic sine.", splNumeric(nil, math.Asinh), Cases{`asinh(0)`: `0`}),
		splMath1("atan", "The arc tangent.", splNumeric(nil, math.Atan), Cases{`atan(0)`: `0`}),
		splMath1("atanh", "The arc hyperbolic tangent.", splNumeric(nil, math.Atanh), Cases{`atanh(0)`: `0`, `atanh(1)`: `null()`}),
		splMath1("cos", "The cosine.", splNumeric(nil, math.Cos), Cases{`cos(0)`: `1`}),
		splMath1("cosh", "The hyperbolic cosine.", splNumeric(nil, math.Cosh), Cases{`cosh(0)`: `1`}),
		splMath1("sin", "The sine.", splNumeric(nil, math.Sin), Cases{`sin(0)`: `0`}),
		splMath1("sinh", "The hyperbolic sine.", splNumeric(nil, math.Sinh), Cases{`sinh(0)`: `0`}),
		splMath1("tan", "The tangent.", splNumeric(nil, math.Tan), Cases{`tan(0)`: `0`}),
		splMath1("tanh", "The hyperbolic tangent.", splNumeric(nil, math.Tanh), Cases{`tanh(0)`: `0`}),
		{SPL: "atan2", Args: "y, x", Doc: "The angle of the point (x, y).", Impl: Overloads{splNumeric2(math.Atan2)}, SPLCases: Cases{`atan2(0,1)`: `0`}},
		{SPL: "hypot", Args: "x, y", Doc: "The hypotenuse over the sides x and y.", Impl: Overloads{splNumeric2(math.Hypot)}, SPLCases: Cases{`hypot(3,4)`: `5`}},
	}
}

func logBase(x, base float64) float64 {
	switch base {
	case 2:
		return math.Log2(x)
	case 10:
		return math.Log10(x)
	}
	return math.Log(x) / math.Log(base)
}

// powLongs is exact where the result fits 53 bits.
func powLongs(x, y int64) (int64, bool) {
	f := math.Pow(float64(x), float64(y))
	if y < 0 || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

func roundLong(x, decimals int64) (int64, bool) { return x, decimals >= 0 }

// roundDigits rounds half away from zero on the shortest decimal text of x,
// so that 2.555 becomes 2.56 although its binary value is below.
func roundDigits(x float64, decimals int) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) || decimals > 300 || decimals < -300 {
		return x
	}
	if r, ok := roundPlain(math.Abs(x), decimals); ok {
		return math.Copysign(r, x)
	}
	return roundText(x, decimals)
}

func roundText(x float64, decimals int) float64 {
	text := strconv.FormatFloat(math.Abs(x), 'e', -1, 64)
	at := len(text) - 1
	for text[at] != 'e' {
		at--
	}
	exponent, err := strconv.Atoi(text[at+1:])
	if err != nil {
		return x
	}
	shifted, err := strconv.ParseFloat(text[:at]+"e"+strconv.Itoa(exponent+decimals), 64)
	if err != nil {
		return x
	}
	r := strconv.FormatFloat(math.Floor(shifted+0.5), 'f', 0, 64) + "e" + strconv.Itoa(-decimals)
	f, err := strconv.ParseFloat(r, 64)
	if err != nil {
		return x
	}
	return math.Copysign(f, x)
}

// roundPlain is roundDigits of numbers that are neither large nor near the
// middle of two results, where the digits of the text cannot matter: what a
// multiplication is off by is less than the distance to the middle.
func roundPlain(x float64, decimals int) (float64, bool) {
	if decimals < 0 || decimals >= len(powersOfTen) {
		return 0, false
	}
	shifted := x * powersOfTen[decimals]
	if shifted >= 1e9 {
		return 0, false
	}
	whole := math.Floor(shifted)
	switch part := shifted - whole; {
	case part > 0.5-1e-6 && part < 0.5+1e-6:
		return 0, false
	case part > 0.5:
		whole++
	}
	return whole / powersOfTen[decimals], true
}

var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// sigFig keeps so many figures.
func sigFig(x, figures float64) float64 {
	if x == 0 {
		return 0
	}
	return roundDigits(x, int(figures)-1-int(math.Floor(math.Log10(math.Abs(x)))))
}

// SignificantFigures counts the figures of a literal number: digits from the
// first that is not 0, trailing zeros included ("1.00" has 3).
func SignificantFigures(literal string) int {
	n := 0
	for i := range len(literal) {
		switch c := literal[i]; {
		case c == 'e' || c == 'E':
			return n
		case c >= '1' && c <= '9', c == '0' && n > 0:
			n++
		}
	}
	return n
}
