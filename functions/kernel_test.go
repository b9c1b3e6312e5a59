package functions

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// kernelCase calls a KQL function on values written as JSON (a string in
// single quotes stays what it is) and gives the answer expected, as JSON.
type kernelCase struct {
	name string
	args []any
	want string
}

func runKernelCases(t *testing.T, cases []kernelCase) {
	t.Helper()
	for _, k := range cases {
		f := KQL().Scalar(k.name)
		require.NotNil(t, f, k.name)
		args := make([]table.Value, len(k.args))
		types := make([]table.Type, len(k.args))
		for i, a := range k.args {
			args[i] = testValue(t, a)
			types[i] = args[i].Type()
		}
		o := f.Resolve(types, Strict)
		require.NotNil(t, o, "%s: no overload for %v", k.name, types)
		for _, form := range []string{"constants", "columns"} {
			cols := make([]table.Column, len(args))
			for i, a := range args {
				cols[i] = table.NewConst(a, types[i], 3)
				if form == "columns" {
					cols[i] = table.Flatten(cols[i])
				}
			}
			call := &Call{Context: NewContext(context.Background(), 0), N: 3, Null: f.Null, Result: o.ResultType(types)}
			got, err := o.Kernel(call, cols)
			require.NoError(t, err, "%s%v", k.name, k.args)
			require.Equal(t, 3, got.Len(), "%s%v", k.name, k.args)
			for i := range 3 {
				require.Equal(t, k.want, string(table.AppendJSON(nil, got.Value(i))), "%s%v as %s", k.name, k.args, form)
			}
		}
	}
}

// js is a dynamic value written as JSON.
type js string

func testValue(t *testing.T, a any) table.Value {
	t.Helper()
	switch a := a.(type) {
	case nil:
		return table.Value{}
	case table.Value:
		return a
	case string:
		return table.StringValue(a)
	case int:
		return table.LongValue(int64(a))
	case float64:
		return table.RealValue(a)
	case bool:
		return table.BoolValue(a)
	case js:
		v, err := table.ParseJSON(string(a))
		require.NoError(t, err)
		return v
	}
	require.Failf(t, "test value", "%T", a)
	return table.Value{}
}
