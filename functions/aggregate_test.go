package functions

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// dyn reads a column of JSON values.
func dyn(texts ...string) table.Column { return table.NewJSON(texts, nil) }

func longs(xs ...int64) *table.Vec[int64] { return table.NewVec(xs, nil) }

func reals(xs ...float64) *table.Vec[float64] { return table.NewVec(xs, nil) }

func strs(xs ...string) *table.Vec[string] { return table.NewVec(xs, nil) }

// dict codes strings by a dictionary with a repeated entry.
func dict(xs ...string) table.Column {
	entries := []string{"unused", "unused"}
	codes := make([]uint32, len(xs))
	for i, x := range xs {
		codes[i] = uint32(len(entries))
		entries = append(entries, x)
	}
	return table.NewDict(codes, table.NewVec(entries, nil))
}

// jsonOf writes a column's rows as JSON, one string a row.
func jsonOf(c table.Column) []string {
	out := make([]string, c.Len())
	for i := range out {
		out[i] = string(table.AppendJSON(nil, c.Value(i)))
	}
	return out
}

// groupUp runs an aggregate over rows of groups, once in one batch and once
// row by row, and requires the same answer both times.
func groupUp(t *testing.T, name string, groups []uint32, n int, consts []table.Value, args ...table.Column) [][]string {
	t.Helper()
	agg := KQL().Aggregate(name)
	require.NotNil(t, agg, name)
	var types, all []table.Type
	for _, a := range args {
		types = append(types, a.Type())
	}
	all = append(all, types...)
	for _, v := range consts {
		all = append(all, v.Type())
	}
	o := agg.Resolve(all, Strict)
	require.NotNil(t, o, "%s takes no %v", name, all)
	run := func(step int) [][]string {
		acc, err := o.New(NewContext(context.Background(), 0), types, consts)
		require.NoError(t, err)
		for i := 0; i < len(groups); i += step {
			part := make([]table.Column, len(args))
			for k, a := range args {
				part[k] = a.Slice(i, i+step)
			}
			require.NoError(t, acc.Add(groups[i:i+step], n, part))
		}
		var out [][]string
		for _, c := range acc.Results(n) {
			out = append(out, jsonOf(c))
		}
		return out
	}
	whole := run(max(1, len(groups)))
	require.Equal(t, whole, run(1))
	if o.Outputs != nil {
		require.Len(t, whole, len(o.Outputs(all)))
	}
	return whole
}

func TestAggregatesByGroup(t *testing.T) {
	two := []uint32{0, 1, 0, 0, 1}
	withNull := table.NewVec([]int64{5, 0, 7, 5, 9}, []bool{false, true, false, false, false})
	for _, c := range []struct {
		name   string
		consts []table.Value
		arg    table.Column
		want   []string
	}{
		{"sum", nil, withNull, []string{"17", "9", "0"}},
		{"avg", nil, withNull, []string{"5.666666666666667", "9.0", `"NaN"`}},
		{"min", nil, withNull, []string{"5", "9", "null"}},
		{"max", nil, withNull, []string{"7", "9", "null"}},
		{"max", nil, dict("a", "b", "c", "b", "z"), []string{`"c"`, `"z"`, "null"}},
		{"dcount", nil, withNull, []string{"2", "1", "0"}},
		{"dcount", nil, dict("a", "b", "a", "", "b"), []string{"2", "1", "0"}},
		{"make_list", nil, withNull, []string{"[5,7,5]", "[9]", "[]"}},
		{"make_list", []table.Value{table.LongValue(2)}, withNull, []string{"[5,7]", "[9]", "[]"}},
		{"make_list_with_nulls", nil, withNull, []string{"[5,7,5]", "[null,9]", "[]"}},
		{"make_list", nil, dict("a", "b", "a", "", "b"), []string{`["a","a",""]`, `["b","b"]`, "[]"}},
		{"make_set", nil, dict("a", "b", "a", "", "b"), []string{`["a",""]`, `["b"]`, "[]"}},
		{"make_set", nil, withNull, []string{"[5,7]", "[9]", "[]"}},
		{"make_list", nil, dyn("[1,2]", "null", "3", `{"a":1}`, "[5]"), []string{`[1,2,3,{"a":1}]`, "[null,5]", "[]"}},
		{"make_set", nil, dyn(`["A1","A2"]`, "null", `["A2","C1"]`, `"A1"`, "[5,5]"), []string{`["A1","A2","C1"]`, "[5]", "[]"}},
		{"make_bag", nil, dyn(`{"a":1}`, "null", `{"a":2,"b":3}`, "7", "null"), []string{`{"a":1,"b":3}`, "{}", "{}"}},
		{"take_any", nil, withNull, []string{"5", "9", "null"}},
		{"stdev", nil, reals(1.5, 4, 2.5, 3.5, 4), []string{"1.0", "0.0", "0.0"}},
		{"binary_all_xor", nil, longs(1, 6, 3, 4, 6), []string{"6", "0", "null"}},
		{"percentile", []table.Value{table.LongValue(50)}, withNull, []string{"5", "9", "null"}},
		{"percentiles_array", []table.Value{table.LongValue(1), table.RealValue(99.9)}, withNull, []string{"[5,7]", "[9,9]", "[null,null]"}},
	} {
		got := groupUp(t, c.name, two, 3, c.consts, c.arg)
		require.Equal(t, c.want, got[0], c.name)
	}
}

func TestAggregatesRecorded(t *testing.T) {
	one := make([]uint32, 6)
	require.Equal(t, "-3.0744573456182584e+18", groupUp(t, "avg", one[:3], 1, nil, longs(9223372036854775807, 1, 2))[0][0])
	require.Equal(t, "-9223372036854775806", groupUp(t, "sum", one[:3], 1, nil, longs(9223372036854775807, 1, 2))[0][0])
	require.Equal(t, "1.707825127669692", groupUp(t, "stdevp", one, 1, nil, reals(1, 2, 3, 4, 5, 6))[0][0])
	require.Equal(t, "20.5", groupUp(t, "covariance", one[:5], 1, nil, reals(1, 2, 3, 4, 5), reals(14, 10, 17, 20, 50))[0][0])
	buckets, counts := longs(10, 20, 30, 40), longs(8, 6, 3, 1)
	at := []table.Value{table.LongValue(50), table.LongValue(75), table.RealValue(99.9)}
	require.Equal(t, [][]string{{"20"}, {"20"}, {"40"}}, groupUp(t, "percentilesw", one[:4], 1, at, buckets, counts))
	schema := dyn(`{"x":1, "y":3.5}`, `{"x":"somevalue", "z":[1, 2, 3]}`, `{"y":{"w":"zzz"}, "t":["aa", "bb"], "z":["foo"]}`)
	require.Equal(t, `{"x":["long","string"],"y":["double",{"w":"string"}],"z":{"indexer":["long","string"]},"t":{"indexer":"string"}}`,
		groupUp(t, "buildschema", one[:3], 1, nil, schema)[0][0])
	days := table.NewVec([]table.DateTime{table.FromDate(2020, 1, 1), table.FromDate(2020, 1, 3), table.FromDate(2020, 1, 8)}, nil)
	require.Equal(t, `"2020-01-04T00:00:00.0000000Z"`, groupUp(t, "avg", one[:3], 1, nil, days)[0][0])
}

func TestArgMaxTiesAndNulls(t *testing.T) {
	fruit := []uint32{0, 0, 1, 1, 2, 2, 2}
	version := table.NewVec([]int64{1, 0, 0, 0, 1, 2, 2}, []bool{false, true, true, true, false, false, false})
	color := dict("Red", "Green", "Yellow", "Green", "Brown", "Green", "Blue")
	require.Equal(t, [][]string{{"1", "null", "2", "null"}, {`"Red"`, `"Yellow"`, `"Green"`, "null"}},
		groupUp(t, "arg_max", fruit, 4, nil, version, color))
	require.Equal(t, [][]string{{"1", "null", "1", "null"}, {`"Red"`, `"Yellow"`, `"Brown"`, "null"}},
		groupUp(t, "arg_min", fruit, 4, nil, version, color))
}

// TestManyRows crosses the sizes at which state is compacted.
func TestManyRows(t *testing.T) {
	const rows, n = 3 << 20, 100
	groups, vals := make([]uint32, 1<<16), make([]int64, 1<<16)
	set, best := KQL().Aggregate("dcount").Impl[0], KQL().Aggregate("arg_max").Impl[0]
	distinct, err := set.New(nil, []table.Type{table.TypeLong}, nil)
	require.NoError(t, err)
	latest, err := best.New(nil, []table.Type{table.TypeLong, table.TypeLong}, nil)
	require.NoError(t, err)
	for at := 0; at < rows; at += len(vals) {
		vals = append([]int64(nil), vals...)
		for i := range vals {
			groups[i], vals[i] = uint32((at+i)%n), int64(at+i)
		}
		require.NoError(t, latest.Add(groups, n, []table.Column{longs(vals...), longs(vals...)}))
		for i := range vals {
			vals[i] = int64(at+i) / n % 50
		}
		require.NoError(t, distinct.Add(groups, n, []table.Column{longs(vals...)}))
	}
	counts := distinct.Results(n)[0]
	last := latest.Results(n)
	for g := range n {
		require.Equal(t, int64(50), counts.Value(g).Int())
		want := int64((rows-1-g)/n*n + g)
		require.Equal(t, want, last[0].Value(g).Int())
		require.Equal(t, want, last[1].Value(g).Int())
	}
}
