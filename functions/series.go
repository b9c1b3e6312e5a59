package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// rowArrays gives the arrays of a column row by row; false for rows that hold
// none.
func rowArrays(c table.Column) func(i int) ([]table.Value, bool) {
	a := NewArg[table.Value](c)
	return func(i int) ([]table.Value, bool) {
		v := a.At(i)
		return v.Array(), v.Kind() == table.KindArray
	}
}

// numbersOf reads an array's numbers; what is no number is NaN.
func numbersOf(a []table.Value) []float64 {
	out := make([]float64, len(a))
	for i, v := range a {
		out[i] = realOf(v)
	}
	return out
}

// realArray is the opposite of numbersOf: NaN becomes null.
func realArray(xs []float64) table.Value {
	out := make([]table.Value, len(xs))
	for i, x := range xs {
		if !math.IsNaN(x) {
			out[i] = table.RealValue(x)
		}
	}
	return table.ArrayValue(out)
}

// mapSeries makes an overload of a function of one series and optional
// scalars; false gives null.
func mapSeries(params []table.Type, optional int, result table.Type, f func(series []table.Value, rest []table.Value) (table.Value, bool)) Overload {
	return Overload{
		Params:   append([]table.Type{table.TypeDynamic}, params...),
		Optional: optional,
		Result:   result,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			series := rowArrays(args[0])
			rest := make([]Arg[table.Value], len(args)-1)
			for k, a := range args[1:] {
				rest[k] = NewArg[table.Value](a)
			}
			row := make([]table.Value, len(rest))
			b := table.NewBuilder(result, c.N)
			for i := range c.N {
				a, ok := series(i)
				if !ok {
					b.Append(table.Value{})
					continue
				}
				for k := range rest {
					row[k] = rest[k].At(i)
				}
				v, ok := f(a, row)
				if !ok {
					v = table.Value{}
				}
				b.Append(v)
			}
			return b.Column(), nil
		},
	}
}

// optional scalars of a series function, with their defaults.

func argReal(rest []table.Value, k int, otherwise float64) float64 {
	if k < len(rest) && !rest[k].IsNull() {
		return realOf(rest[k])
	}
	return otherwise
}

func argStr(rest []table.Value, k int, otherwise string) string {
	if k < len(rest) && rest[k].Kind() == table.KindString {
		return rest[k].Str()
	}
	return otherwise
}

func argBool(rest []table.Value, k int, otherwise bool) bool {
	if k < len(rest) && rest[k].Kind() == table.KindBool {
		return rest[k].Bool()
	}
	return otherwise
}

// result is one of a series function's several outputs.
type result struct {
	name string
	val  table.Value
}

func resultArray(rs []result) table.Value {
	out := make([]table.Value, len(rs))
	for i, r := range rs {
		out[i] = r.val
	}
	return table.ArrayValue(out)
}

func resultBag(rs []result) table.Value {
	b := table.NewBag(len(rs))
	for _, r := range rs {
		b.Set(r.name, r.val)
	}
	return table.BagValue(b)
}
