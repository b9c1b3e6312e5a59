package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// The major breakers separate the terms of an event: characters, and texts of
// several. They are the defaults of segmenters.conf.
const majorBreakers = "[]<>(){}|!;,'\"*\n\r \t&?+"

var longBreakers = strings.Fields("%21 %26 %2526 %3B %7C %20 %2B %3D -- %2520 %5D %5B %3A %0A %2C %28 %29")

// Term reports whether text can be one term: it is not empty, and no major
// breaker stands in it.
func Term(text string) bool {
	term, rest := nextTerm(text)
	return term == text && rest == "" && text != ""
}

// nextTerm cuts the first term off s; an empty one when there is none left.
func nextTerm(s string) (term, rest string) {
	for s != "" {
		if n := majorBreaker(s); n > 0 {
			s = s[n:]
			continue
		}
		at := 1
		for at < len(s) && majorBreaker(s[at:]) == 0 {
			at++
		}
		return s[:at], s[at:]
	}
	return "", ""
}

// majorBreaker is the length of the breaker that s begins with, or 0.
func majorBreaker(s string) int {
	switch c := s[0]; {
	case strings.IndexByte(majorBreakers, c) >= 0:
		return 1
	case c == '%' || c == '-':
		for _, long := range longBreakers {
			if strings.HasPrefix(s, long) {
				return len(long)
			}
		}
	}
	return 0
}

// wholeTerm tests for TERM(pattern): a term of the text that fits the pattern.
func wholeTerm(pattern string) func(string) bool {
	g := searchGlob(pattern, true)
	some := newTerm(pattern, true)
	some.left, some.right = false, false
	return func(s string) bool {
		if !some.find(s) {
			return false
		}
		for term, rest := nextTerm(s); term != ""; term, rest = nextTerm(rest) {
			if g.match(term) {
				return true
			}
		}
		return false
	}
}

// termsWithPrefix gives each row the ends of its terms as they stand in an
// index: in lower case, and once an event.
func termsWithPrefix(c *Call, args []table.Column) (table.Column, error) {
	texts, prefixes, b := textArg(args[0]), textArg(args[1]), newValuesBuilder(c.N)
	seen := map[string]bool{}
	for i := range c.N {
		clear(seen)
		if !texts.Null(i) && !prefixes.Null(i) {
			for term, rest := nextTerm(texts.At(i)); term != ""; term, rest = nextTerm(rest) {
				end, ok := strings.CutPrefix(strings.ToLower(term), prefixes.At(i))
				if ok && end != "" && !seen[end] {
					seen[end] = true
					b.text(end)
				}
			}
		}
		b.end()
	}
	return b.column(), nil
}
