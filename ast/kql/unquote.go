package kql

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unquote is the text that a string literal means; raw must be one. hidden is true for
// the h prefix; ok is false for an escape sequence that does not exist.
func Unquote(raw string) (value string, hidden, ok bool) {
	s := raw
	if s != "" && (s[0] == 'h' || s[0] == 'H') {
		hidden, s = true, s[1:]
	}
	verbatim := strings.HasPrefix(s, "@")
	s = strings.TrimPrefix(s, "@")
	if strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") {
		return s[3 : len(s)-3], hidden, true
	}
	quote, s := s[:1], s[1:len(s)-1]
	if verbatim {
		return strings.ReplaceAll(s, quote+quote, quote), hidden, true
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s, hidden, true
	}
	value, ok = unescape(s)
	return value, hidden, ok
}

// unescape replaces the escape sequences of C that KQL has.
func unescape(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			b = append(b, s[i])
			continue
		}
		i++
		if at := strings.IndexByte(`'"\0abfnrtv`, s[i]); at >= 0 {
			if s[i] != '0' || i+1 >= len(s) || s[i+1] < '0' || s[i+1] > '7' {
				b = append(b, "'\"\\\x00\a\b\f\n\r\t\v"[at])
				continue
			}
		}
		r, n := numericEscape(s[i:])
		if n == 0 {
			return "", false
		}
		b = utf8.AppendRune(b, r)
		i += n - 1
	}
	return string(b), true
}

// numericEscape reads xHH, uHHHH, UHHHHHHHH or up to three octal digits; n is
// the length, or 0.
func numericEscape(s string) (r rune, n int) {
	base := 16
	switch s[0] {
	case 'x':
		n = 3
	case 'u':
		n = 5
	case 'U':
		n = 9
	default:
		base = 8
		for n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
			n++
		}
		s = " " + s
		n++
	}
	if n > len(s) {
		return 0, 0
	}
	v, err := strconv.ParseUint(s[1:n], base, 32)
	if err != nil {
		return 0, 0
	}
	if base == 8 {
		n--
	}
	return rune(v), n
}
