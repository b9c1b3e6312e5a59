package splunk

import (
	"regexp"
	"strings"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// regexTime is how long one search with a backtracking pattern may take.
const regexTime = 200 * time.Millisecond

// Regex is a PCRE pattern of the configuration: RE2 where that can read it, a
// backtracking engine with a time limit otherwise. It is safe for concurrent
// use.
type Regex struct {
	text  string
	re    *regexp.Regexp
	first *literal // what every match begins with, or nil
	slow  *regexp2.Regexp
	names []string // by group; "" when it has none
}

// CompileRegex reads a pattern.
func CompileRegex(pattern string) (*Regex, error) {
	r := &Regex{text: pattern}
	if re, err := regexp.Compile(pattern); err == nil {
		r.re, r.names = re, re.SubexpNames()
		prefix, _ := re.LiteralPrefix()
		r.first = newLiteral(prefix)
		return r, nil
	}
	slow, err := regexp2.Compile(atomic(pattern), regexp2.RE2, regexp2.OptionMaintainCaptureOrder())
	if err != nil {
		if slow, err = regexp2.Compile(atomic(pattern), regexp2.OptionMaintainCaptureOrder()); err != nil {
			return nil, err
		}
	}
	slow.MatchTimeout = regexTime
	r.slow = slow
	for _, n := range slow.GetGroupNumbers() {
		name := slow.GroupNameFromNumber(n)
		if name != "" && name[0] >= '0' && name[0] <= '9' {
			name = ""
		}
		r.names = append(r.names, name)
	}
	return r, nil
}

// atomic spells the possessive quantifiers of simple atoms (a class, an escape
// or a character) as the atomic groups that they are.
func atomic(p string) string {
	var out strings.Builder
	for i := 0; i < len(p); {
		end := atomEnd(p, i)
		if q := end; q+1 < len(p) && strings.IndexByte("*+?", p[q]) >= 0 && p[q+1] == '+' && p[i] != '(' && p[i] != ')' {
			out.WriteString("(?>" + p[i:q+1] + ")")
			i = q + 2
			continue
		}
		out.WriteString(p[i:end])
		i = end
	}
	return out.String()
}

func atomEnd(p string, i int) int {
	switch p[i] {
	case '\\':
		return min(i+2, len(p))
	case '[':
		j := i + 1
		if j < len(p) && p[j] == '^' {
			j++
		}
		if j < len(p) && p[j] == ']' {
			j++
		}
		for ; j < len(p); j++ {
			if p[j] == '\\' {
				j++
			} else if p[j] == ']' {
				return j + 1
			}
		}
		return len(p)
	}
	return i + 1
}

// find is the offsets of the first match: pairs by group, -1 where a group
// took no part; nil when there is no match or the time is up.
func (r *Regex) find(b []byte) []int {
	if r.re != nil {
		if r.first != nil && !r.first.in(b) {
			return nil
		}
		return r.re.FindSubmatchIndex(b)
	}
	var first []int
	r.findSlow(b, func(m []int) bool {
		first = m
		return false
	})
	return first
}

// each calls f for every match from left to right, while it returns true.
func (r *Regex) each(b []byte, f func(m []int) bool) {
	if r.re == nil {
		r.findSlow(b, f)
		return
	}
	for _, m := range r.re.FindAllSubmatchIndex(b, -1) {
		if !f(m) {
			return
		}
	}
}

func (r *Regex) findSlow(b []byte, f func(m []int) bool) {
	text := []rune(string(b))
	offset := runeOffsets(b, len(text))
	m, err := r.slow.FindRunesMatch(text)
	for err == nil && m != nil {
		groups := m.Groups()
		out := make([]int, 0, 2*len(groups))
		for k := range groups {
			g := &groups[k]
			if len(g.Captures) == 0 {
				out = append(out, -1, -1)
				continue
			}
			out = append(out, offset(g.RuneIndex), offset(g.RuneIndex+g.RuneLength))
		}
		if !f(out) {
			return
		}
		m, err = r.slow.FindNextMatch(m)
	}
}

// runeOffsets maps a rune's number to its byte's.
func runeOffsets(b []byte, runes int) func(int) int {
	if runes == len(b) {
		return func(i int) int { return i }
	}
	at := make([]int, 0, runes+1)
	for i := range string(b) {
		at = append(at, i)
	}
	at = append(at, len(b))
	return func(i int) int { return at[i] }
}
