package functions

import (
	"cmp"

	"github.com/goshawk-lang/goshawk/table"
)

// extremeKernel is max_of (sign 1) or min_of (sign -1).
func extremeKernel(sign int) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		switch c.Result {
		case table.TypeInt:
			return extremeOrdered[int32](c.N, sign, args), nil
		case table.TypeLong:
			return extremeOrdered[int64](c.N, sign, args), nil
		case table.TypeReal:
			return rowExtreme(c.N, args, func(a, b float64) bool {
				return a != a || b == b && cmp.Compare(a, b) == sign
			}), nil
		case table.TypeDateTime:
			return extremeOrdered[table.DateTime](c.N, sign, args), nil
		case table.TypeTimeSpan:
			return extremeOrdered[table.TimeSpan](c.N, sign, args), nil
		case table.TypeString:
			return extremeOrdered[string](c.N, sign, args), nil
		case table.TypeDecimal:
			return rowExtreme(c.N, args, func(a, b table.Decimal) bool { return compareDecimals(a, b) == sign }), nil
		case table.TypeBool:
			return rowExtreme(c.N, args, func(a, b bool) bool { return a != b && a == (sign > 0) }), nil
		}
		return rowExtreme(c.N, args, func(a, b table.Value) bool {
			if a.IsNull() || b.IsNull() {
				return b.IsNull()
			}
			s, ok := CompareValues(a, b)
			return ok && s == sign
		}), nil
	}
}

func extremeOrdered[T interface {
	table.Element
	cmp.Ordered
}](n, sign int, args []table.Column) table.Column {
	return rowExtreme(n, args, func(a, b T) bool { return cmp.Compare(a, b) == sign })
}

// rowExtreme keeps, row by row, the argument that beats the ones before it.
func rowExtreme[T table.Element](n int, args []table.Column, beats func(a, b T) bool) table.Column {
	in := make([]Arg[T], len(args))
	steps, masked := 0, false
	for j, col := range args {
		in[j] = NewArg[T](toResult(col, table.TypeOf[T]()))
		steps |= in[j].step
		masked = masked || in[j].nulls != nil
	}
	rows := n
	if steps == 0 {
		rows = min(n, 1)
	}
	out := make([]T, rows)
	var nulls []bool
	if masked {
		nulls = make([]bool, rows)
	}
	for i := range out {
		found := false
		for j := range in {
			if in[j].Null(i) {
				continue
			}
			if x := in[j].At(i); !found || beats(x, out[i]) {
				out[i], found = x, true
			}
		}
		if !found && nulls != nil {
			nulls[i] = true
		}
	}
	return constantOr(table.NewVec(out, nulls), n)
}
