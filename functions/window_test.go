package functions

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// callKernel runs a scalar or window function over whole columns.
func callKernel(t *testing.T, name string, args ...table.Column) table.Column {
	t.Helper()
	f := KQL().Scalar(name)
	require.NotNil(t, f, name)
	var types []table.Type
	n := 0
	for _, a := range args {
		types = append(types, a.Type())
		n = max(n, a.Len())
	}
	o := f.Resolve(types, Strict)
	require.NotNil(t, o, "%s takes no %v", name, types)
	c := &Call{Context: NewContext(context.Background(), 0), N: n, Null: f.Null, Result: o.ResultType(types)}
	out, err := o.Kernel(c, args)
	require.NoError(t, err)
	require.Equal(t, n, out.Len())
	return out
}

func k(v table.Value, n int) table.Column { return table.NewConst(v, v.Type(), n) }

func TestWindowFunctions(t *testing.T) {
	x := longs(5, 5, 3, 3, 8)
	restart := table.NewVec([]bool{true, false, true, false, false}, nil)
	one, two := k(table.LongValue(1), 5), k(table.LongValue(2), 5)
	for _, c := range []struct {
		name string
		args []table.Column
		want []string
	}{
		{"row_number", []table.Column{two, restart}, []string{"2", "3", "2", "3", "4"}},
		{"row_cumsum", []table.Column{x}, []string{"5", "10", "13", "16", "24"}},
		{"row_cumsum", []table.Column{x, restart}, []string{"5", "10", "3", "6", "14"}},
		{"row_rank_dense", []table.Column{x}, []string{"1", "1", "2", "2", "3"}},
		{"row_rank_min", []table.Column{x}, []string{"1", "1", "3", "3", "5"}},
		{"row_rank_min", []table.Column{x, restart}, []string{"1", "1", "1", "1", "3"}},
		{"prev", []table.Column{x}, []string{"null", "5", "5", "3", "3"}},
		{"prev", []table.Column{x, two}, []string{"null", "null", "5", "5", "3"}},
		{"next", []table.Column{x, two, k(table.LongValue(-9), 5)}, []string{"3", "3", "8", "-9", "-9"}},
		{"next", []table.Column{dyn("[1]", "2", "3", "4", "{}"), one}, []string{"2", "3", "4", "{}", "null"}},
		{"prev", []table.Column{x, k(table.LongValue(99), 5)}, []string{"null", "null", "null", "null", "null"}},
	} {
		require.Equal(t, c.want, jsonOf(callKernel(t, c.name, c.args...)), c.name)
	}
}

func TestRowWindowSession(t *testing.T) {
	minute := func(m int64) table.DateTime { return table.FromDate(2024, 4, 11) + table.DateTime(m*600_000_000) }
	span := func(m int64) table.Column { return k(table.TimeSpanValue(table.TimeSpan(m*600_000_000)), 6) }
	at := table.NewVec([]table.DateTime{minute(0), minute(60), minute(16), minute(18), minute(210), minute(90)}, nil)
	restart := table.NewVec([]bool{true, false, true, false, false, true}, nil)
	got := callKernel(t, "row_window_session", at, span(60), span(5), restart)
	want := table.NewVec([]table.DateTime{minute(0), minute(60), minute(16), minute(16), minute(210), minute(90)}, nil)
	require.Equal(t, jsonOf(want), jsonOf(got))
}
