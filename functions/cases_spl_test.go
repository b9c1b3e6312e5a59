package functions_test

import (
	"context"
	"fmt"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/spl"
	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// TestSPLCases runs every SPL case of the catalog through the whole engine,
// over one row and over several in batches of one.
func TestSPLCases(t *testing.T) {
	now, ok := table.ParseISO("2024-03-12T12:00:00Z")
	require.True(t, ok)
	names := functions.SPL().Scalars()
	sort.Strings(names)
	done := map[*functions.Func]bool{}
	count := 0
	for _, name := range names {
		f := functions.SPL().Scalar(name)
		if done[f] {
			continue
		}
		done[f] = true
		for expr, want := range f.SPLCases {
			count++
			for _, rows := range []int{1, 3} {
				search := fmt.Sprintf(`| makeresults count=%d | eval a=%s, b=%s | table a b`, rows, expr, want)
				got := runSPL(t, search, eval.Options{Now: now, BatchRows: 1})
				require.Equal(t, rows, got.Len(), search)
				for i := range rows {
					row := got.Batch().Row(i)
					require.Equal(t, shown(row[1]), shown(row[0]), "%s must be %s", expr, want)
				}
			}
		}
	}
	require.Greater(t, count, 100)
}

// shown is a value as SPL shows it; null differs from empty text.
func shown(v table.Value) string {
	if v.IsNull() {
		return "null"
	}
	return "=" + functions.Text(v)
}

func runSPL(t *testing.T, search string, o eval.Options) *table.Table {
	text := source.New("", search)
	tree, err := parser.SPL(text, parser.MacroSet{})
	require.NoError(t, err, search)
	b, err := spl.Bind(tree, &bind.Env{Text: text})
	require.NoError(t, err, search)
	res, err := eval.Run(context.Background(), b.Plan, o)
	require.NoError(t, err, search)
	defer res.Close()
	var batches []*table.Batch
	for {
		batch, err := res.Next()
		require.NoError(t, err, search)
		if batch == nil {
			return table.FromBatch(table.ConcatBatches(res.Schema(), batches))
		}
		batches = append(batches, batch)
	}
}
