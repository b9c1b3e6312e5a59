package table_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestTrueRows(t *testing.T) {
	for _, every := range []int{1, 2, 3, 11, 13, 50, 1000} {
		for _, n := range []int{0, 1, 7, 64, 500} {
			vals := make([]bool, n)
			var want []int32
			for i := range vals {
				if vals[i] = i%every == every-1; vals[i] {
					want = append(want, int32(i))
				}
			}
			rows, all := table.TrueRows(table.NewVec(vals, nil))
			require.Equal(t, len(want) == n, all)
			if !all {
				require.ElementsMatch(t, want, rows)
				require.IsIncreasing(t, append([]int32{-1}, append(rows, int32(n))...))
			}
		}
	}
}

func TestTakeWithAndWithoutNulls(t *testing.T) {
	for _, nulls := range [][]bool{nil, {false, true, false}} {
		c := table.NewVec([]int64{5, 0, 7}, nulls)
		want := "0"
		if nulls != nil {
			want = "null"
		}
		require.Equal(t, []string{"7", want, "5"}, values(c.Take([]int32{2, 1, 0})))
		require.Equal(t, []string{"7", "null", want, "5"}, values(c.Take([]int32{2, -1, 1, 0})))
		v := c.Take([]int32{2, -1}).(*table.Vec[int64])
		require.Equal(t, []int64{7, 0}, v.Vals())
	}
}
