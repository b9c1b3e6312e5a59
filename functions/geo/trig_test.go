package geo

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// exactSine adds up the series of the sine in 200 bits.
func exactSine(x float64) *big.Float {
	value := func(f float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(f) }
	square := new(big.Float).Mul(value(x), value(x))
	term, sum := value(x), value(x)
	for n := 3.0; n < 80; n += 2 {
		term.Mul(term, square)
		term.Quo(term, value(-n*(n-1)))
		sum.Add(sum, term)
	}
	return sum
}

func TestSinesAreRoundedCorrectly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	wrong := 0
	for range 2000 {
		x := (2*r.Float64() - 1) * 2 * math.Pi
		want, _ := exactSine(x).Float64()
		got, _ := sincos(x)
		if got.hi != want {
			wrong++
		}
		_, cosine := sincos(x)
		require.InDelta(t, math.Cos(x), cosine.hi, 1e-15)
	}
	require.LessOrEqual(t, wrong, 2)
}

func TestAnglesComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		x := (2*r.Float64() - 1) * math.Pi
		s, c := sincos(x)
		require.InEpsilon(t, x, atan2(s.hi, c.hi), 4e-16)
	}
	require.Zero(t, atan2(0, 1))
	require.InDelta(t, math.Pi/2, atan2(1, 0), 0)
	s, _ := sincos(math.Inf(1))
	require.True(t, math.IsNaN(s.hi))
}
