package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// typedKey is a sort key whose typed order is that of c by its looks, where
// there is one: all rows compare as text, or all are numbers. The key can then
// be ranked.
func typedKey(c table.Column, key plan.SortKey) (table.Column, plan.SortKey) {
	var looks table.Column
	switch key.Order {
	case plan.OrderTyped:
		return c, key
	case plan.OrderText:
		looks = texts(table.Resolve(c))
	case plan.OrderAuto, plan.OrderNumber:
		if looks = numbers(table.Resolve(c)); looks == nil {
			return c, key
		}
	default:
		return c, key
	}
	key.Order = plan.OrderTyped
	return looks, key
}

// texts is a column of what c's values look like.
func texts(c table.Column) table.Column {
	switch c.(type) {
	case *table.Dict, *table.Vec[string], *table.Const:
		return c
	}
	vals := make([]string, c.Len())
	var nulls []bool
	for i := range vals {
		if !c.Null(i) {
			vals[i] = newLooseKey(c.Value(i), plan.OrderText).text
			continue
		}
		if nulls == nil {
			nulls = make([]bool, len(vals))
		}
		nulls[i] = true
	}
	return table.NewVec(vals, nulls)
}

// numbers is a column of the numbers that a column of numbers looks like, nil
// for another one.
func numbers(c table.Column) table.Column {
	var out []float64
	switch c := c.(type) {
	case *table.Vec[int32]:
		out = reals(c.Vals())
	case *table.Vec[int64]:
		out = reals(c.Vals())
	case *table.Vec[float64]:
		out = make([]float64, c.Len())
		for i, f := range c.Vals() {
			if f == float64(int32(f)) {
				out[i] = f
				continue
			}
			n, ok := functions.LooseNumber(functions.FormatNumber(f)) // fewer digits
			if !ok && !c.Null(i) {
				return nil
			}
			out[i] = realOf(n)
		}
	default:
		return nil
	}
	return table.NewVec(out, c.(interface{ Nulls() []bool }).Nulls())
}

func reals[T int32 | int64](vals []T) []float64 {
	out := make([]float64, len(vals))
	for i, x := range vals {
		out[i] = float64(x)
	}
	return out
}
