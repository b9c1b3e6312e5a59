package functions

import (
	"cmp"
	"math"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// dynamicCompare compares boxed values. A string beside a number is read as one.
func dynamicCompare(op compareOp, left, right table.Type) Overload {
	return Overload{
		Params: []table.Type{left, right},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a, b := NewArg[table.Value](args[0]), NewArg[table.Value](args[1])
			n := c.N
			if a.step == 0 && b.step == 0 {
				n = min(n, 1)
			}
			out := make([]bool, n)
			var nulls []bool
			for i := range out {
				yes, known := compareBoxed(op, a.At(i), b.At(i), left != right)
				if !known {
					if nulls == nil {
						nulls = make([]bool, n)
					}
					nulls[i] = true
				}
				out[i] = yes
			}
			return constantOr(table.NewVec(out, nulls), c.N), nil
		},
	}
}

// compareBoxed is op on two values; known is false where the answer is null.
func compareBoxed(op compareOp, x, y table.Value, asNumbers bool) (yes, known bool) {
	if asNumbers {
		x, y = numberIn(x), numberIn(y)
	}
	if x.IsNull() || y.IsNull() {
		if op <= opNE && x.IsNull() != y.IsNull() {
			return op == opNE, true
		}
		return false, false
	}
	sign, comparable := CompareValues(x, y)
	if comparable {
		return op.holds(sign), true
	}
	if op > opNE { // NaN, or kinds that have no order between them
		return false, numberRank(x) > 0 && numberRank(y) > 0
	}
	return EqualValues(x, y) == (op == opEQ), true
}

// numberIn reads a bool or text as the number in it; other things are null.
func numberIn(v table.Value) table.Value {
	switch v.Kind() {
	case table.KindBool:
		if v.Bool() {
			return table.LongValue(1)
		}
		return table.LongValue(0)
	case table.KindString:
		if n, ok := parseLong(v.Str()); ok {
			return table.LongValue(n)
		}
		return boxOK(parseReal(v.Str()))
	}
	if numberRank(v) == 0 {
		return table.Value{}
	}
	return v
}

// CompareValues orders two values of one kind, or two numbers. It is false for
// null, NaN, arrays, bags and different kinds.
func CompareValues(x, y table.Value) (int, bool) {
	switch rank := max(numberRank(x), numberRank(y)); {
	case numberRank(x) > 0 && numberRank(y) > 0:
		return compareNumbers(rank, x, y)
	case x.Kind() != y.Kind():
		return 0, false
	}
	switch x.Kind() {
	case table.KindBool:
		return cmp.Compare(numberIn(x).Int(), numberIn(y).Int()), true
	case table.KindDateTime:
		return cmp.Compare(x.DateTime(), y.DateTime()), true
	case table.KindTimeSpan:
		return cmp.Compare(x.TimeSpan(), y.TimeSpan()), true
	case table.KindString:
		return strings.Compare(x.Str(), y.Str()), true
	case table.KindGUID:
		a, b := x.GUID(), y.GUID()
		return strings.Compare(string(a[:]), string(b[:])), true
	}
	return 0, false
}

func compareNumbers(rank int, x, y table.Value) (int, bool) {
	switch rank {
	case 1:
		return cmp.Compare(x.Int(), y.Int()), true
	case 2:
		a, _ := convert[float64](x)
		b, _ := convert[float64](y)
		return cmp.Compare(a, b), !math.IsNaN(a) && !math.IsNaN(b)
	}
	a, okA := toDecimal(x)
	b, okB := toDecimal(y)
	return compareDecimals(a, b), okA && okB
}

// EqualValues is equality of JSON values: numbers by value, arrays in order,
// bags without regard to the order of their keys. Null equals null.
func EqualValues(x, y table.Value) bool {
	if sign, ok := CompareValues(x, y); ok {
		return sign == 0
	}
	if x.Kind() != y.Kind() {
		return false
	}
	switch x.Kind() {
	case table.KindNull:
		return true
	case table.KindArray:
		a, b := x.Array(), y.Array()
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			if !EqualValues(a[i], b[i]) {
				return false
			}
		}
		return true
	case table.KindBag:
		return equalBags(x.Bag(), y.Bag())
	}
	return false
}

func equalBags(a, b *table.Bag) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		key, v := a.At(i)
		if w, ok := b.Get(key); !ok || !EqualValues(v, w) {
			return false
		}
	}
	return true
}
