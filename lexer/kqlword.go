package lexer

import (
	"strings"
	"sync"

	plexer "github.com/alecthomas/participle/v2/lexer"
)

// kqlTypes are the words that make a literal together with (...).
var kqlTypes = map[string]bool{"bool": true, "boolean": true, "int": true, "int32": true, "long": true, "int64": true,
	"real": true, "double": true, "decimal": true, "datetime": true, "date": true, "timespan": true, "time": true,
	"guid": true, "uniqueid": true}

// kqlDashed are the keywords with dashes in them, by their first word.
var kqlDashed = sync.OnceValue(func() map[string][]string {
	dashed := map[string][]string{}
	for w := range strings.FieldsSeq(`assert-schema granny-asc granny-desc graph-mark-components graph-match
graph-shortest-paths graph-to-table graph-where-edges graph-where-nodes macro-expand make-graph make-series mv-apply
mv-expand parse-kv parse-where project-away project-by-names project-keep project-rename project-reorder project-smart
sample-distinct top-hitters top-nested`) {
		first, _, _ := strings.Cut(w, "-")
		dashed[first] = append(dashed[first], w)
	}
	return dashed
})

// word decides what the name at [i, end) is together with what follows it.
func (l *kqlLexer) word(i, end int) (plexer.TokenType, int) {
	s := l.text
	w := s[i:end]
	if end < len(s) {
		switch {
		case s[end] == '-':
			if stop := l.dashed(i, end); stop > end {
				return KQLWord, stop
			}
		case s[end] == '~' && w == "in":
			return KQLWord, end + 1
		case s[end] == '.' && w == "hint":
			if stop := kqlWordEnd(s, end+1); stop > end+1 {
				return KQLHint, stop
			}
		}
	}
	if kqlTypes[w] {
		if stop := kqlTyped(s, end); stop > end {
			return KQLTyped, stop
		}
	}
	return KQLWord, end
}

// dashed is the end of a dashed keyword. Directly after | any dashed word is
// one, so that a misspelled operator can be reported as a whole.
func (l *kqlLexer) dashed(i, end int) int {
	s := l.text
	for _, k := range kqlDashed()[s[i:end]] {
		if strings.HasPrefix(s[i:], k) && kqlWordEnd(s, i+len(k)) == i+len(k) {
			if i+len(k) < len(s) && s[i+len(k)] == '-' {
				continue
			}
			return i + len(k)
		}
	}
	if !l.afterPipe {
		return end
	}
	for end < len(s) && s[end] == '-' {
		stop := kqlWordEnd(s, end+1)
		if stop == end+1 {
			break
		}
		end = stop
	}
	return end
}

// kqlTyped is the end of the (...) after the name of a type, or i. What stands
// inside is not looked at, but it must be on one line and without a call.
func kqlTyped(s string, i int) int {
	j := i
	for n := kqlBlank(s[j:]); n > 0; n = kqlBlank(s[j:]) {
		j += n
	}
	if j >= len(s) || s[j] != '(' {
		return i
	}
	for k := j + 1; k < len(s); k++ {
		switch s[k] {
		case ')':
			return k + 1
		case '(', '\n', '\r', '|', ';':
			return i
		}
	}
	return i
}
