package goshawk_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// Values of conditional functions that are computed for some rows only are
// what they are when computed for all.
func TestBranchesAreComputedWhereTheyMatter(t *testing.T) {
	n := 100
	names, numbers, nulls := make([]string, n), make([]int64, n), make([]bool, n)
	for i := range n {
		names[i], numbers[i], nulls[i] = fmt.Sprintf("u%d;x%d", i%7, i%3), int64(i%11), i%5 == 0
		if nulls[i] {
			numbers[i] = 0
		}
	}
	schema := table.NewSchema(table.Field{Name: "Name", Type: table.TypeString}, table.Field{Name: "N", Type: table.TypeLong})
	rows := table.New(schema, table.NewVec(names, nil), table.NewVec(numbers, nulls))
	db := goshawk.New()
	db.AddTable("T", rows)
	db.AddEvents("T", rows)
	for lang, queries := range map[goshawk.Language][]string{
		goshawk.KQL: {
			"T | extend X = iff(N > 3, strcat(Name, '!'), toupper(Name))",
			"T | extend X = case(N > 3, toupper(Name), N == 2, strcat(Name, N), isnull(N), 'none', reverse(Name))",
			"T | extend X = iff(false, toupper(Name), reverse(Name)), Y = iff(true, N + 1, N * 2), Z = iff(N > 100, N + 1, N * 2)",
			"T | extend X = iff(N > 3, split(Name, ';'), dynamic([]))[0]",
			"T | extend X = iff(N > 3, iff(N > 6, strcat(Name, 'a'), strcat(Name, 'b')), strcat(Name, 'a'))",
		},
		goshawk.SPL: {
			`search * | eval X = if(N > 3, Name . "!", upper(Name))`,
			`search * | eval X = case(N > 3, split(Name, ";"), N = 2, N * 2, isnull(N), replace(Name, "u", "v"))`,
			`search * | eval M = split(Name, ";"), X = case(M = "u3", upper(M), M = "x1", N + 1, true(), M . "?")`,
			`search * | eval X = if(N > 100, upper(Name), N . "")`,
		},
	} {
		for _, text := range queries {
			q, err := db.Compile(lang, goshawk.Text{Query: text})
			require.NoError(t, err, text)
			plain, err := q.Table(context.Background(), goshawk.WithoutRewrites(), goshawk.Workers(1))
			require.NoError(t, err, text)
			for _, size := range []int{1, 3, 40, 1000} {
				got, err := q.Table(context.Background(), goshawk.BatchRows(size))
				require.NoError(t, err, text)
				require.Equal(t, rowsOf(plain), rowsOf(got), "%s in batches of %d", text, size)
			}
		}
	}
}

func rowsOf(t *table.Table) []string {
	out := make([]string, t.Len())
	for i := range out {
		out[i] = string(table.AppendJSON(nil, table.ArrayValue(t.Batch().Row(i))))
	}
	return out
}
