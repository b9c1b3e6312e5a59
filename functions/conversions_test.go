package functions

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestConversions(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name     string
		in, want table.Value
	}{
		{"toint", text("  42  "), table.IntValue(42)}, {"toint", text("5.9"), null}, {"toint", real64(-2.5), table.IntValue(-2)},
		{"toint", text("2147483648"), null}, {"toint", real64(2147483647), table.IntValue(math.MaxInt32)},
		{"tolong", real64(9223372036854775807), long(math.MinInt64)}, {"tolong", text("0x10"), long(16)}, {"tolong", real64(2147483648.9), long(2147483648)},
		{"tolong", when(t, "2020-01-01"), long(637134336000000000)}, {"todouble", span(t, "1h"), real64(36000000000)},
		{"todouble", text("inf"), real64(inf)}, {"todouble", text("INF"), null}, {"todouble", text("-inf"), real64(-inf)},
		{"todouble", text("1_000"), null}, {"todouble", text("5."), real64(5)}, {"todouble", text(".5"), real64(0.5)}, {"todouble", text("1e10"), real64(1e10)},
		{"tobool", text("tRuE"), boolean(true)}, {"tobool", text(" true"), null}, {"tobool", text("-1"), boolean(true)}, {"tobool", text("0.0"), null},
		{"tobool", real64(0.5), boolean(true)}, {"tostring", boolean(true), text("True")}, {"tostring", span(t, "-1.02:03:04"), text("-1.02:03:04")},
		{"tostring", when(t, "2020-01-01"), text("2020-01-01T00:00:00.0000000Z")}, {"tostring", long(-5), text("-5")},
		{"todatetime", long(1), table.DateTimeValue(1)}, {"todatetime", real64(1.5), table.DateTimeValue(1)}, {"totimespan", long(10000000), span(t, "1s")},
		{"gettype", real64(1), text("real")}, {"gettype", table.IntValue(1), text("int")},
		{"tohex", long(-1), text("ffffffffffffffff")}, {"todecimal", boolean(true), castValue(long(1), table.TypeDecimal)},
		{"log", real64(-1), null}, {"log", real64(0), real64(-inf)}, {"sign", real64(math.NaN()), real64(0)}, {"abs", table.IntValue(math.MinInt32), long(2147483648)},
	} {
		require.Equal(t, show(c.want), show(callKQL(t, c.name, c.in)), "%s(%s)", c.name, show(c.in))
	}
}

func TestDynamicConversions(t *testing.T) {
	dynamic := []table.Type{table.TypeDynamic}
	for _, c := range []struct {
		name     string
		in, want table.Value
	}{
		{"tostring", boolean(true), text("true")}, {"tostring", text("s"), text("s")}, {"tostring", null, text("")},
		{"tostring", ParseDynamic(`{ "a": [1, 2.5] }`), text(`{"a":[1,2.5]}`)}, {"toint", boolean(true), table.IntValue(1)},
		{"toint", text("3"), table.IntValue(3)}, {"toint", real64(1.5), table.IntValue(1)}, {"gettype", real64(1.5), text("double")},
		{"gettype", null, text("null")}, {"gettype", ParseDynamic(`[]`), text("array")}, {"gettype", ParseDynamic(`{}`), text("dictionary")},
		{"isempty", text(""), boolean(true)}, {"isempty", ParseDynamic("[]"), boolean(false)}, {"isnull", null, boolean(true)},
	} {
		got, _ := callTyped(t, c.name, dynamic, c.in)
		require.Equal(t, show(c.want), show(got), "%s(%s)", c.name, show(c.in))
	}
	for in, want := range map[string]string{`{"a":1}`: `{"a":1}`, " 12 ": "12", "not json": `"not json"`, "": "null", "null": "null", `"x"`: `"x"`} {
		require.Equal(t, want, string(table.AppendJSON(nil, callKQL(t, "parse_json", text(in)))), in)
	}
}

func TestJSONTextForms(t *testing.T) {
	col := table.NewJSON([]string{`"plain"`, `"a\"b"`, `1.50`, `true`, `{"a": 1}`, `null`, ``}, nil)
	f := KQL().Scalar("tostring")
	o := f.Resolve([]table.Type{table.TypeDynamic}, Strict)
	got, err := o.Kernel(&Call{Context: NewContext(context.Background(), 0), N: col.Len()}, []table.Column{col})
	require.NoError(t, err)
	require.Equal(t, `["plain","a\"b","1.5","true","{\"a\":1}","",""]`, listed(got))
}

func TestConditional(t *testing.T) {
	b := table.TypeBool
	v, typ := callTyped(t, "iff", []table.Type{b, table.TypeLong, table.TypeReal}, boolean(true), long(1), real64(2.5))
	require.Equal(t, "real 1.0", show(v))
	require.Equal(t, table.TypeReal, typ)
	v, _ = callTyped(t, "iff", []table.Type{b, table.TypeLong, table.TypeLong}, null, long(1), long(2))
	require.Equal(t, "long 2", show(v))
	v, _ = callTyped(t, "case", []table.Type{b, table.TypeString, b, table.TypeString, table.TypeString}, boolean(false), text("a"), boolean(true), text("b"), text("c"))
	require.Equal(t, `string "b"`, show(v))
	v, _ = callTyped(t, "iff", []table.Type{b, table.TypeDynamic, table.TypeString}, boolean(true), long(7), text("x"))
	require.Equal(t, `string "7"`, show(v))
	require.Equal(t, `string "x"`, show(callKQL(t, "coalesce", text(""), text("x"))))
	v, _ = callTyped(t, "coalesce", []table.Type{table.TypeInt, table.TypeLong}, null, long(5))
	require.Equal(t, "long 5", show(v))
	v, typ = callTyped(t, "min_of", []table.Type{table.TypeInt, table.TypeInt}, null, table.IntValue(3))
	require.Equal(t, "int 3", show(v))
	require.Equal(t, table.TypeInt, typ)
	require.Equal(t, "long 3", show(callKQL(t, "max_of", long(1), long(3), long(2))))
	require.Equal(t, `real "NaN"`, show(callKQL(t, "min_of", real64(1), real64(math.NaN()))))
	f := KQL().Scalar("iff")
	require.Nil(t, f.Resolve([]table.Type{b, table.TypeString, table.TypeLong}, Strict))
	require.Nil(t, KQL().Scalar("case").Resolve([]table.Type{b, table.TypeLong, b, table.TypeLong}, Strict))
}

func TestCaseRows(t *testing.T) {
	f := KQL().Scalar("case")
	types := []table.Type{table.TypeBool, table.TypeString, table.TypeBool, table.TypeString, table.TypeString}
	o := f.Resolve(types, Strict)
	p := table.NewVec([]bool{true, false, false}, []bool{false, true, false})
	q := table.NewVec([]bool{true, true, false}, nil)
	constant := func(s string) table.Column { return table.NewConst(text(s), table.TypeString, 3) }
	call := &Call{Context: NewContext(context.Background(), 0), N: 3, Null: NullSeen, Result: table.TypeString}
	got, err := o.Kernel(call, []table.Column{p, constant("p"), q, constant("q"), constant("-")})
	require.NoError(t, err)
	require.Equal(t, `["p","q","-"]`, listed(got))
	got, err = o.Kernel(call, []table.Column{p, table.NewVec([]string{"1", "2", "3"}, nil), q, constant("q"), constant("-")})
	require.NoError(t, err)
	require.Equal(t, `["1","q","-"]`, listed(got))
}
