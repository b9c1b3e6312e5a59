package functions

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func upTo(n int) (groups []uint32, xs *table.Vec[int64]) {
	vals := make([]int64, n)
	for i := range vals {
		vals[i] = int64(i + 1)
	}
	return make([]uint32, n), longs(vals...)
}

func sketchOf(t *testing.T, name string, n int) table.Column {
	t.Helper()
	groups, xs := upTo(n)
	acc, err := KQL().Aggregate(name).Impl[0].New(nil, []table.Type{table.TypeLong}, nil)
	require.NoError(t, err)
	require.NoError(t, acc.Add(groups, 1, []table.Column{xs}))
	return acc.Results(1)[0]
}

func TestDistinctSketch(t *testing.T) {
	require.Equal(t, int64(1000), callKernel(t, "dcount_hll", sketchOf(t, "hll", 1000)).Value(0).Int())
	many := callKernel(t, "dcount_hll", sketchOf(t, "hll", 300_000)).Value(0).Int()
	require.InEpsilon(t, 300_000, many, 0.02)
	merged := callKernel(t, "hll_merge", sketchOf(t, "hll", 10), sketchOf(t, "hll", 25))
	require.Equal(t, int64(25), callKernel(t, "dcount_hll", merged).Value(0).Int())
}

func TestQuantileSketch(t *testing.T) {
	d := sketchOf(t, "tdigest", 1000)
	require.Equal(t, 685.0, callKernel(t, "rank_tdigest", d, k(table.LongValue(685), 1)).Value(0).Real())
	require.Equal(t, 68.5, callKernel(t, "percentrank_tdigest", d, k(table.LongValue(685), 1)).Value(0).Real())
	merged := callKernel(t, "merge_tdigest", sketchOf(t, "tdigest", 10), sketchOf(t, "tdigest", 20))
	require.Equal(t, int64(20), callKernel(t, "percentile_tdigest", merged, k(table.RealValue(100), 1)).Value(0).Int())
	big := sketchOf(t, "tdigest", 100_000)
	require.InEpsilon(t, 25_000, callKernel(t, "percentile_tdigest", big, k(table.RealValue(25), 1)).Value(0).Int(), 0.01)
	require.LessOrEqual(t, len(big.Value(0).Array()), digestSize)
}
