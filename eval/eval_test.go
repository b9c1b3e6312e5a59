package eval_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// The functions below make these tests independent of any catalog.
var (
	greater = functions.Func{KQL: ">", Impl: functions.Overloads{functions.Map2(func(a, b int64) bool { return a > b })}}
	upper   = functions.Func{KQL: "upper", Impl: functions.Overloads{functions.Map1(strings.ToUpper)}, Multi: functions.EachValue}
	boom    = functions.Func{KQL: "boom", Impl: functions.Overloads{functions.Map1(func(a int64) int64 { panic("boom") })}}
	sum     = functions.Aggregate{KQL: "sum", Impl: []functions.AggregateOverload{functions.Fold1(
		func(s *int64, a int64) { *s += a }, func(s *int64) (int64, bool) { return *s, true })}}
)

func call(f *functions.Func, t table.Type, args ...plan.Expr) *plan.Call {
	return &plan.Call{Func: f, Overload: &f.Impl[0], Args: args, T: t}
}

func long(name string) *plan.Column { return &plan.Column{Name: name, T: table.TypeLong} }
func str(name string) *plan.Column  { return &plan.Column{Name: name, T: table.TypeString} }
func number(n int64) *plan.Const {
	return &plan.Const{Value: table.LongValue(n), T: table.TypeLong}
}

// numbers is a table of n rows: id 0.., word by id modulo 7 with nulls.
func numbers(n int) *table.Table {
	ids, words := table.NewVecBuilder[int64](n), table.NewVecBuilder[string](n)
	for i := range n {
		ids.Add(int64(i))
		if i%7 == 3 {
			words.AddNull()
		} else {
			words.Add(fmt.Sprintf("w%d", i%7))
		}
	}
	s := table.NewSchema(table.Field{Name: "id", Type: table.TypeLong}, table.Field{Name: "word", Type: table.TypeString})
	return table.New(s, ids.Column(), words.Column())
}

func text(t *table.Table) string {
	var b strings.Builder
	fmt.Fprintln(&b, t.Schema())
	for i := range t.Len() {
		row := t.Batch().Row(i)
		for k, v := range row {
			// A list of one value is that value, one of none is null.
			if a := v.Array(); v.Kind() == table.KindArray && len(a) < 2 && t.Schema().Field(k).Name == "u" {
				row[k] = append(a, table.Value{})[0]
			}
		}
		b.Write(table.AppendJSON(nil, table.ArrayValue(row)))
		b.WriteByte('\n')
	}
	return b.String()
}

// run gives the answer and checks that it is the same however it is computed.
func run(t *testing.T, n plan.Node) string {
	t.Helper()
	want := ""
	for _, o := range []eval.Options{
		{Workers: 1}, {Workers: 2}, {Workers: 4, BatchRows: 1}, {Workers: 1, BatchRows: 3},
		{Workers: 3, BatchRows: 3, NoRewrites: true},
	} {
		res, err := eval.Run(context.Background(), n, o)
		require.NoError(t, err)
		all, err := res.Table()
		res.Close()
		require.NoError(t, err)
		got := text(all)
		if want == "" {
			want = got
		}
		require.Equal(t, want, got, "with %+v", o)
	}
	return want
}

func scan(n int) plan.Node { return &plan.Scan{Name: "T", Source: numbers(n)} }

func TestStreaming(t *testing.T) {
	n := &plan.Limit{N: 2, Offset: 1, Input: &plan.Project{
		Input: &plan.Filter{Input: scan(20), Pred: call(&greater, table.TypeBool, long("id"), number(9))},
		Cols:  []plan.Named{{Name: "W", Expr: call(&upper, table.TypeString, str("word"))}, {Name: "id", Expr: long("id")}},
	}}
	require.Equal(t, "(W:string, id:long)\n[\"W4\",11]\n[\"W5\",12]\n", run(t, n))
}

func TestAggregate(t *testing.T) {
	agg := &plan.Aggregate{
		Input: scan(100),
		Keys:  []plan.Named{{Name: "word", Expr: str("word")}},
		Aggs: []plan.Agg{{Names: []string{"s"}, Types: []table.Type{table.TypeLong}, Func: &sum, Overload: &sum.Impl[0], Args: []plan.Expr{long("id")},
			Where: call(&greater, table.TypeBool, long("id"), number(90))}},
	}
	require.Equal(t, "(word:string, s:long)\n[\"w0\",189]\n[\"w1\",191]\n[\"w2\",93]\n[null,94]\n[\"w4\",95]\n[\"w5\",96]\n[\"w6\",97]\n", run(t, agg))
	dropped := *agg
	dropped.DropNullKeys = true
	require.NotContains(t, run(t, &dropped), "null")
	require.Equal(t, "(s:long)\n[0]\n", run(t, &plan.Aggregate{Input: scan(0), Aggs: agg.Aggs}))
	require.Equal(t, "(word:string, s:long)\n", run(t, &plan.Aggregate{Input: scan(0), Keys: agg.Keys, Aggs: agg.Aggs}))
}

func TestSort(t *testing.T) {
	keys := []plan.SortKey{{Expr: str("word"), Desc: true, NullsFirst: true}, {Expr: long("id"), Desc: true}}
	require.Equal(t, "(id:long, word:string)\n[3,null]\n[6,\"w6\"]\n[5,\"w5\"]\n[4,\"w4\"]\n[2,\"w2\"]\n[8,\"w1\"]\n[1,\"w1\"]\n[7,\"w0\"]\n[0,\"w0\"]\n",
		run(t, &plan.Sort{Input: scan(9), Keys: keys, Limit: -1}))
	top := &plan.Limit{N: 3, Input: &plan.Sort{Input: scan(50000), Keys: keys[1:], Limit: -1}}
	require.Equal(t, "(id:long, word:string)\n[49999,\"w5\"]\n[49998,\"w4\"]\n[49997,null]\n", run(t, top))
	require.Equal(t, "(id:long, word:string)\n[8,\"w1\"]\n[7,\"w0\"]\n", run(t, &plan.Limit{Input: scan(9), N: 2, Last: true}))
}

func TestJoin(t *testing.T) {
	cols := []plan.JoinColumn{{From: "id", As: "id", T: table.TypeLong}, {Right: true, From: "id", As: "id1", T: table.TypeLong}}
	join := func(kind plan.JoinKind) string {
		return run(t, &plan.Join{Left: scan(4), Right: &plan.Limit{Input: &plan.Scan{Name: "R", Source: numbers(16)}, N: 9, Offset: 2},
			Kind: kind, On: []plan.JoinKey{{Left: str("word"), Right: str("word")}}, Cols: cols})
	}
	require.Equal(t, "(id:long, id1:long)\n[0,7]\n[1,8]\n[2,2]\n[2,9]\n", join(plan.Inner))
	require.Equal(t, "(id:long, id1:long)\n[0,7]\n[1,8]\n[2,2]\n[2,9]\n[3,null]\n", join(plan.LeftOuter))
	require.Equal(t, "(id:long, id1:long)\n[0,7]\n[1,8]\n[2,2]\n[2,9]\n[3,null]\n[null,3]\n[null,4]\n[null,5]\n[null,6]\n[null,10]\n", join(plan.FullOuter))
	require.Equal(t, "(id:long, id1:long)\n[3,null]\n", join(plan.LeftAnti))
}

func TestExpandAndUnion(t *testing.T) {
	list := table.NewList([]int32{0, 2, 2, 3}, table.NewVec([]string{"a", "b", "c"}, nil), nil)
	s := table.NewSchema(table.Field{Name: "l", Type: table.TypeDynamic}, table.Field{Name: "n", Type: table.TypeLong})
	values := &plan.Values{Table: table.New(s, list, table.NewVec([]int64{1, 2, 3}, nil))}
	e := &plan.Expand{Input: values, Index: "i", Cols: []plan.ExpandColumn{{Expr: &plan.Column{Name: "l", T: table.TypeDynamic}, As: "l", To: table.TypeDynamic}}}
	require.Equal(t, "(l:dynamic, n:long, i:long)\n[\"a\",1,0]\n[\"b\",1,1]\n[\"c\",3,0]\n", run(t, e))
	kept := *e
	kept.KeepEmpty = true
	require.Contains(t, run(t, &kept), "[null,2,0]")
	require.Equal(t, "(id:long, word:string, l:dynamic, n:long)\n[0,\"w0\",null,null]\n[null,null,[\"a\",\"b\"],1]\n[null,null,[],2]\n[null,null,[\"c\"],3]\n",
		run(t, &plan.Union{In: []plan.Node{scan(1), values}}))
}

func TestLateBoundOverListsAndMixedValues(t *testing.T) {
	mixed := table.NewVec([]table.Value{
		table.StringValue("x"), {}, table.ArrayValue([]table.Value{table.StringValue("y"), table.StringValue("z")}),
	}, nil)
	s := table.NewSchema(table.Field{Name: "m", Type: table.TypeDynamic})
	n := &plan.Project{
		Input: &plan.Values{Table: table.New(s, mixed)},
		Cols:  []plan.Named{{Name: "u", Expr: &plan.Call{Func: &upper, Args: []plan.Expr{&plan.Column{Name: "m", T: table.TypeDynamic}}, T: table.TypeDynamic}}},
	}
	got := run(t, n)
	require.Contains(t, got, `["Y","Z"]`)
}

func TestFailures(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		node plan.Node
		opts eval.Options
		kind source.Kind
	}{
		"panic":  {context.Background(), &plan.Project{Input: scan(3), Cols: []plan.Named{{Name: "b", Expr: call(&boom, table.TypeLong, long("id"))}}}, eval.Options{}, source.Runtime},
		"cancel": {ctx, scan(3), eval.Options{}, source.Limit},
		"rows":   {context.Background(), scan(30), eval.Options{Limits: eval.Limits{Rows: 10}}, source.Limit},
		"memory": {context.Background(), &plan.Sort{Input: scan(3000), Keys: []plan.SortKey{{Expr: long("id")}}, Limit: -1}, eval.Options{Limits: eval.Limits{Memory: 1000}}, source.Limit},
		"time":   {context.Background(), &plan.Sort{Input: scan(300000), Keys: []plan.SortKey{{Expr: long("id")}}, Limit: -1}, eval.Options{BatchRows: 1, Limits: eval.Limits{Duration: time.Millisecond}}, source.Limit},
	} {
		for _, workers := range []int{1, 2} {
			c.opts.Workers = workers
			res, err := eval.Run(c.ctx, c.node, c.opts)
			if err == nil {
				_, err = res.Table()
				res.Close()
			}
			require.Error(t, err, name)
			var e *source.Error
			require.ErrorAs(t, err, &e, name)
			require.Equal(t, c.kind, e.Kind, name)
		}
	}
}
