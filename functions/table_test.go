package functions

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// tableOf makes a table from a header "name name" and lines of JSON arrays.
func tableOf(t *testing.T, header string, rows ...string) *table.Table {
	t.Helper()
	names := strings.Fields(header)
	cols, fields := make([]table.Column, len(names)), make([]table.Field, len(names))
	for k, name := range names {
		vals := make([]table.Value, len(rows))
		for i, row := range rows {
			vals[i] = parse(t, row).Array()[k]
		}
		cols[k] = table.Narrow(table.NewVec(vals, nil))
		fields[k] = table.Field{Name: name, Type: cols[k].Type()}
	}
	return table.New(table.NewSchema(fields...), cols...)
}

// tableLines writes a table as its header and its rows.
func tableLines(tab *table.Table) []string {
	out := []string{strings.Join(tab.Schema().Names(), " ")}
	for i := range tab.Len() {
		out = append(out, string(table.AppendJSON(nil, table.ArrayValue(tab.Batch().Row(i)))))
	}
	return out
}

func names(xs ...string) table.Value {
	out := make([]table.Value, len(xs))
	for i, x := range xs {
		out[i] = table.StringValue(x)
	}
	return table.ArrayValue(out)
}

func TestTableFunctions(t *testing.T) {
	str, long, yes := table.StringValue, table.LongValue, table.BoolValue(true)
	for _, c := range []struct {
		title string
		f     *TableFunc
		in    []*table.Table
		args  TableArgs
		want  []string
	}{
		{"make-series by group", MakeSeries, []*table.Table{tableOf(t, "g t s", "[100,0,1]", "[100,2,3]", "[200,4,5]", "[200,9,5]")},
			TableArgs{"by": names("g"), "axis": str("t"), "aggregates": names("s"), "defaults": parse(t, "[0]"), "from": long(0), "to": long(6), "step": long(2)},
			[]string{"g s t", "[100,[1,3,0],[0,2,4]]", "[200,[0,0,5],[0,2,4]]"}},
		{"make-series to is excluded", MakeSeries, []*table.Table{tableOf(t, "x s", "[1,1]", "[3,3]", "[4,4]", "[5,5]")},
			TableArgs{"axis": str("x"), "aggregates": names("s"), "defaults": parse(t, "[null]"), "from": long(1), "to": long(5), "step": long(1)},
			[]string{"s x", "[[1,null,3,4],[1,2,3,4]]"}},
		{"make-series without bounds", MakeSeries, []*table.Table{tableOf(t, "x s", "[0.5,1.5]", "[2.0,3]")},
			TableArgs{"axis": str("x"), "aggregates": names("s"), "defaults": parse(t, "[-1]"), "step": table.RealValue(0.5)},
			[]string{"s x", "[[1.5,-1,-1,3],[0.5,1.0,1.5,2.0]]"}},
		{"make-series of nothing", MakeSeries, []*table.Table{table.FromRows(table.NewSchema(table.Field{Name: "x", Type: table.TypeLong}, table.Field{Name: "s", Type: table.TypeLong}), nil)},
			TableArgs{"axis": str("x"), "aggregates": names("s"), "from": long(1), "to": long(3), "step": long(1), "nonempty": yes},
			[]string{"s x", "[[0,0],[1,2]]"}},
		{"pivot", Pivot, []*table.Table{tableOf(t, "k p n", `["a","y",1]`, `["b","x",2]`, `["a","x",3]`)},
			TableArgs{"keys": names("k"), "pivot": str("p"), "values": names("n"), "missing": long(0), "sorted": yes},
			[]string{"k x y", `["a",3,1]`, `["b",2,0]`}},
		{"xyseries", Pivot, []*table.Table{tableOf(t, "d h c", `["1","a","5"]`, `["1","b","6"]`, `["2","a","7"]`)},
			TableArgs{"keys": names("d"), "pivot": str("h"), "values": names("c")},
			[]string{"d a b", `["1","5","6"]`, `["2","7",null]`}},
		{"bag_unpack", BagUnpack, []*table.Table{tableOf(t, "d", `[{"Name":"John","Age":20}]`, `[{"Name":"Dave","Height":170,"Age":40}]`, `[null]`)},
			TableArgs{"column": str("d")},
			[]string{"Age Height Name", `[20,null,"John"]`, `[40,170,"Dave"]`, `[null,null,""]`}},
		{"bag_unpack replacing", BagUnpack, []*table.Table{tableOf(t, "Name d", `["James",{"Name":"John","Age":20}]`, `["David",{"Age":40}]`)},
			TableArgs{"column": str("d"), "conflict": str("replace_source")},
			[]string{"Name Age", `["John",20]`, `["",40]`}},
		{"bag_unpack keeping", BagUnpack, []*table.Table{tableOf(t, "Name d", `["James",{"Name":"John","Age":20}]`)},
			TableArgs{"column": str("d"), "conflict": str("keep_source"), "ignored": names("Age")},
			[]string{"Name", `["James"]`}},
		{"narrow", Narrow, []*table.Table{tableOf(t, "a b", `[1,"x"]`, `[2.5,null]`)}, nil,
			[]string{"Row Column Value", `[0,"a","1"]`, `[0,"b","x"]`, `[1,"a","2.5"]`, `[1,"b",""]`}},
		{"untable", Untable, []*table.Table{tableOf(t, "d a b", `["1","5","6"]`, `["2","7",null]`)},
			TableArgs{"key": str("d"), "name": str("h"), "value": str("c")},
			[]string{"d h c", `["1","a","5"]`, `["1","b","6"]`, `["2","a","7"]`}},
		{"transpose", Transpose, []*table.Table{tableOf(t, "a b _c", `["1","2","0"]`, `["3","4","0"]`)}, TableArgs{},
			[]string{"column row 1 row 2", `["a","1","3"]`, `["b","2","4"]`}},
		{"mvcombine", MVCombine, []*table.Table{tableOf(t, "k x", `["1","a"]`, `["1","b"]`, `["2","c"]`)}, TableArgs{"column": str("x")},
			[]string{"k x", `["1",["a","b"]]`, `["2","c"]`}},
		{"limit series", LimitSeries, []*table.Table{
			tableOf(t, "s v", `["a",1]`, `["b",2]`, `[null,3]`, `["c",4]`), tableOf(t, "s n", `["a",1]`, `["b",5]`, `["c",2]`)},
			TableArgs{"split": str("s"), "value": str("n"), "limit": long(1)},
			[]string{"s v", `["OTHER",1]`, `["b",2]`, `["NULL",3]`, `["OTHER",4]`}},
		{"fill buckets", FillBuckets, []*table.Table{tableOf(t, "_time count m", `[7200,1,5]`, `[0,2,6]`)},
			TableArgs{"axis": str("_time"), "span": table.RealValue(1), "unit": str("h"), "gaps": table.BoolValue(true), "zero": names("count")},
			[]string{"_time count m", `[0,2,6]`, `[3600,0,null]`, `[7200,1,5]`}},
		{"fill months", FillBuckets, []*table.Table{tableOf(t, "_time count", `[5097600,1]`, `[0,2]`)},
			TableArgs{"axis": str("_time"), "span": table.RealValue(1), "unit": str("mon"), "gaps": table.BoolValue(true), "zeroall": table.BoolValue(true)},
			[]string{"_time count", `[0,2]`, `[2678400,0]`, `[5097600,1]`}},
		{"fill bounds", FillBuckets, []*table.Table{tableOf(t, "_time count", `[60,1]`), tableOf(t, "since until", `[10,150]`)},
			TableArgs{"axis": str("_time"), "span": table.RealValue(1), "unit": str("m"), "gaps": table.BoolValue(true), "wide": table.BoolValue(true)},
			[]string{"_time count", `[0,null]`, `[60,1]`, `[120,null]`}},
		{"whole buckets", FillBuckets, []*table.Table{tableOf(t, "_time count", `[0,2]`, `[60,1]`, `[120,3]`), tableOf(t, "since until", `[10,150]`)},
			TableArgs{"axis": str("_time"), "span": table.RealValue(1), "unit": str("m"), "whole": table.BoolValue(true)},
			[]string{"_time count", `[60,1]`}},
		{"transaction by field", Transaction, []*table.Table{tableOf(t, "_time u x", `[100,"a","p"]`, `[90,"b","q"]`, `[80,"a","o"]`, `[10,"a","p"]`, `[5,null,"z"]`)},
			TableArgs{"by": names("u"), "maxpause": long(30)},
			[]string{"_time u x duration eventcount closed_txn", `[90,"b","q",0.0,1,0]`, `[80,"a",["o","p"],20.0,2,1]`, `[10,"a","p",0.0,1,0]`}},
		{"transaction from start to end", Transaction, []*table.Table{tableOf(t, "_time s e x", `[9,false,true,"a"]`, `[8,false,false,"b"]`, `[7,true,false,"c"]`, `[6,false,false,"d"]`, `[5,false,true,"e"]`)},
			TableArgs{"starts": str("s"), "ends": str("e")},
			[]string{"_time x duration eventcount closed_txn", `[7,["a","b","c"],2.0,3,1]`}},
	} {
		got, err := c.f.Run(NewContext(context.Background(), 0), c.in, c.args)
		require.NoError(t, err, c.title)
		require.Equal(t, c.want, tableLines(got), c.title)
	}
}

func TestMakeSeriesOverTime(t *testing.T) {
	const hour = 36_000_000_000
	day := table.FromDate(2021, 1, 1)
	in := table.New(table.NewSchema(table.Field{Name: "s", Type: table.TypeLong}, table.Field{Name: "t", Type: table.TypeDateTime}),
		longs(1, 2, 3), table.NewVec([]table.DateTime{day + 23*hour, day + 25*hour, day + 47*hour}, nil))
	got, err := MakeSeries.Run(nil, []*table.Table{in}, TableArgs{
		"axis": table.StringValue("t"), "aggregates": names("s"), "step": table.TimeSpanValue(12 * hour),
		"from": table.DateTimeValue(day), "to": table.DateTimeValue(day + 48*hour),
	})
	require.NoError(t, err)
	require.Equal(t, []string{"s t", `[[0,1,2,3],["2021-01-01T00:00:00.0000000Z","2021-01-01T12:00:00.0000000Z","2021-01-02T00:00:00.0000000Z","2021-01-02T12:00:00.0000000Z"]]`}, tableLines(got))
}

func TestTableFunctionErrors(t *testing.T) {
	in := []*table.Table{tableOf(t, "Name d", `["James",{"Name":"John"}]`)}
	for title, run := range map[string]func() (*table.Table, error){
		"no such column": func() (*table.Table, error) {
			return BagUnpack.Run(nil, in, TableArgs{"column": table.StringValue("x")})
		},
		"name conflict": func() (*table.Table, error) {
			return BagUnpack.Run(nil, in, TableArgs{"column": table.StringValue("d")})
		},
		"step must be > 0": func() (*table.Table, error) {
			return MakeSeries.Run(nil, in, TableArgs{"axis": table.StringValue("Name"), "step": table.LongValue(0)})
		},
		"too many bins": func() (*table.Table, error) {
			return MakeSeries.Run(nil, in, TableArgs{"axis": table.StringValue("Name"), "step": table.LongValue(1), "from": table.LongValue(0), "to": table.LongValue(1 << 40)})
		},
	} {
		_, err := run()
		require.Error(t, err, title)
	}
}
