package functions

import (
	"math"

	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

// binning: values rounded down to multiples.
// https://learn.microsoft.com/kusto/query/bin-function
func binning() []Func {
	return []Func{
		{
			KQL: "bin floor", Args: "value, size", ResultName: "$1",
			Doc: "The greatest multiple of size that is not above value; null when size is not positive.",
			Impl: Overloads{
				Map2OK(func(x, size table.TimeSpan) (table.TimeSpan, bool) { return binAt(x, size, 0) }),
				Map2OK(func(x table.DateTime, size table.TimeSpan) (table.DateTime, bool) {
					return binAt(x, table.DateTime(size), 0)
				}),
				Map2OK(func(x, size int32) (int32, bool) { return binAt(x, size, 0) }),
				Map2OK(func(x, size int64) (int64, bool) { return binAt(x, size, 0) }),
				Map2OK(func(x, size float64) (float64, bool) { return math.Floor(x/size) * size, size > 0 }),
				Map2OK(binDecimal),
			},
			Cases: Cases{`bin(4.5, 1)`: `4.0`, `bin(-7, 5)`: `-10`, `bin(16d, 7d)`: `14d`, `bin(datetime(2007-01-02 13:45), 1h)`: `datetime(2007-01-02 13:00)`,
				`bin(datetime(2020-10-25), -1h)`: `datetime(null)`},
		},
		{
			KQL: "bin_at", Args: "value, size, point", ResultName: "$1",
			Doc: "Like bin, with multiples counted from point.",
			Impl: Overloads{
				Map3OK(func(x, size, at table.TimeSpan) (table.TimeSpan, bool) { return binAt(x, size, at) }),
				Map3OK(func(x table.DateTime, size table.TimeSpan, at table.DateTime) (table.DateTime, bool) {
					return binAt(x, table.DateTime(size), at)
				}),
				Map3OK(func(x, size, at int64) (int64, bool) { return binAt(x, size, at) }),
				Map3OK(func(x, size, at float64) (float64, bool) { return math.Floor((x-at)/size)*size + at, size > 0 }),
			},
			Cases: Cases{`bin_at(6.5, 2.5, 7)`: `4.5`, `bin_at(datetime(2007-01-02 13:45:30), 1d, datetime(2007-01-01 06:00))`: `datetime(2007-01-02 06:00)`},
		},
		{
			KQL: "ceiling", Args: "number", ResultName: "$1",
			Doc: "The least whole number that is not below number.",
			Impl: Overloads{
				Map1(math.Ceil), Map1(func(n int32) int32 { return n }), Map1(func(n int64) int64 { return n }), Map1OK(ceilDecimal),
			},
			Cases: Cases{
				`ceiling(1.1)`: `2.0`, `ceiling(-1.1)`: `-1.0`, `ceiling(3)`: `3`, `ceiling(dynamic(1.1))`: `2.0`,
				`ceiling(decimal(1.1))`: `decimal(2)`, `ceiling(decimal(-1.1))`: `decimal(-1)`,
			},
		},
		{
			KQL: "round", Args: "number, [digits]", ResultName: "$1", Const: 2,
			Doc: "Rounds to so many decimals (none), halves away from zero.",
			Impl: Overloads{
				Map1(math.Round), Map1(func(n int32) int32 { return n }), Map1(func(n int64) int64 { return n }),
				Map1OK(func(d table.Decimal) (table.Decimal, bool) { return roundDecimal(d, 0) }), Map2(roundReal),
				Map2(func(n int64, digits int64) int64 { return int64(roundReal(float64(n), min(digits, 0))) }), Map2OK(roundDecimal),
			},
			Cases: Cases{`round(2.5)`: `3.0`, `round(-2.5)`: `-3.0`, `round(3.14159, 2)`: `3.14`, `round(1256.0, -2)`: `1300.0`, `round(dynamic(2.5))`: `3.0`, `round(dynamic(2.56), 1)`: `2.6`},
		},
	}
}

// binAt rounds x down to at plus a multiple of size.
func binAt[T ~int32 | ~int64](x, size, at T) (T, bool) {
	if size <= 0 {
		return 0, false
	}
	r := (x - at) % size
	if r < 0 {
		r += size
	}
	return x - r, true
}

func binDecimal(x, size table.Decimal) (table.Decimal, bool) {
	if size.Number().Sign() <= 0 {
		return table.Decimal{}, false
	}
	r, ok := modDecimal(x, size)
	if !ok {
		return r, false
	}
	return lessDecimal(x, r)
}

func roundReal(x float64, digits int64) float64 {
	if digits > 300 || digits < -300 {
		return x
	}
	scale := math.Pow10(int(max(digits, -digits)))
	if digits < 0 {
		return math.Round(x/scale) * scale
	}
	r := math.Round(x*scale) / scale
	if math.IsInf(x*scale, 0) || math.IsNaN(r) {
		return x
	}
	return r
}

func ceilDecimal(d table.Decimal) (table.Decimal, bool) {
	return table.NewDecimal(d.Number().Ceil(0))
}

func roundDecimal(d table.Decimal, digits int64) (table.Decimal, bool) {
	if digits < -40 || digits > 40 {
		return d, true
	}
	return table.NewDecimal(d.Number().Round(int(digits), decimal128.ToNearestAway))
}
