package goshawk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// TestSieve: what a sieve keeps for many queries at once is what each of them
// keeps alone, whatever they have in common.
func TestSieve(t *testing.T) {
	ctx := context.Background()
	var rows []byte
	for i := range 40 {
		rows = append(rows, `{"t":"2026-03-`+string(rune('0'+i%3))+`1T10:00:00Z","host":"PC-`+string(rune('a'+i%5))+`","d":{"u":"x`+string(rune('0'+i%7))+`"},"n":`+string(rune('0'+i%10))+`,"id":`+string(rune('1'+i/10))+string(rune('0'+i%10))+"}\n"...)
	}
	src, err := readers.FromBytes(ctx, "t.ndjson", rows, readers.Options{Name: "T"})
	require.NoError(t, err)
	db := goshawk.New()
	db.AddTable("T", src)
	filters := []string{
		"T",
		"T | where n > 3",
		"T | where n > 3 and host has 'a'",
		"T | where host has 'a' and n > 3 and tostring(d.u) contains 'X1'",
		"T | where tostring(d.u) contains 'x1' or tostring(d.u) == 'x2'",
		"T | where n > 3 | where tostring(d.u) == 'x2' or strlen(tolower(host)) > 9",
		"T | where strlen(tolower(host)) == 4 | where n > 8",
		"T | where n > 8 and tolower(host) in ('pc-b', 'pc-e') and tolower(host) != 'pc-b'",
		"T | where n > 99",
		"T | where t > ago(10d)",
		"T | where t > ago(10d) and n > 3",
		"T | where n < 100",
		"T | where n < 100 and t > ago(10d)",
		"T | where * has 'pc-b' and n > 1",
		"T | where n in ((T | where n > 8 | project n)) and t > ago(10d)", // the first part needs a table
	}
	now := goshawk.Now(goldenNow)
	var demands []goshawk.Demand
	var want [][]int64
	for _, text := range filters {
		q, err := db.CompileKQL(text)
		require.NoError(t, err, text)
		list, exact := q.Demands(now)
		require.True(t, exact)
		demands = append(demands, list[len(list)-1]) // those of subqueries come first
		if len(list) > 1 {
			q, err = db.CompileKQL("T | where t > ago(10d)")
			require.NoError(t, err)
		}
		res, err := q.Table(ctx, now)
		require.NoError(t, err)
		want = append(want, ids(res.Batch(), nil, true))
	}
	whole, err := db.CompileKQL("T")
	require.NoError(t, err)
	all, err := whole.Table(ctx)
	require.NoError(t, err)
	sieve := goshawk.NewSieve(ctx, demands)
	require.False(t, sieve.Records(), "of few columns none is searched for")
	w := sieve.Worker()
	for _, step := range []int{1, 7, 40} {
		got := make([][]int64, len(demands))
		for from := 0; from < all.Len(); from += step {
			b := all.Batch().Slice(from, min(from+step, all.Len()))
			for i := range demands {
				rows, every, sure := w.Rows(i, b)
				require.Equal(t, !strings.Contains(filters[i], "project"), sure)
				got[i] = append(got[i], ids(b, rows, every)...)
			}
		}
		for i := range demands {
			require.Equal(t, want[i], got[i], "%s, %d rows at a time", filters[i], step)
		}
	}
}

// TestSieveLooksAtRecords: where a text is looked for in many columns, rows
// whose record does not have it are left out, unless it may be spelled there in
// another way.
func TestSieveLooksAtRecords(t *testing.T) {
	db := goshawk.New()
	var fields []table.Field
	var cols []table.Column
	for i := range 9 {
		fields = append(fields, table.Field{Name: string(rune('a' + i)), Type: table.TypeString})
		cols = append(cols, table.NewVec([]string{"x needle", "x", "x needle", "x", "needle"}, nil))
	}
	rows := table.New(table.NewSchema(fields...), cols...)
	db.AddTable("T", rows)
	q, err := db.CompileKQL("T | where * has 'NEEDLE'")
	require.NoError(t, err)
	demands, _ := q.Demands()
	sieve := goshawk.NewSieve(context.Background(), demands)
	require.True(t, sieve.Records())
	fields = append(fields, table.Field{Name: table.RecordColumn, Type: table.TypeString})
	for want, records := range map[string][]string{
		"[0 2 4]": {"a Needle", "needle", "needle", `\u`, "needle"},
		"[0 2]":   {`n\u0065edle`, "", "needle", "", "what is not in the record is not in a column"},
		"[]":      {"", "", "", "needle", ""},
	} {
		b := table.NewBatch(table.NewSchema(fields...), 5, append(slices.Clone(cols), table.NewVec(records, nil))...)
		got, all, sure := sieve.Worker().Rows(0, b)
		require.False(t, all)
		require.True(t, sure)
		require.Equal(t, want, fmt.Sprint(got))
	}
}

// TestDemandLeading: of several filters, that nearest to the scan chooses first.
func TestDemandLeading(t *testing.T) {
	db := goshawk.New()
	db.AddTable("T", table.New(table.NewSchema(table.Field{Name: "a", Type: table.TypeLong}, table.Field{Name: "b", Type: table.TypeString}),
		table.NewVec([]int64{1}, nil), table.NewVec([]string{"x"}, nil)))
	for text, want := range map[string][]string{
		"T":                                          nil,
		"T | where a > 1 | where b has 'x'":          {"a"},
		"T | where b has 'x' | where a > 1":          {"b"},
		"T | where b has 'x' and a > 1":              {"b"},
		"T | where strlen(b) + a > 1":                {"b", "a"},
		"T | summarize n = count() by a":             nil,
		"T | where a > 1 | take 5 | where b has 'x'": {"a"},
	} {
		q, err := db.CompileKQL(text)
		require.NoError(t, err, text)
		demands, _ := q.Demands()
		require.Len(t, demands, 1)
		require.Equal(t, want, demands[0].Leading(), text)
	}
}

// ids are the values of id in some rows of a batch, or all.
func ids(b *table.Batch, rows []int32, all bool) []int64 {
	var out []int64
	if all {
		for i := range b.Len() {
			rows = append(rows, int32(i))
		}
	}
	for _, r := range rows {
		out = append(out, b.Column("id").Value(int(r)).Int())
	}
	return out
}
