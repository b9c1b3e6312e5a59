package functions

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// found is where a lookup stands in a text, and what is to be written there.
type found struct {
	from, to int
	rewrite  string
}

func replaceStrings(c *Call, args []table.Column) (table.Column, error) {
	text, lookups, rewrites := NewArg[string](args[0]), NewArg[table.Value](args[1]), NewArg[table.Value](args[2])
	var matches []found
	return mapRows(c, constant(text.step, lookups.step, rewrites.step), nil, func(i int) (string, bool) {
		s, to := text.At(i), rewrites.At(i).Array()
		matches = matches[:0]
		for j, lookup := range lookups.At(i).Array() {
			if lookup.Kind() != table.KindString || lookup.Str() == "" {
				continue
			}
			rewrite := lookup.Str()
			if j < len(to) && to[j].Kind() == table.KindString {
				rewrite = to[j].Str()
			}
			matches = claim(matches, s, lookup.Str(), rewrite)
		}
		return rewritten(s, matches), true
	}), nil
}

// claim adds the matches of a lookup that touch none of those of the lookups
// before it. The matches are kept in the order of the text.
func claim(matches []found, s, lookup, rewrite string) []found {
	before := len(matches)
	next := 0
	for at := 0; ; {
		i := strings.Index(s[at:], lookup)
		if i < 0 {
			break
		}
		from, to := at+i, at+i+len(lookup)
		for next < before && matches[next].to <= from {
			next++
		}
		if next < before && matches[next].from < to {
			at = from + 1
			continue
		}
		matches = append(matches, found{from, to, rewrite})
		at = to
	}
	slices.SortFunc(matches, func(a, b found) int { return a.from - b.from })
	return matches
}

func rewritten(s string, matches []found) string {
	if len(matches) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, m := range matches {
		b.WriteString(s[at:m.from])
		b.WriteString(m.rewrite)
		at = m.to
	}
	b.WriteString(s[at:])
	return b.String()
}
