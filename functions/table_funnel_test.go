package functions

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// allWays are the first and last runs of every way through a sequence.
func allWays(runs []stateRun, sequence []string, window int64) [][2]int {
	var out [][2]int
	var follow func(begin, at, steps int)
	follow = func(begin, at, steps int) {
		if steps == len(sequence) {
			out = append(out, [2]int{begin, at})
			return
		}
		for i := at + 1; i < len(runs); i++ {
			if runs[i].state == sequence[steps] && runs[i].first-runs[at].last <= window {
				follow(begin, i, steps+1)
			}
		}
	}
	for i, r := range runs {
		if r.state == sequence[0] {
			follow(i, i, 1)
		}
	}
	return out
}

// The ways that are found are those of all that hold no other.
func TestShortestWays(t *testing.T) {
	states := []string{"a", "b", "c"}
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 3000 {
		var runs []stateRun
		at := int64(0)
		for range random.IntN(9) {
			at += random.Int64N(6)
			first := at
			at += random.Int64N(3)
			runs = append(runs, stateRun{states[random.IntN(3)], first, at})
		}
		var sequence []string
		for range 1 + random.IntN(4) {
			sequence = append(sequence, states[random.IntN(3)])
		}
		window := random.Int64N(9)
		all := allWays(runs, sequence, window)
		var want [][2]int
		for _, w := range all {
			shortest := true
			for _, o := range all {
				shortest = shortest && (o == w || o[0] < w[0] || o[1] > w[1])
			}
			if shortest && (len(want) == 0 || want[len(want)-1] != w) {
				want = append(want, w)
			}
		}
		require.Equal(t, want, shortestWays(runs, sequence, window), "%v %v %d", runs, sequence, window)
		found += len(want)
	}
	require.Greater(t, found, 1000)
}
