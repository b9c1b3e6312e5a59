package functions

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// sedScript is an edit of rex mode=sed.
type sedScript struct {
	pattern     *Pattern
	replacement string
	most        int // matches to replace, -1 for all
	nth         int // the only match to replace, 0 for none in particular
	letters     map[rune]rune
}

// CheckSed reports what is wrong with a script of rex mode=sed.
func CheckSed(script string) error {
	_, err := parseSed(script)
	return err
}

// parseSed reads s/pattern/replacement/flags and y/from/to/, with any
// character for the slash.
func parseSed(script string) (*sedScript, error) {
	bad := fmt.Errorf("%q is no sed script such as s/pattern/replacement/g or y/abc/xyz/", script)
	script = strings.TrimSpace(script)
	if len(script) < 4 || script[0] != 's' && script[0] != 'y' {
		return nil, bad
	}
	parts := sedParts(script[2:], script[1])
	if len(parts) != 3 {
		return nil, bad
	}
	if script[0] == 'y' {
		from, to := []rune(parts[0]), []rune(parts[1])
		if len(from) != len(to) {
			return nil, fmt.Errorf("%q: both lists of characters must be of the same length", script)
		}
		s := &sedScript{letters: map[rune]rune{}}
		for i, r := range from {
			s.letters[r] = to[i]
		}
		return s, nil
	}
	s := &sedScript{replacement: parts[1], most: 1}
	pattern := parts[0]
	for _, flag := range []string{"g", "i", "I"} {
		if strings.Contains(parts[2], flag) {
			parts[2] = strings.ReplaceAll(parts[2], flag, "")
			if flag == "g" {
				s.most = -1
			} else {
				pattern = "(?i)" + pattern
			}
		}
	}
	if parts[2] != "" {
		n, err := strconv.Atoi(parts[2])
		if err != nil || n < 1 {
			return nil, bad
		}
		s.nth = n
	}
	p, err := CompilePattern(pattern)
	s.pattern = p
	return s, err
}

// sedParts cuts at delimiters that no backslash precedes.
func sedParts(s string, delim byte) []string {
	var parts []string
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == delim:
			b.WriteByte(delim)
			i++
		case s[i] == '\\' && i+1 < len(s):
			b.WriteString(s[i : i+2])
			i++
		case s[i] == delim:
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteByte(s[i])
		}
	}
	return append(parts, b.String())
}

func (s *sedScript) apply(text string) (string, error) {
	if s.letters != nil {
		return strings.Map(func(r rune) rune {
			if to, ok := s.letters[r]; ok {
				return to
			}
			return r
		}, text), nil
	}
	if s.nth == 0 {
		return s.pattern.Replace(text, s.replacement, s.most)
	}
	all, err := s.pattern.FindAll(text, s.nth)
	if err != nil || len(all) < s.nth {
		return text, err
	}
	m := all[s.nth-1]
	var b strings.Builder
	b.WriteString(text[:m[0]])
	expandGroups(&b, s.replacement, text, m)
	b.WriteString(text[m[1]:])
	return b.String(), nil
}

func rexSed(c *Call, args []table.Column) (table.Column, error) {
	texts, scripts, out := textArg(args[0]), textArg(args[1]), table.NewVecBuilder[string](c.N)
	if c.N == 0 {
		return out.Column(), nil
	}
	prepared, err := c.Prepared(func() (any, error) { return parseSed(scripts.At(0)) })
	if err != nil {
		return nil, err
	}
	for i := range c.N {
		if texts.Null(i) {
			out.AddNull()
			continue
		}
		s, err := prepared.(*sedScript).apply(texts.At(i))
		if err != nil {
			return nil, err
		}
		out.Add(s)
	}
	return out.Column(), nil
}
