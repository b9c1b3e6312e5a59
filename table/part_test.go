package table_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// Neighbours that were cut from one column are put together without copying,
// anything else by copying.
func TestConcatOfNeighbours(t *testing.T) {
	vec := table.NewVec([]int64{1, 2, 3, 4, 5, 6}, []bool{true, false, false, false, true, false})
	dict := table.Encode(table.NewVec([]string{"a", "b", "a", "c", "b", "a"}, nil))
	for _, c := range []table.Column{vec, dict} {
		all := values(c)
		require.Same(t, c, table.Concat([]table.Column{c.Slice(0, 2), c.Slice(2, 6)}))
		middle := c.Slice(1, 5)
		require.Equal(t, all[1:5], values(table.Concat([]table.Column{middle.Slice(0, 1), middle.Slice(1, 3), c.Slice(4, 5)})))
		require.Equal(t, append(append([]string{}, all[2:4]...), all[0:2]...), values(table.Concat([]table.Column{c.Slice(2, 4), c.Slice(0, 2)})))
		require.Equal(t, append(append([]string{}, all[:2]...), all[3:]...), values(table.Concat([]table.Column{c.Slice(0, 2), c.Slice(3, 6)})))
		require.Equal(t, append(append([]string{}, all...), all...), values(table.Concat([]table.Column{c, c})))
		views := []table.Column{table.NewView(c, []int32{5, 0, -1}), table.NewView(c, []int32{1})}
		require.Equal(t, []string{all[5], all[0], "null", all[1]}, values(table.Concat(views)))
		table.Resolve(views[0])
		require.Equal(t, []string{all[5], all[0], "null", all[1]}, values(table.Concat(views)))
	}
}

func TestConcatOfManyRows(t *testing.T) {
	n := 1 << 16
	numbers, texts := make([]int64, n), make([]string, n)
	for i := range n {
		numbers[i], texts[i] = int64(i), string(rune('a'+i%26))
	}
	schema := table.NewSchema(table.Field{Name: "n", Type: table.TypeLong}, table.Field{Name: "s", Type: table.TypeString})
	b := table.NewBatch(schema, n, table.NewVec(numbers, nil), table.NewVec(texts, nil))
	all := table.ConcatBatches(schema, []*table.Batch{b, b, b.View([]int32{7})})
	require.Equal(t, 2*n+1, all.Len())
	for _, row := range []int{0, n - 1, n, 2*n - 1} {
		require.Equal(t, b.Row(row%n), all.Row(row))
	}
	require.Equal(t, b.Row(7), all.Row(2*n))
}
