package goshawk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
)

// traced are queries with where they lose their rows: the stages as rows and
// text, the one that lost the last row marked by !, and the conditions of it
// as failing rows and text, those marked * that the nearest row fails.
var traced = []struct {
	lang  goshawk.Language
	query string
	want  string
	near  string
}{
	{goshawk.KQL, "T | where a > 1 | project a", "4 T, 3 where a > 1, 3 project a", ""},
	{goshawk.KQL, "T | where a > 1 and s == 'x' and b | project a", "4 T, !0 where a > 1 and s == 'x' and b, 0 project a",
		"*1 a > 1, 2 s == 'x', 2 b: a=1 s=x b=true"},
	{goshawk.KQL, "T\n| where a > 1\n| where s has 'nothing'", "4 T, 3 where a > 1, !0 where s has 'nothing'", "*3 s has 'nothing': s=y a=2 b=true"},
	{goshawk.KQL, "T | take 0", "0 T, !0 take 0", ""},
	{goshawk.KQL, "T | where a > 9 | count", "4 T, 0 where a > 9, 1 count", ""},
	{goshawk.KQL, "T | join kind=inner (U | where c > 7) on $left.a == $right.c", "4 T, 2 U, !0 where c > 7, 0 join kind=inner (U | where c > 7) on $left.a == $right.c",
		"*2 c > 7: c=7 d=p"},
	{goshawk.KQL, "T | join kind=inner U on $left.a == $right.c", "4 T, !0 join kind=inner U on $left.a == $right.c", ""},
	{goshawk.KQL, "T | join kind=leftouter (U | where c > 50) on $left.a == $right.c | where isnotempty(d)",
		"4 T, 2 U, 0 where c > 50, 4 join kind=leftouter (U | where c > 50) on $left.a == $right.c, !0 where isnotempty(d)", "*4 isnotempty(d): d= a=1 s=x b=true"},
	{goshawk.KQL, "T | where a > 9 | union (U | where c == 7) | where a == 1", "4 T, 0 where a > 9, 2 U, 1 where c == 7, 1 union (U | where c == 7), !0 where a == 1", "*1 a == 1: a=null c=7 d=p"},
	{goshawk.KQL, "let lim = 9; let V = T | where a > lim; V | extend z = 1 | where z == 1", "4 T, !0 where a > lim, 0 extend z = 1, 0 where z == 1", "*4 a > lim: a=1 s=x b=true"},
	{goshawk.SPL, "search a=3 s=y OR s=z | stats count by s", "!0 search a=3 s=y OR s=z, 0 stats count by s", "*3 a=3, 2 s=y OR s=z: a=2 s=y b=true"},
	{goshawk.SPL, "search a=* | where a >= 2 AND s=\"q\" | `rest(5)`", "4 search a=*, !0 where a >= 2 AND s=\"q\", 0 where a < 5, 0 eval k = 1", "1 a >= 2, *4 s=\"q\": s=y a=2 b=true"},
	{goshawk.SPL, "search a=* | stats count by s | eval k=1 | where count > 5", "4 search a=*, 3 stats count by s, 3 eval k=1, !0 where count > 5", "*3 count > 5: count=2 s=x k=1"},
	{goshawk.SPL, "search a=* | `rest(1)` | stats count by k", "4 search a=*, !0 where a < 1, 0 eval k = 1, 0 stats count by k", "*4 a < 1: a=1 s=x b=true"},
}

func traceEngine(t *testing.T) *goshawk.Engine {
	db := goshawk.New()
	for name, text := range map[string]string{
		"T": "datatable(a:long, s:string, b:bool)[1, 'x', true, 2, 'y', true, 3, 'x', false, 4, 'z', false]",
		"U": "datatable(c:long, d:string)[7, 'p', 8, 'q'] | where c < 9 | extend c = iff(c == 8, 5, c) | where true",
	} {
		if name == "U" {
			text = "datatable(c:long, d:string)[7, 'p', 5, 'q'] | extend c = c"
		}
		q, err := db.CompileKQL(text)
		require.NoError(t, err)
		tab, err := q.Table(t.Context())
		require.NoError(t, err)
		db.AddTable(name, tab)
		if name == "T" {
			db.AddEvents("main", tab)
		}
	}
	db.AddMacro("rest(1)", goshawk.Macro{Args: []string{"n"}, Definition: "where a < $n$ | eval k = 1"})
	return db
}

func TestTrace(t *testing.T) {
	db := traceEngine(t)
	for _, c := range traced {
		q, err := db.Compile(c.lang, goshawk.Text{Query: c.query, Name: "q"})
		require.NoError(t, err, c.query)
		for _, workers := range []int{1, 4} {
			trace, err := q.Trace(t.Context(), goshawk.Workers(workers), goshawk.BatchRows(2*workers-1))
			require.NoError(t, err, c.query)
			stages, near := describeTrace(trace)
			require.Equal(t, c.want, stages, c.query)
			require.Equal(t, c.near, near, c.query)
		}
	}
}

func describeTrace(trace *goshawk.Trace) (string, string) {
	var stages []string
	for i, s := range trace.Stages {
		mark := ""
		if i == trace.Died {
			mark = "!"
		}
		stages = append(stages, fmt.Sprintf("%s%d %s", mark, s.Rows, s.Text))
	}
	if trace.Miss == nil {
		return strings.Join(stages, ", "), ""
	}
	var conditions []string
	for _, c := range trace.Miss.Conditions {
		mark := ""
		if c.Nearest {
			mark = "*"
		}
		conditions = append(conditions, fmt.Sprintf("%s%d %s", mark, c.Failing, c.Text))
	}
	near := strings.Join(conditions, ", ") + ":"
	for _, v := range trace.Miss.Nearest {
		text := output.Text(v.Value)
		if v.Value.IsNull() {
			text = "null"
		}
		near += " " + v.Name + "=" + text
	}
	return strings.Join(stages, ", "), near
}

// TestTracePlaces wants stages of macros where the macros were called.
func TestTracePlaces(t *testing.T) {
	q, err := traceEngine(t).Compile(goshawk.SPL, goshawk.Text{Query: "search a=*\n| `rest(1)`\n| stats count\n  by k", Name: "q"})
	require.NoError(t, err)
	trace, err := q.Trace(t.Context())
	require.NoError(t, err)
	var places []goshawk.Place
	for _, s := range trace.Stages {
		places = append(places, s.Place)
	}
	require.Equal(t, []goshawk.Place{{"q", 1, 1, 1, 11}, {"q", 2, 3, 2, 12}, {"q", 2, 3, 2, 12}, {"q", 3, 3, 4, 7}}, places)
}
