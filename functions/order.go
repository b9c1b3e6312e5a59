package functions

import (
	"bytes"
	"cmp"
	"math"

	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

func compareDecimals(a, b table.Decimal) int { return decimal128.Compare(a.Number(), b.Number()) }

func compareGUIDs(a, b table.GUID) int { return bytes.Compare(a[:], b[:]) }

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// OrderValues orders values of any kind: numbers by value across their types,
// other kinds within themselves, and kinds one after the other, null first.
func OrderValues(a, b table.Value) int {
	ra, rb := orderClass(a.Kind()), orderClass(b.Kind())
	if ra != rb {
		return cmp.Compare(ra, rb)
	}
	switch a.Kind() {
	case table.KindBool:
		return compareBools(a.Bool(), b.Bool())
	case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal:
		return orderNumbers(a, b)
	case table.KindDateTime:
		return cmp.Compare(a.DateTime(), b.DateTime())
	case table.KindTimeSpan:
		return cmp.Compare(a.TimeSpan(), b.TimeSpan())
	case table.KindString:
		return cmp.Compare(a.Str(), b.Str())
	case table.KindGUID:
		return compareGUIDs(a.GUID(), b.GUID())
	case table.KindArray, table.KindBag:
		return bytes.Compare(table.AppendJSON(nil, a), table.AppendJSON(nil, b))
	}
	return 0
}

func orderClass(k table.Kind) int {
	switch k {
	case table.KindNull:
		return 0
	case table.KindBool:
		return 1
	case table.KindInt, table.KindLong, table.KindReal, table.KindDecimal:
		return 2
	case table.KindTimeSpan:
		return 3
	case table.KindDateTime:
		return 4
	case table.KindString:
		return 5
	case table.KindGUID:
		return 6
	case table.KindArray:
		return 7
	}
	return 8
}

func orderNumbers(a, b table.Value) int {
	isInt := func(v table.Value) bool { return v.Kind() == table.KindInt || v.Kind() == table.KindLong }
	if isInt(a) && isInt(b) {
		return cmp.Compare(a.Int(), b.Int())
	}
	if a.Kind() == table.KindDecimal || b.Kind() == table.KindDecimal {
		x, okX := toDecimal(a)
		y, okY := toDecimal(b)
		if okX && okY {
			return compareDecimals(x, y)
		}
	}
	return cmp.Compare(realOf(a), realOf(b))
}

// realOf is a number of any type as a float64, NaN for what is no number.
func realOf(v table.Value) float64 {
	switch v.Kind() {
	case table.KindInt, table.KindLong:
		return float64(v.Int())
	case table.KindReal:
		return v.Real()
	case table.KindDecimal:
		return decimalReal(v.Decimal())
	}
	return math.NaN()
}
