package functions

import "github.com/goshawk-lang/goshawk/table"

// Fold computes a call whose arguments are constants of the given types. The
// overload must be one of f that takes them; f must not be volatile and no
// window function. Under NullIn a null argument gives null, as in columns.
func Fold(c *Context, f *Func, o *Overload, args []table.Value, types []table.Type) (v table.Value, err error) {
	if f.Volatile || f.Window {
		return v, errNotConstant(f.KQL + f.SPL)
	}
	cols := make([]table.Column, len(args))
	for i, a := range args {
		cols[i] = table.NewConst(a, types[i], 1)
	}
	result := o.ResultType(types)
	col, err := o.Kernel(&Call{Context: c, N: 1, Null: f.Null, Result: result}, cols)
	if err != nil {
		return v, err
	}
	return col.Value(0), nil
}
