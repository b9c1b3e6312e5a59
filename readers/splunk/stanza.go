package splunk

import (
	"regexp"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// scopeOf reads what events a stanza of props.conf is for.
func scopeOf(name string) table.EventScope {
	switch {
	case name == "default":
		return table.EventScope{Kind: table.ScopeDefault}
	case strings.HasPrefix(name, "source::"):
		return patternScope(table.ScopeSource, name[len("source::"):], false)
	case strings.HasPrefix(name, "host::"):
		return patternScope(table.ScopeHost, name[len("host::"):], true)
	}
	// Only a stanza with such a prefix may match a source type by pattern.
	for _, p := range []string{"(::){0}", "(?::){0}"} {
		if rest, found := strings.CutPrefix(name, p); found {
			s := patternScope(table.ScopeSourcetype, rest, false)
			if s.Regex == "" {
				s.Regex = "^" + regexp.QuoteMeta(rest) + "$"
			}
			return s
		}
	}
	return table.EventScope{Kind: table.ScopeSourcetype, Pattern: name}
}

func patternScope(kind table.ScopeKind, pattern string, fold bool) table.EventScope {
	s := table.EventScope{Kind: kind, Pattern: pattern}
	if !fold && !strings.ContainsAny(pattern, `*|()[]?+\`) && !strings.Contains(pattern, "...") {
		return s
	}
	var re strings.Builder
	re.WriteString("^(?:")
	if fold {
		re.Reset()
		re.WriteString("(?i)^(?:")
	}
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case strings.HasPrefix(pattern[i:], "..."):
			re.WriteString(".*")
			i += 2
		case c == '*':
			re.WriteString(`[^/\\]*`)
		case c == '.':
			re.WriteString(`\.`)
		default:
			re.WriteByte(c)
		}
	}
	re.WriteString(")$")
	s.Regex = re.String()
	return s
}

// scopeHead is the text with which every name starts that a scope's pattern
// matches, as far as that is plain to see. It spares most patterns their
// compilation.
func scopeHead(s table.EventScope) string {
	pattern := s.Pattern
	if s.Kind == table.ScopeHost || strings.Contains(pattern, "|") { // hosts in any case
		return ""
	}
	n := 0
	for n < len(pattern) && (isLetter(pattern[n]) || pattern[n] == ':' || pattern[n] == '-' || pattern[n] == '_') {
		n++
	}
	if rest := pattern[n:]; n > 0 && rest != "" && (rest[0] == '?' || rest[0] == '{') {
		n-- // the last character may be missing
	}
	return pattern[:n]
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// scoped is a stanza of props.conf that is ready to be matched.
type scoped struct {
	*Stanza
	scope    table.EventScope
	head     string                // what names that the scope's pattern matches start with
	re       func() *regexp.Regexp // the scope's pattern; nil for a name
	priority int
	origins  func() *Origins // of this stanza alone
}

// matches reports whether the stanza is for an event; what is not known of
// the event (nil) may match.
func (s *scoped) matches(sourcetype, source, host *string) bool {
	var value *string
	switch s.scope.Kind {
	case table.ScopeDefault:
		return true
	case table.ScopeSourcetype:
		value = sourcetype
	case table.ScopeSource:
		value = source
	case table.ScopeHost:
		value = host
	}
	switch {
	case value == nil:
		return true
	case *value == "":
		return false
	case s.re != nil:
		return strings.HasPrefix(*value, s.head) && s.re().MatchString(*value)
	}
	return *value == s.scope.Pattern
}

var scopeRank = map[table.ScopeKind]int{
	table.ScopeDefault: 0, table.ScopeSourcetype: 1, table.ScopeHost: 2, table.ScopeSource: 3,
}

// weaker orders stanzas so that the later one's settings win: by kind, by
// priority (an exact name is 100, a pattern 0 unless it says otherwise), and
// then the name that comes first in the alphabet wins.
func weaker(a, b *scoped) int {
	if d := scopeRank[a.scope.Kind] - scopeRank[b.scope.Kind]; d != 0 {
		return d
	}
	if d := a.priority - b.priority; d != 0 {
		return d
	}
	return strings.Compare(b.Name, a.Name)
}
