package chart

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func marks(a axis) string {
	var all []string
	for _, t := range a.ticks {
		s := t.label
		if t.context != "" {
			s += " (" + t.context + ")"
		}
		all = append(all, s)
	}
	return strings.Join(all, "  ")
}

func TestLinearAxis(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0, 7, "0  2  4  6  8"},
		{0, 1, "0.0  0.2  0.4  0.6  0.8  1.0"},
		{0, 48000, "0  10k  20k  30k  40k  50k"},
		{0, 3.2e6, "0  1M  2M  3M  4M"},
		{-5, 5, "-6  -4  -2  0  2  4  6"},
		{0.001, 0.0042, "0.001  0.002  0.003  0.004  0.005"},
		{5, 5, "4.5  4.6  4.7"},
		{1e17, 1e17, ""},
	} {
		a := linearAxis(c.low, c.high, 5, true)
		require.LessOrEqual(t, len(a.ticks), 12)
		require.Less(t, a.min, a.max)
		if c.low != c.high {
			require.Equal(t, strings.ReplaceAll(c.want, "0.0  ", "0  "), marks(a))
			require.LessOrEqual(t, a.min, c.low)
			require.GreaterOrEqual(t, a.max, c.high)
		}
	}
}

func TestLogAxis(t *testing.T) {
	require.Equal(t, "1  10  100  1,000", marks(logAxis(2, 900)))
	a := logAxis(1, 100)
	require.InDelta(t, 0.5, a.at(10), 1e-12)
	require.Zero(t, a.at(-1))
	require.Equal(t, "1  10", marks(logAxis(-3, 0)), "nothing above zero")
}

func TestTimeAxis(t *testing.T) {
	at := func(s string) float64 {
		v, err := time.Parse("2006-01-02 15:04:05", s)
		require.NoError(t, err)
		return float64(v.Unix())
	}
	for _, c := range []struct{ from, to, want string }{
		{"2026-03-14 12:00:00", "2026-03-14 12:00:04", "12:00:00 (2026-03-14)  12:00:01  12:00:02  12:00:03  12:00:04"},
		{"2026-03-14 12:00:07", "2026-03-14 12:03:00", "12:01 (2026-03-14)  12:02  12:03"},
		{"2026-03-14 20:30:00", "2026-03-15 06:10:00", "21:00 (2026-03-14)  00:00 (2026-03-15)  03:00  06:00"},
		{"2026-02-20 00:00:00", "2026-03-20 00:00:00", "Feb 23 (2026)  Mar 2  Mar 9  Mar 16"},
		{"2025-10-05 00:00:00", "2026-03-20 00:00:00", "Nov (2025)  Dec  Jan (2026)  Feb  Mar"},
		{"2025-10-05 00:00:00", "2026-02-10 00:00:00", "Nov (2025)  Dec  Jan (2026)  Feb"},
		{"1990-01-01 00:00:00", "2026-03-20 00:00:00", "1990  2000  2010  2020"},
	} {
		require.Equal(t, c.want, marks(timeAxis(at(c.from), at(c.to), 4)))
	}
	for _, span := range []float64{0, 1e-9, 1e-5, 0.001, 0.5, 1, 100, 1e5, 1e7, 1e9, 2e11} {
		a := timeAxis(0, span, 8)
		require.LessOrEqual(t, len(a.ticks), 20, span)
		require.False(t, math.IsNaN(a.at(0)))
	}
}

func TestFormatNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1234567: "1,234,567", -1234.5: "-1,234.5", 0.25: "0.25", 12.3456789: "12.3457", 1e18: "1e+18", 0.00001: "1e-05",
	} {
		require.Equal(t, want, FormatNumber(v))
	}
}
