package functions

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glob is a pattern of literal pieces, wildcards for any text and wildcards
// for one character, matched against whole texts. Patterns with wildcards at
// the ends only run without backtracking.
type glob struct {
	tokens []globToken
	fold   bool // match letters of either case
}

// globToken is a literal piece (not empty), or a wildcard.
type globToken struct {
	literal string
	any     bool // any text; otherwise, without a literal, one character
}

// searchGlob is the pattern of a search expression: * for any text.
func searchGlob(pattern string, fold bool) glob {
	g := glob{tokens: []globToken{}, fold: fold}
	for i, piece := range strings.Split(pattern, "*") {
		if i > 0 {
			g.addAny()
		}
		g.add(piece)
	}
	return g
}

// likeGlob is the pattern of like(): % for any text, _ for one character.
func likeGlob(pattern string) glob {
	g := glob{tokens: []globToken{}}
	var piece strings.Builder
	flush := func() { g.add(piece.String()); piece.Reset() }
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			if i+1 < len(pattern) && (pattern[i+1] == '%' || pattern[i+1] == '_') {
				i++
			}
			piece.WriteByte(pattern[i])
		case '%':
			flush()
			g.addAny()
		case '_':
			flush()
			g.tokens = append(g.tokens, globToken{})
		default:
			piece.WriteByte(pattern[i])
		}
	}
	flush()
	return g
}

func (g *glob) add(literal string) {
	if literal != "" {
		g.tokens = append(g.tokens, globToken{literal: literal})
	}
}

func (g *glob) addAny() {
	if n := len(g.tokens); n == 0 || !g.tokens[n-1].any {
		g.tokens = append(g.tokens, globToken{any: true})
	}
}

// match reports whether the pattern fits the whole of s.
func (g *glob) match(s string) bool {
	t := g.tokens
	switch {
	case len(t) == 0:
		return s == ""
	case len(t) == 1 && t[0].any:
		return true
	case len(t) == 1 && t[0].literal != "":
		return g.equal(s, t[0].literal)
	case len(t) == 3 && t[0].any && t[2].any && t[1].literal != "":
		return g.index(s, t[1].literal) >= 0
	}
	return g.matchTokens(s)
}

// matchTokens goes back to the last any-wildcard on a mismatch, which is
// enough for patterns of this kind.
func (g *glob) matchTokens(s string) bool {
	at, token := 0, 0
	backAt, backToken := -1, -1
	for token < len(g.tokens) || at < len(s) {
		if token < len(g.tokens) {
			t := &g.tokens[token]
			if t.any {
				backAt, backToken = at, token
				token++
				if token == len(g.tokens) {
					return true
				}
				if next := &g.tokens[token]; next.literal != "" {
					skip := g.index(s[at:], next.literal)
					if skip < 0 {
						return false
					}
					backAt = at + skip
					at = backAt
				}
				continue
			}
			if n := g.eat(t, s[at:]); n >= 0 {
				at, token = at+n, token+1
				continue
			}
		}
		if backToken < 0 || backAt >= len(s) {
			return false
		}
		_, n := utf8.DecodeRuneInString(s[backAt:])
		at, token = backAt+n, backToken
	}
	return true
}

// eat is how many bytes of s the token takes at its begin, -1 for none.
func (g *glob) eat(t *globToken, s string) int {
	if t.literal == "" {
		if s == "" {
			return -1
		}
		_, n := utf8.DecodeRuneInString(s)
		return n
	}
	if !g.fold {
		if strings.HasPrefix(s, t.literal) {
			return len(t.literal)
		}
		return -1
	}
	return foldPrefix(s, t.literal)
}

func (g *glob) equal(s, literal string) bool {
	if g.fold {
		return strings.EqualFold(s, literal)
	}
	return s == literal
}

func (g *glob) index(s, literal string) int {
	if g.fold {
		return foldIndex(s, literal)
	}
	return strings.Index(s, literal)
}

// foldPrefix is how many bytes of s are equal to literal but for the case of
// letters; -1 when s does not begin with it.
func foldPrefix(s, literal string) int {
	at := 0
	for i := 0; i < len(literal); {
		if at >= len(s) {
			return -1
		}
		a, b := s[at], literal[i]
		if a < utf8.RuneSelf && b < utf8.RuneSelf {
			if lowerASCII(a) != lowerASCII(b) {
				return -1
			}
			at, i = at+1, i+1
			continue
		}
		x, n := utf8.DecodeRuneInString(s[at:])
		y, m := utf8.DecodeRuneInString(literal[i:])
		if x != y && unicode.ToLower(x) != unicode.ToLower(y) {
			return -1
		}
		at, i = at+n, i+m
	}
	return at
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// foldIndex is where literal first occurs in s in any case of letters, -1
// when nowhere. It allocates nothing.
func foldIndex(s, literal string) int {
	if literal == "" {
		return 0
	}
	c := literal[0]
	lower, upper := lowerASCII(c), c
	if lower >= 'a' && lower <= 'z' {
		upper = lower - 'a' + 'A'
	}
	for at := 0; at < len(s); at++ {
		if c < utf8.RuneSelf {
			next := nextOf(s[at:], lower, upper)
			if next < 0 {
				// The first letter may be spelled by a letter outside ASCII
				// (the Kelvin sign); those are not searched for.
				return -1
			}
			at += next
		} else if !utf8.RuneStart(s[at]) {
			continue
		}
		if foldPrefix(s[at:], literal) >= 0 {
			return at
		}
	}
	return -1
}

// nextOf is the first position of either byte.
func nextOf(s string, a, b byte) int {
	i := strings.IndexByte(s, a)
	if a == b {
		return i
	}
	if i >= 0 {
		s = s[:i]
	}
	if j := strings.IndexByte(s, b); j >= 0 {
		return j
	}
	return i
}
