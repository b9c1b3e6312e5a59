package chart

import (
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/output"
)

// FormatNumber is a value as a chart writes it: commas between the thousands,
// six significant digits where it has a fraction.
func FormatNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return output.Grouped(int64(v))
	case math.Abs(v) >= 1e15 || math.Abs(v) < 1e-4:
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	s := strconv.FormatFloat(v, 'f', max(0, 5-int(math.Floor(math.Log10(math.Abs(v))))), 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || fraction == "" || n == 0 {
		return s
	}
	return output.Grouped(n) + "." + fraction
}

// formatTick is a number on an axis whose marks are step apart: thousands and
// more by their letter, as many decimals as the step has.
func formatTick(v, step float64) string {
	if math.Abs(v) < step/1e6 {
		return "0"
	}
	for _, unit := range []struct {
		size   float64
		letter string
	}{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e4, "k"}} {
		size := unit.size
		if unit.letter == "k" {
			size = 1e3
		}
		if math.Abs(v) >= unit.size && step >= size/100 || step >= size {
			return decimals(v/size, step/size) + unit.letter
		}
	}
	if math.Abs(v) >= 1e15 || step < 1e-6 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return decimals(v, step)
}

func decimals(v, step float64) string {
	places := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	return strconv.FormatFloat(v, 'f', places, 64)
}
