package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// arithmetic: + - * / % and the unary minus.
// https://learn.microsoft.com/kusto/query/numerical-operators
func arithmetic() []Func {
	return []Func{
		{
			KQL: "+", Args: "left, right",
			Doc:  "Adds two numbers, two timespans, or a timespan to a datetime; longs wrap around.",
			Impl: addition(),
			Cases: Cases{`1 + 2`: `3`, `1 + 0.5`: `1.5`, `1h + 30m`: `1.5h`, `9223372036854775807 + 1`: `-9223372036854775807 - 1`,
				`datetime(2020-01-01) + 1d`: `datetime(2020-01-02)`, `datetime(2020-01-01) + timespan(null)`: `datetime(null)`},
		},
		{
			KQL: "-", Args: "left, right",
			Doc:  "Subtracts numbers, timespans, a timespan from a datetime, or two datetimes.",
			Impl: subtraction(),
			Cases: Cases{`1 - 2`: `-1`, `1.5 - 1`: `0.5`, `datetime(2020-01-02) - datetime(2020-01-01)`: `1d`,
				`datetime(2020-01-02) - 1d`: `datetime(2020-01-01)`, `int(null) - 1`: `long(null)`},
		},
		{
			KQL: "*", Args: "left, right",
			Doc:   "Multiplies two numbers, or a timespan by a number; longs wrap around.",
			Impl:  multiplication(),
			Cases: Cases{`2 * 3`: `6`, `2 * 1.5`: `3.0`, `1d * 2.5`: `2.5d`, `2 * 1d`: `2d`},
		},
		{
			KQL: "/", Args: "left, right",
			Doc:  "Divides numbers (whole numbers toward zero, null by zero), timespans by each other or by a number.",
			Impl: division(),
			Cases: Cases{`10 / 3`: `3`, `-7 / 2`: `-3`, `10 / 0`: `long(null)`, `1.0 / 4`: `0.25`, `isinf(1.0 / 0.0)`: `true`,
				`1d / 1h`: `24.0`, `90m / 2`: `45m`},
		},
		{
			KQL: "%", Args: "left, right",
			Doc:   "The remainder, which is never negative; null modulo zero.",
			Impl:  modulo(),
			Cases: Cases{`-14 % 12`: `10`, `14 % -12`: `2`, `-5.5 % 2.0`: `0.5`, `1 % 0`: `long(null)`, `90m % 1h`: `30m`},
		},
		{
			KQL: "neg", Args: "number",
			Doc: "The unary minus.",
			Impl: Overloads{
				Map1(func(a int64) int64 { return -a }), Map1(func(a float64) float64 { return -a }),
				Map1(negDecimal), Map1(func(a table.TimeSpan) table.TimeSpan { return -a }), Map1(negDynamic),
			},
			Cases: Cases{`-(1 + 2)`: `-3`, `-(1h)`: `-1h`},
		},
	}
}

func addition() Overloads {
	return dynamicVariants(Overloads{
		Zip(func(a, b int64) int64 { return a + b }),
		Zip(func(a, b float64) float64 { return a + b }),
		Map2OK(sumDecimal),
		Zip(func(a, b table.TimeSpan) table.TimeSpan { return a + b }),
		Map2OK(addTime), Map2OK(func(b table.TimeSpan, a table.DateTime) (table.DateTime, bool) { return addTime(a, b) }),
		dynamicOp("+"),
	})
}

func subtraction() Overloads {
	return dynamicVariants(Overloads{
		Zip(func(a, b int64) int64 { return a - b }),
		Zip(func(a, b float64) float64 { return a - b }),
		Map2OK(lessDecimal),
		Zip(func(a, b table.TimeSpan) table.TimeSpan { return a - b }),
		Zip(func(a, b table.DateTime) table.TimeSpan { return table.TimeSpan(a - b) }),
		Map2OK(func(a table.DateTime, b table.TimeSpan) (table.DateTime, bool) { return addTime(a, -b) }),
		dynamicOp("-"),
	})
}

func multiplication() Overloads {
	return dynamicVariants(Overloads{
		Zip(func(a, b int64) int64 { return a * b }),
		Zip(func(a, b float64) float64 { return a * b }),
		Map2OK(productDecimal),
		Zip(func(a table.TimeSpan, b int64) table.TimeSpan { return a * table.TimeSpan(b) }),
		Zip(func(a int64, b table.TimeSpan) table.TimeSpan { return table.TimeSpan(a) * b }),
		Map2OK(scaleTimeSpan),
		Map2OK(func(b float64, a table.TimeSpan) (table.TimeSpan, bool) { return scaleTimeSpan(a, b) }),
		dynamicOp("*"),
	})
}

func division() Overloads {
	return dynamicVariants(Overloads{
		Map2OK(divLong),
		Zip(func(a, b float64) float64 { return a / b }),
		Map2OK(divDecimal),
		Zip(func(a, b table.TimeSpan) float64 { return float64(a) / float64(b) }),
		Map2OK(func(a table.TimeSpan, b int64) (table.TimeSpan, bool) {
			q, ok := divLong(int64(a), b)
			return table.TimeSpan(q), ok
		}),
		Map2OK(func(a table.TimeSpan, b float64) (table.TimeSpan, bool) { return realTicks(float64(a) / b) }),
		Zip(func(a table.DateTime, b table.TimeSpan) float64 { return float64(a) / float64(b) }),
		Zip(func(a, b table.DateTime) float64 { return float64(a) / float64(b) }),
		dynamicOp("/"),
	})
}

func modulo() Overloads {
	return dynamicVariants(Overloads{
		Map2OK(modLong),
		Zip(modReal),
		Map2OK(modDecimal),
		Map2OK(func(a, b table.TimeSpan) (table.TimeSpan, bool) {
			r, ok := modLong(int64(a), int64(b))
			return table.TimeSpan(r), ok
		}),
		Map2OK(func(a table.DateTime, b table.TimeSpan) (table.TimeSpan, bool) {
			r, ok := modLong(int64(a), int64(b))
			return table.TimeSpan(r), ok
		}),
		dynamicOp("%"),
	})
}

// addTime gives null outside of the years 1 to 9999.
func addTime(a table.DateTime, b table.TimeSpan) (table.DateTime, bool) {
	sum := a + table.DateTime(b)
	return sum, inTime(sum) && (b >= 0) == (sum >= a)
}

func inTime(d table.DateTime) bool { return d >= table.MinDateTime && d <= table.MaxDateTime }

func scaleTimeSpan(a table.TimeSpan, by float64) (table.TimeSpan, bool) {
	return realTicks(float64(a) * by)
}

func realTicks(f float64) (table.TimeSpan, bool) {
	if math.IsNaN(f) || f >= math.MaxInt64 || f <= math.MinInt64 {
		return 0, false
	}
	return table.TimeSpan(f), true
}

func divLong(a, b int64) (int64, bool) {
	if b == 0 {
		return 0, false
	}
	return a / b, true
}

func modLong(a, b int64) (int64, bool) {
	if b == 0 {
		return 0, false
	}
	r := a % b
	if r < 0 {
		if b < 0 {
			return r - b, true
		}
		return r + b, true
	}
	return r, true
}

func modReal(a, b float64) float64 {
	r := math.Mod(a, b)
	if r < 0 {
		r += math.Abs(b)
	}
	return r
}
