package functions

import "github.com/goshawk-lang/goshawk/table"

// arrayFunc computes a row of a function whose first argument is an array.
// rest are the other arguments' values.
type arrayFunc[R table.Element] func(a, rest []table.Value) (R, bool)

// mapArray makes an overload of f; rows whose first argument is no array are null.
func mapArray[R table.Element](f arrayFunc[R], rest ...table.Type) Overload {
	return Overload{
		Params: append([]table.Type{table.TypeDynamic}, rest...),
		Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			in, steps := valueArgs(args)
			row := make([]table.Value, len(in))
			return mapRows(c, steps == 0, nil, func(i int) (R, bool) {
				for j := range in {
					row[j] = in[j].At(i)
				}
				if row[0].Kind() != table.KindArray {
					var zero R
					return zero, false
				}
				return f(row[0].Array(), row[1:])
			}), nil
		},
	}
}

// mapValues makes an overload of a function of any number of values, at least
// least, of the given parameter type.
func mapValues[R table.Element](least int, param table.Type, f func(vals []table.Value) (R, bool)) Overload {
	params := make([]table.Type, max(1, least))
	for i := range params {
		params[i] = param
	}
	return Overload{
		Params: params, Optional: len(params) - least, Variadic: true, Result: table.TypeOf[R](),
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			in, steps := valueArgs(args)
			row := make([]table.Value, len(in))
			return mapRows(c, steps == 0, nil, func(i int) (R, bool) {
				for j := range in {
					row[j] = in[j].At(i)
				}
				return f(row)
			}), nil
		},
	}
}

func valueArgs(args []table.Column) (in []Arg[table.Value], steps int) {
	in = make([]Arg[table.Value], len(args))
	for j, a := range args {
		in[j] = NewArg[table.Value](a)
		steps |= in[j].step
	}
	return in, steps
}

// sameElement tells whether two elements of arrays are the same value; numbers
// of different types are compared by value.
func sameElement(a, b table.Value) bool {
	if a.Kind() == table.KindString && b.Kind() == table.KindString {
		return a.Str() == b.Str()
	}
	return OrderValues(a, b) == 0
}

func isInteger(v table.Value) bool {
	return v.Kind() == table.KindInt || v.Kind() == table.KindLong
}
