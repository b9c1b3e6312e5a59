package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// ParseKustoTimeSpan reads a timespan as literals and totimespan() have them:
// a number with a unit (2d, 1.5h, 15 seconds), a bare number of days, or
// [-][d.]hh:mm[:ss[.fffffff]].
// https://learn.microsoft.com/kusto/query/scalar-data-types/timespan
func ParseKustoTimeSpan(s string) (table.TimeSpan, bool) {
	s = strings.TrimSpace(s)
	sign := table.TimeSpan(1)
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = strings.TrimSpace(s[1:])
	}
	if s == "" || (s[0] < '0' || s[0] > '9') && s[0] != '.' {
		return 0, false
	}
	if strings.IndexByte(s, ':') >= 0 {
		t, ok := parseClock(s)
		return sign * t, ok
	}
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	if n+1 < len(s) && (s[n] == 'e' || s[n] == 'E') && (s[n+1] == '-' || s[n+1] == '+' || s[n+1] >= '0' && s[n+1] <= '9') {
		for n += 2; n < len(s) && s[n] >= '0' && s[n] <= '9'; {
			n++
		}
	}
	unit, ok := timeUnit(strings.TrimSpace(s[n:]))
	if !ok {
		return 0, false
	}
	t, ok := times(s[:n], unit)
	return sign * t, ok
}

// times multiplies exactly where it can: whole numbers, and fractions up to
// the digits a tick has.
func times(number string, unit float64) (table.TimeSpan, bool) {
	if whole, err := strconv.ParseInt(number, 10, 64); err == nil && unit >= 1 {
		u := int64(unit)
		t := whole * u
		return table.TimeSpan(t), whole == 0 || t/whole == u
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0, false
	}
	f *= unit
	if math.Abs(f) < 1<<52 {
		if r := math.Round(f); math.Abs(r-f) < 1e-3 {
			f = r // 0.1 has no exact binary form
		}
	}
	return realTicks(f)
}

// timeUnit is the number of ticks of a unit; none stands for days.
func timeUnit(name string) (float64, bool) {
	switch strings.ToLower(name) {
	case "", "d", "day", "days":
		return float64(table.Day), true
	case "h", "hr", "hrs", "hour", "hours":
		return float64(table.Hour), true
	case "m", "min", "minute", "minutes":
		return float64(table.Minute), true
	case "s", "sec", "second", "seconds":
		return float64(table.Second), true
	case "ms", "milli", "millis", "millisec", "millisecond", "milliseconds":
		return float64(table.Millisecond), true
	case "us", "micro", "micros", "microsec", "microsecond", "microseconds":
		return float64(table.Microsecond), true
	case "ns", "nano", "nanos", "nanosec", "nanosecond", "nanoseconds":
		return 0.01, true
	case "tick", "ticks":
		return 1, true
	}
	return 0, false
}

// parseClock reads [d.]hh:mm[:ss[.fffffff]].
func parseClock(s string) (table.TimeSpan, bool) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 && len(parts) != 4 {
		return 0, false
	}
	var days, fraction string
	if len(parts) == 4 { // d:hh:mm:ss
		days, parts = parts[0], parts[1:]
	} else if d, h, ok := strings.Cut(parts[0], "."); ok {
		days, parts[0] = d, h
	}
	if len(parts) == 3 {
		parts[2], fraction, _ = strings.Cut(parts[2], ".")
	}
	total := table.TimeSpan(0)
	if days != "" {
		n, ok := clockNumber(days, 10675199)
		if !ok {
			return 0, false
		}
		total = table.TimeSpan(n) * table.Day
	}
	units := [...]table.TimeSpan{table.Hour, table.Minute, table.Second}
	limits := [...]int{23, 59, 59}
	for i, p := range parts {
		n, ok := clockNumber(p, limits[i])
		if !ok {
			return 0, false
		}
		total += table.TimeSpan(n) * units[i]
	}
	f, ok := fractionTicks(fraction)
	return total + f, ok && total >= 0
}

func clockNumber(s string, limit int) (int, bool) {
	if s == "" || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n <= limit
}

// fractionTicks reads the decimals of a second; digits beyond seven are cut.
func fractionTicks(s string) (table.TimeSpan, bool) {
	unit, t := table.Second/10, table.TimeSpan(0)
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		t += table.TimeSpan(c) * unit
		unit /= 10
	}
	return t, true
}
