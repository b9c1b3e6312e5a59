package readers

import (
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/goshawk-lang/goshawk/table"
)

// The parsers below read one raw value as an element of a typed column. They
// accept what Kusto's ingestion accepts: text that spells a value counts as it,
// in JSON strings and CSV cells alike.

// asText views raw as a string for the length of a call; spelled values have
// no escapes, so an escaped string is resolved on the slow path.
func asText(raw []byte, k kind) string {
	if k == kEscaped {
		return strings.TrimSpace(string(appendUnescaped(nil, raw)))
	}
	return strings.TrimSpace(unsafe.String(unsafe.SliceData(raw), len(raw)))
}

func spelled(k kind) bool { return k == kString || k == kEscaped || k == kCell }

func parseBool(raw []byte, k kind) (bool, status) {
	switch k {
	case kTrue:
		return true, ok
	case kFalse:
		return false, ok
	case kNested:
		return false, bad
	}
	s := asText(raw, k)
	switch {
	case s == "":
		return false, empty
	case s == "1" || strings.EqualFold(s, "true"):
		return true, ok
	case s == "0" || strings.EqualFold(s, "false"):
		return false, ok
	}
	return false, bad
}

func parseInt64(raw []byte, k kind) (int64, status) {
	if k == kInt && len(raw) < 18 {
		n, neg := int64(0), raw[0] == '-'
		if neg {
			raw = raw[1:]
		}
		for _, c := range raw {
			n = n*10 + int64(c-'0')
		}
		if neg {
			n = -n
		}
		return n, ok
	}
	if k != kInt && k != kReal && !spelled(k) {
		return 0, bad
	}
	s := asText(raw, k)
	if s == "" {
		return 0, empty
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err == nil {
		return n, ok
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !plainNumber(s) || f != math.Trunc(f) || f < -1<<63 || f >= 1<<63 {
		return 0, bad
	}
	return int64(f), ok
}

func parseInt32(raw []byte, k kind) (int32, status) {
	n, st := parseInt64(raw, k)
	if st == ok && (n < math.MinInt32 || n > math.MaxInt32) {
		return 0, bad
	}
	return int32(n), st
}

func parseReal(raw []byte, k kind) (float64, status) {
	if k != kInt && k != kReal && !spelled(k) {
		return 0, bad
	}
	s := asText(raw, k)
	switch s {
	case "":
		return 0, empty
	case "NaN":
		return math.NaN(), ok
	case "Infinity":
		return math.Inf(1), ok
	case "-Infinity":
		return math.Inf(-1), ok
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) || !plainNumber(s) {
		return 0, bad
	}
	return f, ok
}

// plainNumber keeps out what ParseFloat takes beyond decimal numbers:
// hexadecimal, underscores, words.
func plainNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return false
		}
	}
	return true
}

func parseDecimal(raw []byte, k kind) (table.Decimal, status) {
	if k != kInt && k != kReal && !spelled(k) {
		return table.Decimal{}, bad
	}
	s := asText(raw, k)
	if s == "" {
		return table.Decimal{}, empty
	}
	d, parsed := table.ParseDecimal(s)
	if !parsed {
		return table.Decimal{}, bad
	}
	return d, ok
}

func parseDateTime(raw []byte, k kind) (table.DateTime, status) {
	if k == kString || k == kCell {
		if t, fits := table.ParseISO(raw); fits {
			return t, ok
		}
	}
	if !spelled(k) {
		return 0, bad
	}
	s := asText(raw, k)
	if s == "" {
		return 0, empty
	}
	if t, fits := parseTimeText(s); fits {
		return t, ok
	}
	return 0, bad
}

func parseGUID(raw []byte, k kind) (table.GUID, status) {
	if !spelled(k) {
		return table.GUID{}, bad
	}
	s := asText(raw, k)
	if s == "" {
		return table.GUID{}, empty
	}
	if g, fits := table.ParseGUID(s); fits {
		return g, ok
	}
	return table.GUID{}, bad
}

// parseTimeSpan reads [-][d.]hh:mm[:ss[.fffffff]].
func parseTimeSpan(raw []byte, k kind) (table.TimeSpan, status) {
	if !spelled(k) {
		return 0, bad
	}
	s := asText(raw, k)
	if s == "" {
		return 0, empty
	}
	negative := s[0] == '-'
	if negative {
		s = s[1:]
	}
	days := uint64(0)
	clock := s
	if dot := strings.IndexByte(s, '.'); dot >= 0 && dot < strings.IndexByte(s, ':') {
		var err error
		if days, err = strconv.ParseUint(s[:dot], 10, 24); err != nil {
			return 0, bad
		}
		clock = s[dot+1:]
	}
	parts := strings.Split(clock, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return 0, bad
	}
	h, err1 := strconv.ParseUint(parts[0], 10, 8)
	m, err2 := strconv.ParseUint(parts[1], 10, 8)
	if err1 != nil || err2 != nil || h > 23 || m > 59 {
		return 0, bad
	}
	t := table.TimeSpan(days)*table.Day + table.TimeSpan(h)*table.Hour + table.TimeSpan(m)*table.Minute
	if len(parts) == 3 {
		whole, fraction, _ := strings.Cut(parts[2], ".")
		sec, err := strconv.ParseUint(whole, 10, 8)
		if err != nil || sec > 59 || len(fraction) > 7 {
			return 0, bad
		}
		t += table.TimeSpan(sec) * table.Second
		if fraction != "" {
			ticks, err := strconv.ParseUint((fraction + "0000000")[:7], 10, 32)
			if err != nil {
				return 0, bad
			}
			t += table.TimeSpan(ticks)
		}
	}
	if negative {
		t = -t
	}
	return t, ok
}
