package spl

import (
	"strings"
	"unicode"

	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
)

// mentions are the words of a search that may name fields, so that what a
// configuration computes is computed only where the search names it.
type mentions struct {
	words    map[string]bool
	patterns []string // words with *, other than * alone
	all      bool     // fields *, table *, values(*)
}

var (
	// comparison is a word with what it is compared with, if it is.
	comparison = pattern.Lazy(`([\pL\pN_.{}:@*-]+)(?:\s*(!?=)\s*("[^"]*"|[^\s"()|\]]+))?`)
	allFields  = pattern.Lazy(`(?i)\(\s*\*\s*\)|\b(?:fields|table)\s+\+?\s*\*`)
)

// inWord tells the characters of a word.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune("_.{}:@*-", r)
}

func mentioned(texts ...string) *mentions {
	m := &mentions{words: map[string]bool{}}
	for _, t := range texts {
		m.add(t)
	}
	return m
}

func (m *mentions) add(text string) {
	m.all = m.all || allFields().MatchString(text)
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !inWord(r) }) {
		switch {
		case strings.Trim(w, "*") == "":
		case strings.Contains(w, "*"):
			m.patterns = append(m.patterns, w)
		default:
			m.words[w] = true
			// A dataset's name may stand before a field's, and a value after it.
			for i := range len(w) {
				if w[i] == '.' {
					m.words[w[i+1:]] = true
				}
			}
		}
	}
}

func (m *mentions) has(name string) bool {
	if m.all || m.words[name] {
		return true
	}
	for _, p := range m.patterns {
		if plan.MatchName(p, name) {
			return true
		}
	}
	return false
}

// comparedWith is what a search compares a field with: the texts after `field=`,
// or all when the field is used in another way.
func comparedWith(text, field string) (values []string, all bool) {
	if !strings.Contains(text, field) { // as of most searches: no pattern to compile
		return nil, false
	}
	for _, u := range comparison().FindAllStringSubmatch(text, -1) {
		switch {
		case u[1] != field:
		case u[2] == "=":
			values = append(values, strings.Trim(u[3], `"`))
		default:
			return nil, true
		}
	}
	return values, false
}
