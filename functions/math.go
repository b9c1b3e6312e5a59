package functions

import "math"

// mathematics: functions of real numbers.
// https://learn.microsoft.com/kusto/query/scalar-functions#mathematical-functions
func mathematics() []Func {
	return []Func{
		realFunc("acos", "The angle, in radians, whose cosine is number.", math.Acos, "$1", Cases{`acos(1)`: `0.0`}),
		realFunc("asin", "The angle, in radians, whose sine is number.", math.Asin, "$1", Cases{`asin(0)`: `0.0`}),
		realFunc("atan", "The angle, in radians, whose tangent is number.", math.Atan, "$1", Cases{`atan(0)`: `0.0`}),
		realFunc("cos", "The cosine of an angle in radians.", math.Cos, "$1", Cases{`cos(0)`: `1.0`}),
		realFunc("sin", "The sine of an angle in radians.", math.Sin, "$1", Cases{`sin(0)`: `0.0`}),
		realFunc("tan", "The tangent of an angle in radians.", math.Tan, "$1", Cases{`tan(0)`: `0.0`}),
		realFunc("cot", "The cotangent of an angle in radians.", func(x float64) float64 { return 1 / math.Tan(x) }, "",
			Cases{`round(cot(1), 4)`: `0.6421`}),
		realFunc("degrees", "Radians as degrees.", func(x float64) float64 { return 180 / math.Pi * x }, "", Cases{`round(degrees(pi()), 6)`: `180.0`}),
		realFunc("radians", "Degrees as radians.", func(x float64) float64 { return math.Pi / 180 * x }, "", Cases{`radians(180) == pi()`: `true`}),
		realFunc("exp", "e to the power of number.", math.Exp, "$1", Cases{`exp(0)`: `1.0`}),
		realFunc("exp2", "2 to the power of number.", math.Exp2, "$1", Cases{`exp2(3)`: `8.0`}),
		realFunc("exp10", "10 to the power of number.", func(x float64) float64 { return math.Pow(10, x) }, "$1", Cases{`exp10(2)`: `100.0`}),
		realFunc("gamma", "The gamma function.", math.Gamma, "$1", Cases{`gamma(5)`: `24.0`}),
		realFunc("loggamma", "The logarithm of the absolute value of the gamma function.",
			func(x float64) float64 { y, _ := math.Lgamma(x); return y }, "$1", Cases{`round(loggamma(5), 4)`: `3.1781`}),
		realFunc("sqrt", "The square root; NaN below 0.", math.Sqrt, "$1", Cases{`sqrt(9)`: `3.0`, `isnan(sqrt(-1))`: `true`}),
		realFunc("erf", "The error function.", math.Erf, "$1", Cases{`erf(0)`: `0.0`}),
		realFunc("erfc", "The complementary error function.", math.Erfc, "$1", Cases{`erfc(0)`: `1.0`}),
		realFunc("sign", "-1, 0 or 1 by the sign of number.", sign, "", Cases{`sign(-2)`: `-1.0`, `sign(real(nan))`: `0.0`}),
		logFunc("log", "The natural logarithm; null below 0.", math.Log, Cases{`log(1)`: `0.0`, `log(-1.0)`: `real(null)`, `isinf(log(0.0))`: `true`}),
		logFunc("log2", "The logarithm to the base 2; null below 0.", math.Log2, Cases{`log2(8)`: `3.0`}),
		logFunc("log10", "The logarithm to the base 10; null below 0.", math.Log10, Cases{`log10(1000)`: `3.0`}),
	}
}

func realFunc(name, doc string, f func(float64) float64, resultName string, cases Cases) Func {
	return Func{KQL: name, Args: "number", Doc: doc, Impl: Overloads{Map1(f)}, ResultName: resultName, Cases: cases}
}

func logFunc(name, doc string, f func(float64) float64, cases Cases) Func {
	return Func{KQL: name, Args: "number", Doc: doc, ResultName: "$1", Cases: cases,
		Impl: Overloads{Map1OK(func(x float64) (float64, bool) { return f(x), !(x < 0) })}}
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}
