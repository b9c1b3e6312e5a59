package functions

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// PatternTimeout bounds one match of a pattern that needs backtracking.
const PatternTimeout = time.Second

// Pattern is a compiled PCRE pattern. Most run on Go's linear-time engine;
// those with look-around, back-references, atomic groups or possessive
// quantifiers on a backtracking one with a time limit. It is safe for
// concurrent use.
type Pattern struct {
	linear  *regexp.Regexp
	slow    *regexp2.Regexp
	literal string // the whole pattern, when it is plain text
	plain   bool
	names   []string
	quick   *quickPattern // nil where it cannot run the pattern
}

// Match is where a pattern and its groups matched: byte offsets in pairs,
// group 0 first, -1 for a group that took no part.
type Match []int

// Group is the text of group i in s, and whether it took part in the match.
func (m Match) Group(s string, i int) (string, bool) {
	if 2*i+1 >= len(m) || m[2*i] < 0 {
		return "", false
	}
	return s[m[2*i]:m[2*i+1]], true
}

type pcreKey string

// Pattern compiles a PCRE pattern once per run. Constructs that neither
// engine reads as PCRE does are an error that names them.
func (c *Context) Pattern(pattern string) (*Pattern, error) {
	got := c.Cached(pcreKey(pattern), func() any {
		p, err := CompilePattern(pattern)
		if err != nil {
			return err
		}
		return p
	})
	if err, bad := got.(error); bad {
		return nil, err
	}
	return got.(*Pattern), nil
}

// rowPatterns are the patterns of rows, which mostly are the one of the row
// before.
type rowPatterns struct {
	c    *Call
	text string
	last *Pattern
}

func (r *rowPatterns) of(text string) (*Pattern, error) {
	if r.last != nil && text == r.text {
		return r.last, nil
	}
	p, err := r.c.Pattern(text)
	if err != nil {
		return nil, err
	}
	r.text, r.last = text, p
	return p, nil
}

// CompilePattern compiles a PCRE pattern outside a run.
func CompilePattern(pattern string) (*Pattern, error) {
	t, err := translatePCRE(pattern)
	if err != nil {
		return nil, fmt.Errorf("regular expression %q: %w", pattern, err)
	}
	p := &Pattern{}
	if !t.backtracks {
		if p.linear, err = regexp.Compile(t.text); err == nil {
			p.literal, p.plain = p.linear.LiteralPrefix()
			p.names, p.quick = p.linear.SubexpNames(), newQuickPattern(t.text)
			return p, nil
		}
		p.linear = nil
	}
	p.slow, err = regexp2.Compile(t.text, regexp2.RE2, regexp2.OptionMaintainCaptureOrder())
	if err != nil {
		return nil, fmt.Errorf("regular expression %q: %w", pattern, err)
	}
	p.slow.MatchTimeout = PatternTimeout
	for _, number := range p.slow.GetGroupNumbers() {
		name := p.slow.GroupNameFromNumber(number)
		if name != "" && name[0] >= '0' && name[0] <= '9' {
			name = ""
		}
		p.names = append(p.names, name)
	}
	return p, nil
}

// Names are the names of the groups by number, "" for unnamed ones and for
// group 0.
func (p *Pattern) Names() []string { return p.names }

// Match reports whether the pattern matches anywhere in s. An error means
// that the time limit was hit.
func (p *Pattern) Match(s string) (bool, error) {
	switch {
	case p.plain:
		return strings.Contains(s, p.literal), nil
	case p.linear != nil:
		var m quickMatcher
		var room [8]int
		if p.quick != nil && p.quick.caps <= len(room) {
			m.caps = room[:p.quick.caps]
		}
		if found, sure := p.quick.search(&m, s, 0); sure {
			return found, nil
		}
		return p.linear.MatchString(s), nil
	}
	return p.slow.MatchString(s)
}

// Find is the leftmost match in s, nil when there is none.
func (p *Pattern) Find(s string) (Match, error) {
	if p.linear != nil {
		var m quickMatcher
		found, sure := p.quick.search(&m, s, 0)
		switch {
		case found:
			return m.caps, nil
		case sure:
			return nil, nil
		}
		return p.linear.FindStringSubmatchIndex(s), nil
	}
	m, err := p.slow.FindStringMatch(s)
	if m == nil || err != nil {
		return nil, err
	}
	return slowMatch(m), nil
}

// FindAll are the first most matches in s from left to right, all when most
// is negative.
func (p *Pattern) FindAll(s string, most int) ([]Match, error) {
	var out []Match
	if p.linear != nil {
		if all, sure := p.quick.all(s, most); sure {
			return all, nil
		}
		for _, m := range p.linear.FindAllStringSubmatchIndex(s, most) {
			out = append(out, m)
		}
		return out, nil
	}
	m, err := p.slow.FindStringMatch(s)
	for m != nil && err == nil && (most < 0 || len(out) < most) {
		out = append(out, slowMatch(m))
		m, err = p.slow.FindNextMatch(m)
	}
	return out, err
}

func slowMatch(m *regexp2.Match) Match {
	groups := m.Groups()
	out := make(Match, 0, 2*len(groups))
	for i := range groups {
		g := &groups[i]
		if len(g.Captures) == 0 {
			out = append(out, -1, -1)
			continue
		}
		at, n := g.ByteRange()
		out = append(out, at, at+n)
	}
	return out
}

// Replace replaces the first most matches (all when negative). In the
// replacement \0 to \9 stand for groups.
func (p *Pattern) Replace(s, replacement string, most int) (string, error) {
	all, err := p.FindAll(s, most)
	if err != nil || len(all) == 0 {
		return s, err
	}
	var b strings.Builder
	at := 0
	for _, m := range all {
		b.WriteString(s[at:m[0]])
		expandGroups(&b, replacement, s, m)
		at = m[1]
	}
	b.WriteString(s[at:])
	return b.String(), nil
}

func expandGroups(b *strings.Builder, replacement, s string, m Match) {
	for i := 0; i < len(replacement); i++ {
		c := replacement[i]
		if c != '\\' || i+1 == len(replacement) {
			b.WriteByte(c)
			continue
		}
		i++
		switch next := replacement[i]; {
		case next >= '0' && next <= '9':
			text, _ := m.Group(s, int(next-'0'))
			b.WriteString(text)
		case next == '\\':
			b.WriteByte('\\')
		case next == 'n':
			b.WriteByte('\n')
		case next == 't':
			b.WriteByte('\t')
		case next == 'r':
			b.WriteByte('\r')
		default:
			// An escaped character that means nothing stands for itself.
			b.WriteByte(next)
		}
	}
}
