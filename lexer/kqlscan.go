package lexer

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	plexer "github.com/alecthomas/participle/v2/lexer"
)

// kqlBlank is the length of the blank at the beginning of s, or 0. The
// official lexer takes some invisible characters of pasted text as blanks.
func kqlBlank(s string) int {
	if s == "" {
		return 0
	}
	if c := s[0]; c < utf8.RuneSelf {
		if c == ' ' || c >= '\t' && c <= '\r' {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == '\u200b' || r == '\ufeff' || unicode.IsSpace(r) {
		return n
	}
	return 0
}

func kqlRuneLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return max(1, n)
}

// kqlWordEnd is the end of the name that begins at i, or i.
func kqlWordEnd(s string, i int) int {
	start := i
	for i < len(s) {
		c := s[i]
		switch {
		case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			i++
			continue
		case c == '$' && i == start:
			i++
			continue
		case c >= utf8.RuneSelf:
			if r, n := utf8.DecodeRuneInString(s[i:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
				i += n
				continue
			}
		}
		break
	}
	if i == start+1 && s[start] == '$' {
		return start
	}
	return i
}

// kqlUnits are the suffixes that make a number a timespan.
var kqlUnits = sync.OnceValue(func() map[string]bool {
	units := map[string]bool{}
	for u := range strings.FieldsSeq(`d day days h hr hrs hour hours m min minute minutes s sec second seconds
ms milli millis millisecond milliseconds micro micros microsecond microseconds nano nanos nanosecond nanoseconds tick ticks`) {
		units[u] = true
	}
	return units
})

// kqlNumber scans what begins with a digit: a number, a timespan, or a name
// such as 3Dchart.
func kqlNumber(s string, i int) (plexer.TokenType, int) {
	digits := func(j int) int {
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		return j
	}
	if strings.HasPrefix(s[i:], "0x") || strings.HasPrefix(s[i:], "0X") {
		return KQLLong, kqlWordEnd(s, i)
	}
	kind, end := KQLLong, digits(i)
	if end < len(s) && s[end] == '.' && !strings.HasPrefix(s[end:], "..") {
		kind, end = KQLReal, digits(end+1)
	}
	if end < len(s) && (s[end] == 'e' || s[end] == 'E') {
		exp := end + 1
		if exp < len(s) && (s[exp] == '+' || s[exp] == '-') {
			exp++
		}
		if stop := digits(exp); stop > exp && kqlWordEnd(s, stop) == stop {
			return KQLReal, stop
		}
	}
	stop := kqlWordEnd(s, end)
	switch {
	case stop == end:
		return kind, end
	case kqlUnits()[s[end:stop]]:
		return KQLTimespan, stop
	case kind == KQLReal:
		return kind, end
	}
	return KQLWord, stop
}

// kqlString scans a string literal at i, or returns i when there is none.
func kqlString(s string, i int) (plexer.TokenType, int) {
	j := i
	if s[j] == 'h' || s[j] == 'H' {
		j++
	}
	verbatim := j < len(s) && s[j] == '@'
	if verbatim {
		j++
	}
	if j >= len(s) {
		return KQLInvalid, i
	}
	for _, fence := range [...]string{"```", "~~~"} {
		if strings.HasPrefix(s[j:], fence) {
			n := strings.Index(s[j+3:], fence)
			if n < 0 {
				return KQLOpen, len(s)
			}
			return KQLString, j + 3 + n + 3
		}
	}
	quote := s[j]
	if quote != '"' && quote != '\'' {
		return KQLInvalid, i
	}
	for j++; j < len(s); j++ {
		switch {
		case s[j] == '\n' || s[j] == '\r':
			return KQLOpen, j
		case s[j] == '\\' && !verbatim:
			if j+1 < len(s) && s[j+1] != '\n' && s[j+1] != '\r' {
				j++
			}
		case s[j] == quote:
			if verbatim && j+1 < len(s) && s[j+1] == quote {
				j++
				continue
			}
			return KQLString, j + 1
		}
	}
	return KQLOpen, len(s)
}

// kqlBangs are the operators that begin with ! and a word.
var kqlBangs = map[string]bool{"between": true, "contains": true, "contains_cs": true, "endswith": true,
	"endswith_cs": true, "has": true, "has_cs": true, "hasprefix": true, "hasprefix_cs": true, "hassuffix": true,
	"hassuffix_cs": true, "in": true, "startswith": true, "startswith_cs": true}

func kqlBang(s string, i int) (plexer.TokenType, int) {
	if strings.HasPrefix(s[i:], "!=") || strings.HasPrefix(s[i:], "!~") {
		return KQLPunct, i + 2
	}
	end := kqlWordEnd(s, i+1)
	switch word := s[i+1 : end]; {
	case word == "in" && strings.HasPrefix(s[end:], "~"):
		return KQLPunct, end + 1
	case kqlBangs[word]:
		return KQLPunct, end
	}
	return KQLPunct, i + 1
}
