package table_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestEncodeOrdersRepeatedTexts(t *testing.T) {
	var vals []string
	for i := range 1000 {
		vals = append(vals, fmt.Sprint(i*7919%31))
	}
	plain := table.NewVec(vals, nil)
	coded := table.NewDict([]uint32{2, 0, 1, 2, 0, 1}, table.NewVec([]string{"b", "a", "b"}, nil))
	for _, c := range []table.Column{plain, coded} {
		d, ok := table.Encode(c).(*table.Dict)
		require.True(t, ok)
		require.True(t, d.Ordered())
		entries := d.Entries().Vals()
		require.True(t, slices.IsSorted(entries))
		require.Len(t, slices.Compact(slices.Clone(entries)), len(entries))
		for i := range c.Len() {
			require.Equal(t, c.Value(i), d.Value(i))
		}
		require.Same(t, d, table.Encode(d))
	}
}

func TestEncodeLeavesOtherColumnsAlone(t *testing.T) {
	var unique []string
	for i := range 20000 {
		unique = append(unique, fmt.Sprint(i))
	}
	for _, c := range []table.Column{
		table.NewVec(unique, nil),
		table.NewVec(unique[:100], nil),
		table.NewVec([]string{"a", "", "a"}, []bool{false, true, false}),
		table.NewVec([]int64{1, 1, 1}, nil),
	} {
		require.Same(t, c, table.Encode(c))
	}
}

func TestConcatOfOneDictionaryKeepsIt(t *testing.T) {
	d := table.Encode(table.NewVec([]string{"x", "y", "x", "x"}, nil))
	joined, ok := table.Concat([]table.Column{d.Slice(2, 4), d.Slice(0, 2)}).(*table.Dict)
	require.True(t, ok)
	require.True(t, joined.Ordered())
	require.Equal(t, "x x x y", fmt.Sprintf("%s %s %s %s", joined.Value(0).Str(), joined.Value(1).Str(), joined.Value(2).Str(), joined.Value(3).Str()))
}
