package functions

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// TestTextSetsCountAsMaps compares small and large groups with counting in
// maps.
func TestTextSetsCountAsMaps(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const groups = 9
	counts := make([]map[string]int, groups)
	order := make([][]string, groups)
	sets := map[string]*splTextSets{}
	for name, f := range map[string]func(*splTextSets, int) []table.Column{"dc": (*splTextSets).distinct, "values": (*splTextSets).values, "mode": (*splTextSets).mode} {
		sets[name] = &splTextSets{result: f, counted: name == "mode"}
	}
	for range 40 {
		ids, texts := make([]uint32, 50), make([]string, 50)
		for i := range ids {
			g := random.IntN(groups - 1) // the last one stays empty
			ids[i], texts[i] = uint32(g), fmt.Sprint(random.IntN(1+g*g*2))
			if counts[g] == nil {
				counts[g] = map[string]int{}
			}
			if counts[g][texts[i]]++; counts[g][texts[i]] == 1 {
				order[g] = append(order[g], texts[i])
			}
		}
		for _, s := range sets {
			require.NoError(t, s.Add(ids, groups, []table.Column{table.NewVec(texts, nil)}))
		}
	}
	dc, values, mode := sets["dc"].Results(groups)[0], sets["values"].Results(groups)[0], sets["mode"].Results(groups)[0]
	require.Greater(t, len(order[groups-2]), largeSet)
	for g := range groups {
		require.EqualValues(t, len(order[g]), dc.Value(g).Int())
		best := ""
		for _, s := range order[g] {
			if best == "" || counts[g][s] > counts[g][best] {
				best = s
			}
		}
		require.Equal(t, best, mode.Value(g).Str())
		slices.Sort(order[g])
		var got []string
		for _, v := range values.Value(g).Array() {
			got = append(got, v.Str())
		}
		require.Equal(t, order[g], got)
	}
	require.True(t, mode.Null(groups-1))
}
