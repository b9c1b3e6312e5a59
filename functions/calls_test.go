package functions

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// kernelNow is the clock of the tests below.
const kernelNow = table.DateTime(637500000000000000)

// callKQL resolves a KQL function for the arguments and calls it twice: with
// constants, and with columns of three equal rows in their flat form. Both
// must agree; the answer is the value of a row.
func callKQL(t *testing.T, name string, args ...table.Value) table.Value {
	t.Helper()
	types := make([]table.Type, len(args))
	for i, a := range args {
		types[i] = a.Type()
	}
	v, _ := callTyped(t, name, types, args...)
	return v
}

// callTyped is callKQL with the static types of the arguments, for nulls and
// dynamic values. It also gives the result's type.
func callTyped(t *testing.T, name string, types []table.Type, args ...table.Value) (table.Value, table.Type) {
	t.Helper()
	f := KQL().Scalar(name)
	require.NotNil(t, f, "no function %q", name)
	o := f.Resolve(types, Strict)
	require.NotNil(t, o, "%s does not take %v", name, types)
	c := NewContext(context.Background(), kernelNow)
	folded, err := Fold(c, f, o, args, types)
	require.NoError(t, err)
	const n = 3
	cols := make([]table.Column, len(args))
	for i, a := range args {
		if f.Const>>i&1 == 1 {
			cols[i] = table.NewConst(a, types[i], n)
			continue
		}
		b := table.NewBuilder(types[i], n)
		for range n {
			b.Append(a)
		}
		cols[i] = b.Column()
	}
	result := o.ResultType(types)
	col, err := o.Kernel(&Call{Context: c, N: n, Null: f.Null, Result: result}, cols)
	require.NoError(t, err)
	require.Equal(t, n, col.Len(), "%s: length", name)
	for i := range n {
		if diff := cmp.Diff(show(folded), show(col.Value(i))); diff != "" {
			t.Fatalf("%s: constant and column differ: %s", name, diff)
		}
	}
	return folded, result
}

// show spells a value with its kind.
func show(v table.Value) string {
	return v.Type().String() + " " + string(table.AppendJSON(nil, v))
}

// Short constructors.
func long(n int64) table.Value     { return table.LongValue(n) }
func real64(f float64) table.Value { return table.RealValue(f) }
func text(s string) table.Value    { return table.StringValue(s) }
func boolean(b bool) table.Value   { return table.BoolValue(b) }

func when(t *testing.T, s string) table.Value {
	t.Helper()
	d, ok := ParseKustoDateTime(s)
	require.True(t, ok, "datetime %q", s)
	return table.DateTimeValue(d)
}

func span(t *testing.T, s string) table.Value {
	t.Helper()
	d, ok := ParseKustoTimeSpan(s)
	require.True(t, ok, "timespan %q", s)
	return table.TimeSpanValue(d)
}
