package kql_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// events is a small table that the tests bind as T.
func events() *table.Table {
	s := table.NewSchema(table.Field{Name: "Id", Type: table.TypeLong}, table.Field{Name: "Name", Type: table.TypeString},
		table.Field{Name: "Bag", Type: table.TypeDynamic}, table.Field{Name: "At", Type: table.TypeDateTime})
	return table.FromRows(s, [][]table.Value{{table.LongValue(1), table.StringValue("a"), {}, table.DateTimeValue(0)}})
}

func bindQuery(t *testing.T, query string, check bool) (*bind.Bound, error) {
	t.Helper()
	text := source.New("", query)
	tree, err := parser.KQL(text)
	require.NoError(t, err, query)
	return kql.Bind(tree, &bind.Env{Text: text, Tables: map[string]table.Source{"T": events()}, Check: check})
}

// findings are the errors as "line:column code message".
func findings(err error) []string {
	var out []string
	for _, e := range source.Errors(err) {
		out = append(out, fmt.Sprintf("%d:%d %s %s", e.Line(), e.Column(), e.Code, e.Message))
	}
	return out
}

func TestErrors(t *testing.T) {
	cases := []struct {
		query string
		want  []string
	}{
		{"T | where Nam == 'a'", []string{`1:11 KS142 the name "Nam" does not refer to any known column, table, variable or function; did you mean "Name"?`}},
		{"U | count", []string{`1:1 KS204 the name "U" does not refer to any known table, tabular variable or function; did you mean "T"?`}},
		{"T | extend x = toupperr(Name)", []string{`1:16 KS211 the name "toupperr" does not refer to any known function; did you mean "toupper"?`}},
		{"T | where Id", nil},
		{"T | where Name", []string{"1:11 KS107 a condition of type bool is expected, not string"}},
		{"T | extend x = strlen(Name, 1)", []string{"1:16 KS119 strlen takes 1 argument, not 2"}},
		{"T | extend x = Name + 1", []string{"1:16 GH208 the operator + does not take operands of the types (string, long)"}},
		{"T | project A = Nam | where B == 1 | extend C = toupperr(A)", []string{
			`1:17 KS142 the name "Nam" does not refer to any known column, table, variable or function; did you mean "Name"?`,
			`1:49 KS211 the name "toupperr" does not refer to any known function; did you mean "toupper"?`}},
		{"T | summarize count() by Bag", []string{`1:5 GH207 the group key "Bag" is of type dynamic: convert it, for example with tostring()`}},
		{"T | summarize Name", []string{"1:15 GH203 a column stands outside of an aggregate: aggregate it or put it after by"}},
		{"T | extend n = row_number()", []string{"1:16 GH206 row_number needs rows in a known order: put sort or serialize before it"}},
		{"T | sort by Id | extend n = row_number()", nil},
		{"T | join kind=sideways (T) on Id", []string{`1:10 GH201 join has no kind "sideways"`}},
		{"T | join (T) on Idd", []string{`1:17 KS142 the left side of the join has no column "Idd"`}},
		{"T | take 'x'", []string{"1:10 KS134 the expression value must be an integer"}},
		{"T | evaluate r(typeof(*), 'x')", []string{"1:14 GH290 the plugin r is not supported: it runs code of another language"}},
		{"T | evaluate basket('x')", []string{`1:21 KS107 basket takes a number here, or "~"`}},
		{"T | evaluate basket(0.5, Nam)", []string{`1:26 KS142 the name "Nam" does not refer to any known column, table, variable or function`}},
		{"T | evaluate basket(0.5, 7)", []string{`1:26 KS142 basket takes a column of weights here, or "~"`}},
		{"T | evaluate autocluster(Id)", []string{`1:26 KS142 the name "Id" does not refer to any known column, table, variable or function`}},
		{"let f = (x:long) { f(x) }; print f(1)", []string{`1:20 KS211 the name "f" does not refer to any known function`}},
		{"let a = 1;", []string{"1:1 GH209 the text has no query: it needs an expression after its let statements"}},
		{"where x == 1", []string{"1:1 KS174 the operator needs rows: put a table before it"}},
		{"T | project A = 1, A = 2", []string{`1:20 GH204 the column "A" is given twice`}},
		{"print extract('(', 1, 'x')", []string{"1:7 GH210 "}},
		{"T | extend x = extract('(', 1, Name)", []string{"1:16 GH210 "}},
		{"print datetime(soon)", []string{"1:7 GH205 datetime(soon) is not a valid datetime"}},
	}
	for _, c := range cases {
		_, err := bindQuery(t, c.query, false)
		got := findings(err)
		require.Len(t, got, len(c.want), "%s: %v", c.query, got)
		for i, w := range c.want {
			if strings.HasSuffix(w, " ") {
				require.Truef(t, strings.HasPrefix(got[i], w), "%s: %s", c.query, got[i])
				continue
			}
			require.Equal(t, w, got[i], c.query)
		}
	}
}

func TestCheckKnowsNoTables(t *testing.T) {
	for _, q := range []string{
		"DeviceEvents | where Anything has 'x' | summarize arg_max(Timestamp, *) by DeviceId | project Other",
		"let a = SomeTable; a | join kind=leftanti (Other | project K) on K | extend D = todynamic(X).y[0]",
		"union Sign*Logs, T | where TimeGenerated > ago(1d)",
	} {
		_, err := bindQuery(t, q, true)
		require.NoError(t, err, q)
	}
	_, err := bindQuery(t, "DeviceEvents | invoke FileProfile(SHA1)", true)
	require.Equal(t, source.Unsupported, source.Errors(err)[0].Kind)
}

// TestShapes pins the names and types of results.
func TestShapes(t *testing.T) {
	for query, want := range map[string]string{
		"T | project Id + 1, strlen(Name), Bag.a.b, Bag['k'], Bag[0]":       "(Column1:long, strlen_Name:long, Bag_a_b:dynamic, Bag_k:dynamic, Bag_0:dynamic)",
		"T | summarize count(), count(), max(At) by bin(At, 1d)":            "(At:datetime, count_:long, count_1:long, max_At:datetime)",
		"T | summarize x = sum(Id) / count(), round(avg(Id), 1)":            "(x:long, avg_Id:real)",
		"T | join (T | project Id, B = 1) on Id":                            "(Id:long, Name:string, Bag:dynamic, At:datetime, Id1:long, B:long)",
		"T | lookup (T | project Id, B = 1) on Id":                          "(Id:long, Name:string, Bag:dynamic, At:datetime, B:long)",
		"T | project Id | union (T | project Id = Name)":                    "(Id_long:long, Id_string:string)",
		"print 1, x = 2, now() > ago(1d)":                                   "(print_0:long, x:long, print_2:bool)",
		"T | project-away B*, *e":                                           "(Id:long, At:datetime)",
		"T | project-reorder At, * asc":                                     "(At:datetime, Bag:dynamic, Id:long, Name:string)",
		"T | mv-expand E = Bag to typeof(long)":                             "(Id:long, Name:string, Bag:dynamic, At:datetime, E:long)",
		"let f = (t:(Id:long), n:long = 2) { t | extend m = Id * n }; f(T)": "(Id:long, Name:string, Bag:dynamic, At:datetime, m:long)",
		"T | parse Name with * 'x' N:int":                                   "(Id:long, Name:string, Bag:dynamic, At:datetime, N:int)",
	} {
		b, err := bindQuery(t, query, false)
		require.NoError(t, err, query)
		require.Equal(t, want, b.Plan.Shape().Schema.String(), query)
	}
}

// TestGrowth: names that use names twice do not make binding explode.
func TestGrowth(t *testing.T) {
	for _, step := range []string{"let x%d = max_of(x%d, x%[2]d);", "let x%d = union x%d, x%[2]d;", "let x%d = () { let a = x%d(); let b = x%[2]d(); a };"} {
		first := map[byte]string{'m': "let x0 = now();", 'u': "let x0 = T;", '(': "let x0 = () { T };"}[step[10]]
		q := first
		for i := 1; i <= 40; i++ {
			q += fmt.Sprintf(step, i, i-1)
		}
		switch step[10] {
		case 'm':
			q += "print x40"
		case 'u':
			q += "x40"
		default:
			q += "x40()"
		}
		start := time.Now()
		_, err := bindQuery(t, q, false)
		require.Error(t, err)
		require.Less(t, time.Since(start), 5*time.Second)
		require.Equal(t, source.Limit, source.Errors(err)[0].Kind, err)
	}
}
