package functions

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRoundPlain compares the quick way of rounding with the one on text, on
// numbers with few digits, many of them halves, and on any others.
func TestRoundPlain(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	quick := 0
	for range 200000 {
		x := random.Float64() * float64(uint64(1)<<random.IntN(40))
		if random.IntN(2) == 0 {
			text := strconv.Itoa(random.IntN(1000)) + "." + strconv.Itoa(random.IntN(10000)) + []string{"", "5", "49", "51"}[random.IntN(4)]
			x, _ = strconv.ParseFloat(text, 64)
		}
		decimals := random.IntN(8)
		got, ok := roundPlain(x, decimals)
		if !ok {
			continue
		}
		quick++
		if want := roundText(x, decimals); got != want {
			require.Equal(t, want, got, "%v to %d", x, decimals)
		}
	}
	require.Greater(t, quick, 100000)
	require.Equal(t, 1.01, roundDigits(1.005, 2))
	require.Equal(t, -2.0, roundDigits(-1.5, 0))
}
