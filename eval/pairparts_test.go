package eval

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// TestKeysNumberedAtOnce compares numbering all rows at once, on several
// goroutines, with numbering them in order: equal keys have equal numbers, and
// a reader finds them, and only them.
func TestKeysNumberedAtOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	const n = fewPairs + 5000
	for _, distinct := range []int64{3, 700, 1 << 40} {
		cols := make([]table.Column, 3)
		for k := range cols {
			vals := make([]int64, n)
			for i := range vals {
				vals[i] = random.Int64N(distinct)
			}
			cols[k] = table.NewVec(vals, nil)
		}
		want, got := make([]uint32, n), make([]uint32, n)
		one, many := newGrouper(3, false), newGrouper(3, false)
		require.NoError(t, one.assignOnce(cols, want, 1))
		require.NoError(t, many.assignOnce(cols, got, 3))
		require.Equal(t, one.n, many.n)
		to := make([]int, one.n)
		for i, id := range want {
			if to[id] == 0 {
				to[id] = int(got[i]) + 1
			}
			if to[id] != int(got[i])+1 {
				require.Equal(t, to[id]-1, int(got[i]), "row %d", i)
			}
			require.Less(t, int(got[i]), many.n)
		}
		found := make([]uint32, n)
		many.reader().assign(cols, found)
		require.Equal(t, got, found)
		swapped := make([]uint32, n)
		many.reader().assign([]table.Column{cols[0], cols[2], cols[1]}, swapped)
		one.reader().assign([]table.Column{cols[0], cols[2], cols[1]}, found)
		for i := range found {
			require.Equal(t, found[i] == none, swapped[i] == none)
		}
	}
}
