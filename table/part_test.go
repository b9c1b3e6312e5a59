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
		picked := table.Concat([]table.Column{c.Slice(1, 2), c.Slice(3, 4)}) // whole again, though made of parts
		require.Equal(t, []string{all[1], all[3]}, values(table.Concat([]table.Column{picked.Slice(0, 1), picked.Slice(1, 2)})))
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

// Views of one column, or of parts of one, are put together as a view of it.
func TestViewsOfOneColumnAreJoined(t *testing.T) {
	list := table.NewList([]int32{0, 1, 1, 3, 4, 6}, table.NewVec([]string{"a", "b", "c", "d", "e", "f"}, nil), nil)
	for name, whole := range map[string]table.Column{
		"numbers": table.NewVec([]int64{10, 11, 12, 13, 14}, []bool{false, true, false, false, false}),
		"texts":   table.NewVec([]string{"a", "b", "c", "d", "e"}, nil),
		"codes":   table.NewDict([]uint32{0, 1, 0, 1, 1}, table.NewVec([]string{"x", "y"}, nil)),
		"lists":   list,
	} {
		t.Run(name, func(t *testing.T) {
			values := func(c table.Column) (out []table.Value) {
				for i := range c.Len() {
					out = append(out, c.Value(i))
				}
				return out
			}
			of := func(rows ...int) (out []table.Value) {
				for _, r := range rows {
					if r < 0 {
						out = append(out, table.Value{})
						continue
					}
					out = append(out, whole.Value(r))
				}
				return out
			}
			first, second := whole.Slice(0, 2), whole.Slice(2, 5).Slice(1, 3)
			joined := table.Concat([]table.Column{table.NewView(second, []int32{1, -1}), table.NewView(first, []int32{0}), table.NewView(whole, []int32{2})})
			base, rows, ok := joined.(*table.View).Selected()
			require.True(t, ok)
			require.Same(t, whole, base)
			require.Equal(t, []int32{4, -1, 0, 2}, rows)
			require.Equal(t, of(4, -1, 0, 2), values(joined))
			require.Equal(t, of(4, -1, 0, 2), values(table.Resolve(joined)))

			read := table.NewView(first, []int32{1})
			table.Resolve(read)
			require.Equal(t, of(3, 1), values(table.Concat([]table.Column{table.NewView(second, []int32{0}), read})), "one that has been gathered")
			other := table.NewView(whole.Take([]int32{4}), []int32{0})
			require.Equal(t, of(3, 4), values(table.Concat([]table.Column{table.NewView(second, []int32{0}), other})), "one of another column")

			coded := table.NewCoded(whole, []int32{1, 1})
			entries, codes, ok := table.Concat([]table.Column{coded, table.NewCoded(whole, []int32{0})}).(*table.View).Coded()
			require.True(t, ok)
			require.Same(t, whole, entries)
			require.Equal(t, []int32{1, 1, 0}, codes)
			_, _, ok = table.Concat([]table.Column{coded, table.NewView(whole, []int32{0})}).(*table.View).Coded()
			require.False(t, ok)
		})
	}
}
