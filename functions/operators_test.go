package functions

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

var null = table.Value{}

func TestArithmetic(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		op         string
		a, b, want table.Value
	}{
		{"+", long(math.MaxInt64), long(1), long(math.MinInt64)},
		{"+", table.IntValue(2147483647), table.IntValue(1), long(2147483648)},
		{"+", long(1), real64(0.5), real64(1.5)},
		{"/", long(-7), long(2), long(-3)}, {"/", long(1), long(0), null}, {"/", real64(-1), real64(0), real64(-inf)},
		{"%", long(-5), long(3), long(1)}, {"%", long(-10), long(-4), long(2)}, {"%", long(10), long(0), null},
		{"%", real64(-5.5), real64(2), real64(0.5)},
		{"+", when(t, "9999-12-31 23:59:59.9999999"), span(t, "1tick"), null},
		{"-", when(t, "9999-12-31"), when(t, "0001-01-01"), span(t, "3652058.00:00:00")},
		{"-", when(t, "2020-02-29"), span(t, "12h"), when(t, "2020-02-28 12:00")},
		{"/", span(t, "1d"), span(t, "1h"), real64(24)}, {"*", span(t, "1d"), real64(2.5), span(t, "60h")},
		{"/", span(t, "90m"), long(2), span(t, "45m")}, {"*", long(2), span(t, "1d"), span(t, "2d")},
	} {
		require.Equal(t, show(c.want), show(callKQL(t, c.op, c.a, c.b)), "%s %s %s", show(c.a), c.op, show(c.b))
	}
	v, typ := callTyped(t, "+", []table.Type{table.TypeInt, table.TypeLong}, null, long(1))
	require.True(t, v.IsNull())
	require.Equal(t, table.TypeLong, typ)
	v, typ = callTyped(t, "+", []table.Type{table.TypeDynamic, table.TypeLong}, long(2), long(1))
	require.Equal(t, "long 3", show(v))
	require.Equal(t, table.TypeLong, typ)
}

func TestDecimals(t *testing.T) {
	d := func(s string) table.Value { return castValue(text(s), table.TypeDecimal) }
	require.Equal(t, `decimal "0.3"`, show(callKQL(t, "+", d("0.1"), d("0.2"))))
	require.Equal(t, `decimal "0.5"`, show(callKQL(t, "/", d("1"), long(2))))
	require.Equal(t, `decimal "1"`, show(callKQL(t, "%", d("-5"), d("3"))))
	require.Equal(t, show(boolean(true)), show(callKQL(t, "==", d("1.50"), d("1.5"))))
	require.Equal(t, `decimal "3.14"`, show(callKQL(t, "round", d("3.14159"), long(2))))
}

func TestComparison(t *testing.T) {
	yes, no, nan := boolean(true), boolean(false), real64(math.NaN())
	type types = []table.Type
	longs := types{table.TypeLong, table.TypeLong}
	for _, c := range []struct {
		op         string
		types      types
		a, b, want table.Value
	}{
		{"==", longs, long(1), null, no}, {"!=", longs, null, long(1), yes}, {"==", longs, null, null, null}, {"!=", longs, null, null, null},
		{"<", longs, null, long(1), null}, {">=", longs, long(1), null, null}, {"<", longs, long(1), long(2), yes},
		{"==", types{table.TypeReal, table.TypeReal}, nan, nan, no}, {"!=", types{table.TypeReal, table.TypeReal}, nan, nan, yes},
		{"<", types{table.TypeReal, table.TypeLong}, nan, long(1), no},
		{"==", types{table.TypeString, table.TypeString}, text("a"), text("A"), no},
		{"==", types{table.TypeDynamic, table.TypeString}, text("a"), text("a"), yes},
		{"==", types{table.TypeDynamic, table.TypeString}, null, text("a"), no},
		{"==", types{table.TypeDynamic, table.TypeLong}, real64(1.5), long(1), no},
		{"==", types{table.TypeDynamic, table.TypeLong}, text("3"), long(3), yes},
		{">", types{table.TypeDynamic, table.TypeLong}, long(3), long(2), yes},
		{">", types{table.TypeLong, table.TypeDynamic}, long(3), long(5), no},
		{"==", types{table.TypeBool, table.TypeLong}, yes, long(1), yes},
		{"==", types{table.TypeDynamic, table.TypeBool}, yes, yes, yes},
		{"!=", types{table.TypeDynamic, table.TypeDynamic}, ParseDynamic(`{"a":1,"b":2}`), ParseDynamic(`{"b":2,"a":1.0}`), no},
	} {
		got, _ := callTyped(t, c.op, c.types, c.a, c.b)
		require.Equal(t, show(c.want), show(got), "%s %s %s", show(c.a), c.op, show(c.b))
	}
	require.Nil(t, KQL().Scalar("==").Resolve(types{table.TypeString, table.TypeLong}, Strict))
	require.Nil(t, KQL().Scalar("<").Resolve(types{table.TypeString, table.TypeString}, Strict))
}

func TestCompareForms(t *testing.T) {
	c := &Call{Context: NewContext(t.Context(), 0), N: 3, Null: NullSeen}
	types := []table.Type{table.TypeLong, table.TypeLong}
	for op, want := range map[string]string{"==": "[false,true,false]", "<": "[true,false,false]", ">=": "[false,true,true]"} {
		o := KQL().Scalar(op).Resolve(types, Strict)
		vec, ints := table.NewVec([]int64{1, 2, 3}, nil), table.NewVec([]int32{1, 2, 3}, nil)
		two := table.NewConst(long(2), table.TypeLong, 3)
		for _, left := range []table.Column{vec, ints} {
			for _, right := range []table.Column{two, table.Flatten(two)} {
				col, err := o.Kernel(c, []table.Column{left, right})
				require.NoError(t, err)
				require.Equal(t, want, listed(col), op)
			}
		}
	}
	o := KQL().Scalar("<").Resolve(types, Strict)
	col, err := o.Kernel(c, []table.Column{table.NewConst(long(2), table.TypeLong, 3), table.NewVec([]int64{1, 2, 3}, []bool{false, false, true})})
	require.NoError(t, err)
	require.Equal(t, "[false,false,null]", listed(col))
}

func listed(col table.Column) string {
	a := make([]table.Value, col.Len())
	for i := range a {
		a[i] = col.Value(i)
	}
	return string(table.AppendJSON(nil, table.ArrayValue(a)))
}

func TestLogic(t *testing.T) {
	yes, no := boolean(true), boolean(false)
	two := []table.Type{table.TypeBool, table.TypeBool}
	for _, c := range []struct {
		a, b, and, or table.Value
	}{
		{yes, no, no, yes}, {yes, yes, yes, yes}, {no, no, no, no}, {null, no, no, null}, {yes, null, null, yes}, {null, null, null, null},
	} {
		and, _ := callTyped(t, "and", two, c.a, c.b)
		or, _ := callTyped(t, "or", two, c.a, c.b)
		require.Equal(t, show(c.and), show(and))
		require.Equal(t, show(c.or), show(or))
	}
}

func TestMembership(t *testing.T) {
	list := table.ArrayValue([]table.Value{text("A"), text("b"), text("c"), text("d"), text("e"), text("É")})
	for _, c := range []struct {
		op   string
		args []table.Value
		want bool
	}{
		{"in", []table.Value{text("a"), text("b"), text("a")}, true}, {"!in", []table.Value{text("a"), text("b"), text("a")}, false},
		{"in", []table.Value{text("b"), list}, true}, {"in", []table.Value{text("B"), list}, false}, {"in~", []table.Value{text("B"), list}, true},
		{"in~", []table.Value{text("é"), list}, true}, {"in~", []table.Value{text("a"), text("x"), text("A")}, true},
		{"in", []table.Value{long(2), long(1), long(2)}, true}, {"in", []table.Value{table.IntValue(2), long(1), long(2)}, true},
		{"in", []table.Value{long(7), table.ArrayValue([]table.Value{long(1), long(7)})}, true},
		{"in", []table.Value{when(t, "2020-01-01"), table.ArrayValue([]table.Value{text("2020-01-01")})}, true},
	} {
		require.Equal(t, show(boolean(c.want)), show(callKQL(t, c.op, c.args...)), "%s %v", c.op, c.args)
	}
	nulls := []table.Type{table.TypeLong, table.TypeLong}
	got, _ := callTyped(t, "!in", nulls, null, long(1))
	require.Equal(t, show(boolean(true)), show(got))
	mixed := []table.Type{table.TypeDynamic, table.TypeLong}
	got, _ = callTyped(t, "in", mixed, real64(1), long(1))
	require.Equal(t, show(boolean(true)), show(got))
	mixed[1] = table.TypeString
	got, _ = callTyped(t, "in", mixed, text("x"), text("x"))
	require.Equal(t, show(boolean(true)), show(got))
}

func TestBetween(t *testing.T) {
	date := func(s string) table.Value { return when(t, s) }
	for _, c := range []struct {
		args []table.Value
		want bool
	}{
		{[]table.Value{long(5), long(5), long(9)}, true}, {[]table.Value{long(9), long(5), real64(8.5)}, false},
		{[]table.Value{date("2023-01-13"), date("2023-01-10"), span(t, "3d")}, true},
		{[]table.Value{date("2023-01-14"), date("2023-01-10"), date("2023-01-13")}, false},
	} {
		require.Equal(t, show(boolean(c.want)), show(callKQL(t, "between", c.args...)))
		require.Equal(t, show(boolean(!c.want)), show(callKQL(t, "!between", c.args...)))
	}
	longs := []table.Type{table.TypeLong, table.TypeLong, table.TypeLong}
	got, _ := callTyped(t, "between", longs, null, long(1), long(2))
	require.Equal(t, show(null), show(got))
}

func BenchmarkCompareConstant(b *testing.B) {
	const n = 1 << 16
	o := KQL().Scalar(">").Resolve([]table.Type{table.TypeLong, table.TypeLong}, Strict)
	args := []table.Column{table.NewVec(make([]int64, n), nil), table.NewConst(long(2), table.TypeLong, n)}
	c := &Call{Context: NewContext(b.Context(), 0), N: n, Null: NullSeen}
	b.SetBytes(8 * n)
	for b.Loop() {
		if _, err := o.Kernel(c, args); err != nil {
			b.Fatal(err)
		}
	}
}
