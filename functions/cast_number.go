package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/woodsbury/decimal128"

	"github.com/goshawk-lang/goshawk/table"
)

func boolOf(v table.Value) (bool, bool) {
	switch v.Kind() {
	case table.KindBool:
		return v.Bool(), true
	case table.KindInt, table.KindLong:
		return v.Int() != 0, true
	case table.KindReal:
		return v.Real() != 0, true
	case table.KindDecimal:
		return !v.Decimal().Number().IsZero(), true
	case table.KindString:
		return parseBool(v.Str())
	}
	return false, false
}

// parseBool takes true and false in any case, and whole numbers.
func parseBool(s string) (value, ok bool) {
	switch {
	case strings.EqualFold(s, "true"):
		return true, true
	case strings.EqualFold(s, "false"):
		return false, true
	}
	n, ok := parseLong(s)
	return n != 0, ok
}

func intOf(v table.Value) (int32, bool) {
	n, ok := longOf(v)
	if !ok || n < math.MinInt32 || n > math.MaxInt32 {
		return 0, false
	}
	return int32(n), true
}

func longOf(v table.Value) (int64, bool) {
	switch v.Kind() {
	case table.KindBool:
		if v.Bool() {
			return 1, true
		}
		return 0, true
	case table.KindInt, table.KindLong:
		return v.Int(), true
	case table.KindReal:
		return truncate(v.Real())
	case table.KindDecimal:
		return decimal128.Trunc(v.Decimal().Number()).Int64()
	case table.KindDateTime:
		return int64(v.DateTime()), true
	case table.KindTimeSpan:
		return int64(v.TimeSpan()), true
	case table.KindString:
		return parseLong(v.Str())
	}
	return 0, false
}

// truncate cuts the fraction off. What does not fit gives the least long, as
// the processor's conversion does; NaN and the infinities give null.
func truncate(f float64) (int64, bool) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, false
	}
	if f >= math.MaxInt64 || f < math.MinInt64 {
		return math.MinInt64, true
	}
	return int64(f), true
}

// parseLong reads a whole number, decimal or 0x..., with blanks around it.
func parseLong(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		n, err := strconv.ParseUint(s[2:], 16, 64)
		return int64(n), err == nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func realFrom(v table.Value) (float64, bool) {
	switch v.Kind() {
	case table.KindReal:
		return v.Real(), true
	case table.KindDecimal:
		return decimalReal(v.Decimal()), true
	case table.KindString:
		return parseReal(v.Str())
	}
	n, ok := longOf(v)
	return float64(n), ok
}

// parseReal reads a number, or one of the engine's words for what is none.
func parseReal(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	switch s {
	case "":
		return 0, false
	case "NaN", "nan":
		return math.NaN(), true
	case "inf", "+inf", "Infinity", "+Infinity":
		return math.Inf(1), true
	case "-inf", "-Infinity":
		return math.Inf(-1), true
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == '.', c == '+', c == '-', c == 'e', c == 'E':
		default:
			if n, ok := parseLong(s); ok {
				return float64(n), true
			}
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

func decimalOf(v table.Value) (table.Decimal, bool) {
	switch v.Kind() {
	case table.KindDecimal:
		return v.Decimal(), true
	case table.KindReal:
		return toDecimal(v)
	case table.KindString:
		return table.ParseDecimal(strings.TrimSpace(v.Str()))
	}
	n, ok := longOf(v)
	if !ok {
		return table.Decimal{}, false
	}
	return toDecimal(table.LongValue(n))
}
