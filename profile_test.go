package goshawk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// profiled runs a query over a table of users and numbers and gives the rows
// that left each operator, as "line:column operator rows".
func profiled(t *testing.T, lang goshawk.Language, query string, opts ...goshawk.RunOption) []string {
	t.Helper()
	schema := table.NewSchema(table.Field{Name: "User", Type: table.TypeString}, table.Field{Name: "N", Type: table.TypeLong})
	rows := table.FromBatch(table.NewBatch(schema, 6, table.NewVec([]string{"amara", "bjorn", "amara", "chidi", "bjorn", "amara"}, nil), table.NewVec([]int64{1, 2, 3, 4, 5, 6}, nil)))
	db := goshawk.New()
	db.AddTable("T", rows)
	db.AddEvents("T", rows)
	q, err := db.Compile(lang, goshawk.Text{Query: query})
	require.NoError(t, err)
	var p goshawk.Profile
	_, err = q.Table(context.Background(), append(opts, goshawk.WithProfile(&p))...)
	require.NoError(t, err)
	var out []string
	for _, s := range p.Operators() {
		out = append(out, fmt.Sprintf("%d:%d %s %d", s.Line, s.Column, s.Operator, s.Rows))
	}
	return out
}

func TestProfileTellsRowsOfEachOperator(t *testing.T) {
	for _, c := range []struct {
		name  string
		lang  goshawk.Language
		query string
		want  []string
	}{
		{"pipeline", goshawk.KQL, "T\n| where N > 1\n| where User != 'chidi'\n| summarize Sum = sum(N) by User\n| where Sum > 100", []string{
			"1:1 T 6", "2:3 where N > 1 5", "3:3 where User != 'chidi' 4", "4:3 summarize Sum = sum(N) by User 2", "5:3 where Sum > 100 0",
		}},
		{"a fused top has both operators", goshawk.KQL, "T | sort by N desc | take 2", []string{"1:1 T 6", "1:5 sort by N desc 2", "1:22 take 2 2"}},
		{"join", goshawk.KQL, "T | join kind=inner (T | where N == 3) on User", []string{
			"1:1 T 6", "1:22 T 6", "1:26 where N == 3 1", "1:5 join kind=inner (T | where N == 3) on User 3",
		}},
		{"subquery", goshawk.KQL, "T | where N > toscalar(T | summarize min(N))", []string{
			"1:1 T 6", "1:5 where N > toscalar(T | summarize min(N)) 5", "1:24 T 6", "1:28 summarize min(N) 1",
		}},
		{"search", goshawk.SPL, "search User=amara | stats count by User | where count > 3", []string{
			"1:1 search User=amara 3", "1:21 stats count by User 1", "1:43 where count > 3 0",
		}},
	} {
		for _, workers := range []int{1, 3} {
			require.Equal(t, c.want, profiled(t, c.lang, c.query, goshawk.Workers(workers), goshawk.BatchRows(2)), c.name)
		}
	}
}

// Filters that a file's scan computes are told apart, and one that a union's
// inputs compute counts for all of them.
func TestProfileOfFilteredScan(t *testing.T) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "{\"N\": %d, \"User\": \"u%d\", \"M\": 1}\n", i, i%4)
	}
	src, err := readers.FromBytes(t.Context(), "t.ndjson", []byte(text.String()), readers.Options{})
	require.NoError(t, err)
	db := goshawk.New()
	db.AddTable("T", src)
	for query, want := range map[string][]string{
		"T | where N >= 900 | where User == 'u3' | project M": {"1:1 T 1000", "1:5 where N >= 900 100", "1:22 where User == 'u3' 25", "1:43 project M 25"},
		"union T, T | where N >= 900 and User == 'u1'":        {"1:14 where N >= 900 and User == 'u1' 50", "1:1 union T, T 50"},
	} {
		q, err := db.CompileKQL(query)
		require.NoError(t, err)
		for _, workers := range []int{1, 3} {
			var p goshawk.Profile
			_, err = q.Table(t.Context(), goshawk.WithProfile(&p), goshawk.Workers(workers))
			require.NoError(t, err)
			var got []string
			for _, s := range p.Operators() {
				got = append(got, fmt.Sprintf("%d:%d %s %d", s.Line, s.Column, s.Operator, s.Rows))
			}
			require.ElementsMatch(t, want, got)
		}
	}
}

// An operator that runs once for each group of rows has the sum of its rows.
func TestProfileOfPartitions(t *testing.T) {
	require.Equal(t, []string{
		"1:1 T 6", "1:24 top 1 by N 3", "1:5 partition by User (top 1 by N) 3",
	}, profiled(t, goshawk.KQL, "T | partition by User (top 1 by N)"))
}

func TestProfilePrintsFormsAndRows(t *testing.T) {
	db := goshawk.New()
	q, err := db.CompileKQL("print A = 'x', B = dynamic([1, 2]) | where A == 'x'")
	require.NoError(t, err)
	var p goshawk.Profile
	_, err = q.Table(context.Background(), goshawk.WithProfile(&p))
	require.NoError(t, err)
	require.Regexp(t, `(?m)^ +1 rows +\S+  Filter ==\(A, "x"\)\n +constant: A, B\n`, p.String())
}
