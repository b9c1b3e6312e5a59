package useragent

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

//go:embed patterns.txt.gz
var packed []byte

// pattern tells one family of browsers, systems or devices.
type pattern struct {
	text string
	// replacements make the answer's fields from the groups; "" in one but
	// the first means the group that is next.
	replacements []string
	compile      sync.Once
	re           *regexp.Regexp
	// holds are texts of which every match contains one.
	holds []string
}

// patterns are those of each kind, in the order in which they are tried.
var patterns = sync.OnceValue(func() map[string][]*pattern {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	out := map[string][]*pattern{}
	for line := range strings.Lines(string(text)) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for len(parts) < 8 {
			parts = append(parts, "")
		}
		p := &pattern{text: parts[1], replacements: parts[3:]}
		if parts[2] == "i" {
			p.text = "(?i)" + p.text
		}
		out[parts[0]] = append(out[parts[0]], p)
	}
	return out
})

// match finds the pattern in an agent, or is nil.
func (p *pattern) match(agent *subject) []int {
	p.compile.Do(func() {
		p.re, _ = regexp.Compile(p.text)
		if tree, err := syntax.Parse(p.text, syntax.Perl); err == nil {
			p.holds = needed(tree)
		}
	})
	if p.re == nil || !agent.holdsOne(p.holds) {
		return nil
	}
	return p.re.FindStringSubmatchIndex(agent.text)
}

// subject is a user agent, also in lower case, in which texts are looked for.
type subject struct {
	text, lower string
	ascii       bool
}

func newSubject(text string) *subject {
	s := &subject{text: text, lower: strings.ToLower(text), ascii: true}
	for i := range len(text) {
		s.ascii = s.ascii && text[i] < 0x80
	}
	return s
}

// holdsOne reports whether one of several texts in lower case may be in the
// agent; without any, everything may. Folding beyond ASCII is left to the
// patterns.
func (s *subject) holdsOne(texts []string) bool {
	if len(texts) == 0 || !s.ascii {
		return true
	}
	for _, t := range texts {
		if strings.Contains(s.lower, t) {
			return true
		}
	}
	return false
}

// needed are texts, in lower case, of which any match of a pattern contains
// one; none where that cannot be told.
func needed(n *syntax.Regexp) []string {
	switch n.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(n.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(n.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, s := range n.Sub {
			if t := needed(s); shortest(t) > shortest(best) {
				best = t
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, s := range n.Sub {
			t := needed(s)
			if len(t) == 0 {
				return nil
			}
			all = append(all, t...)
		}
		return all
	}
	return nil
}

// shortest is how long the shortest of several texts is.
func shortest(texts []string) int {
	n := 0
	for i, t := range texts {
		if i == 0 || len(t) < n {
			n = len(t)
		}
	}
	return n
}

// expand fills $1 to $9 of a replacement with the groups of a match.
func expand(replacement, agent string, at []int) string {
	if !strings.Contains(replacement, "$") {
		return replacement
	}
	var b strings.Builder
	for i := 0; i < len(replacement); i++ {
		if replacement[i] == '$' && i+1 < len(replacement) && replacement[i+1] >= '1' && replacement[i+1] <= '9' {
			i++
			b.WriteString(group(int(replacement[i]-'0'), agent, at))
			continue
		}
		b.WriteByte(replacement[i])
	}
	return b.String()
}

func group(n int, agent string, at []int) string {
	if 2*n+1 >= len(at) || at[2*n] < 0 {
		return ""
	}
	return agent[at[2*n]:at[2*n+1]]
}
