package eval

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"
)

// Pairs get their numbers in the order they are first seen, whether they stand
// in a matrix, in one that has grown, or in the table that follows it.
func TestPairing(t *testing.T) {
	for _, c := range []struct {
		name          string
		height, width int
		hashed        bool
	}{
		{"few", 3, 5, false},
		{"long", 5000, 60, false},
		{"wide", 7, 90_000, false},
		{"many of few", 40_000, 25, false},
		{"sparse", 1 << 20, 1 << 20, true},
		{"one each", 1 << 18, 1 << 18, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewSource(1))
			p, want := &pairing{}, map[[2]uint32]uint32{}
			for batch := range 30 {
				out, next := make([]uint32, 5000), make([]uint32, 5000)
				for i := range out {
					// Both rise from batch to batch, as numbers of values do.
					out[i] = uint32(r.Intn(c.height*(batch+1)/30 + 1))
					next[i] = uint32(r.Intn(c.width*(batch+1)/30 + 1))
					if c.name == "one each" {
						next[i] = out[i]
					}
				}
				expected := make([]uint32, len(out))
				for i, a := range out {
					key := [2]uint32{a, next[i]}
					if _, ok := want[key]; !ok {
						want[key] = uint32(len(want))
					}
					expected[i] = want[key]
				}
				pairs := append([]uint32(nil), out...)
				p.combine(out, next, false)
				require.Equal(t, expected, out)
				p.combine(pairs, next, true)
				require.Equal(t, expected, pairs, "looked up")
			}
			require.Equal(t, c.hashed, p.hashed)
			require.Equal(t, len(want), p.count())
			unknown := []uint32{uint32(c.height) + 1, none, 0}
			p.combine(unknown, []uint32{0, 0, none}, true)
			require.Equal(t, []uint32{none, none, none}, unknown)
		})
	}
}
