package functions

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// splSearch: the predicates of search expressions. A missing field gives
// false, never null, so that NOT keeps the event. Patterns are constants.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/search-commands/search
func splSearch() []Func {
	compare := func(name, doc string, prepare func(pattern string) func(string) bool) Func {
		return Func{SPL: name, Args: "field, pattern", Doc: doc, Null: NullSeen, Multi: AnyValue, Const: 2, Impl: Overloads{searchTest(prepare)}}
	}
	signed := func(holds func(int) bool) func(string) func(string) bool {
		return func(pattern string) func(string) bool {
			return func(s string) bool {
				return holds(looseCompare(table.StringValue(s), table.StringValue(pattern)))
			}
		}
	}
	not := func(f func(string) func(string) bool) func(string) func(string) bool {
		return func(pattern string) func(string) bool {
			test := f(pattern)
			return func(s string) bool { return !test(s) }
		}
	}
	return []Func{
		compare("search=", "Whether a value fits a pattern: * for any text, any case of letters, or a CIDR block.", searchEquals),
		compare("search!=", "Whether the field has a value that does not fit a pattern.", not(searchEquals)),
		compare("search=case", "As search=, case-sensitively (CASE).", searchEqualsCase),
		compare("search!=case", "As search!=, case-sensitively (CASE).", not(searchEqualsCase)),
		compare("search<", "Whether a value is less, as a number or else as text.", signed(func(c int) bool { return c < 0 })),
		compare("search<=", "Whether a value is at most, as a number or else as text.", signed(func(c int) bool { return c <= 0 })),
		compare("search>", "Whether a value is greater, as a number or else as text.", signed(func(c int) bool { return c > 0 })),
		compare("search>=", "Whether a value is at least, as a number or else as text.", signed(func(c int) bool { return c >= 0 })),
		{
			SPL: "search_exists", Args: "field", Doc: "Whether the field has a value.",
			Impl: Overloads{splNullTest(false)}, Null: NullSeen, Multi: Whole,
		},
		compare("search_term", "Whether a word or phrase stands in the text, in any case of letters.", func(p string) func(string) bool { return newTerm(p, true).find }),
		compare("search_term_case", "As search_term, case-sensitively (CASE).", func(p string) func(string) bool { return newTerm(p, false).find }),
		compare("search_term_exact", "Whether the text has the term between major breakers (TERM).", wholeTerm),
		{
			SPL: "search_prefix", Args: "text, prefix", Doc: "What follows the prefix in the terms of the text that begin with it, in lower case (PREFIX).",
			Impl:  Overloads{{Params: []table.Type{table.TypeString, table.TypeString}, Result: table.TypeDynamic, Kernel: onceForConstants(termsWithPrefix)}},
			Const: 2,
		},
	}
}

// searchTest makes a predicate on text whose pattern is prepared once a call.
func searchTest(prepare func(string) func(string) bool) Overload {
	return Overload{
		Params: []table.Type{table.TypeString, table.TypeString},
		Result: table.TypeBool,
		Kernel: onceForConstants(func(c *Call, args []table.Column) (table.Column, error) {
			texts, patterns := textArg(args[0]), textArg(args[1])
			out := make([]bool, c.N)
			var test func(string) bool
			last := ""
			for i := range out {
				if texts.Null(i) || patterns.Null(i) {
					continue
				}
				if p := patterns.At(i); test == nil || p != last {
					test, last = prepare(p), p
				}
				out[i] = test(texts.At(i))
			}
			return table.NewVec(out, nil), nil
		}),
	}
}

// searchEquals matches a whole value against a pattern or CIDR block.
func searchEquals(pattern string) func(string) bool {
	if block, ok := cidrBlock(pattern); ok {
		g := searchGlob(pattern, true)
		return func(s string) bool {
			if s == "" || !isHexOrPunct(s[0]) {
				return false
			}
			a, err := netip.ParseAddr(s)
			return err == nil && block.Contains(a.Unmap()) || g.match(s)
		}
	}
	g := searchGlob(pattern, true)
	return g.match
}

func searchEqualsCase(pattern string) func(string) bool {
	g := searchGlob(pattern, false)
	return g.match
}

func isHexOrPunct(c byte) bool { return hexDigit(c) < 16 || c == ':' }

func cidrBlock(pattern string) (netip.Prefix, bool) {
	if !strings.Contains(pattern, "/") {
		return netip.Prefix{}, false
	}
	p, err := netip.ParsePrefix(pattern)
	return p.Masked(), err == nil
}

// searchTermPattern is a word or phrase looked for in events.
type searchTermPattern struct {
	g           glob
	left, right bool // the term must begin, end at a breaker
	anything    bool
}

// breaker reports what does not belong to words.
func breaker(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func newTerm(pattern string, fold bool) *searchTermPattern {
	t := &searchTermPattern{left: !strings.HasPrefix(pattern, "*"), right: !strings.HasSuffix(pattern, "*")}
	core := strings.Trim(pattern, "*")
	t.anything = core == ""
	t.g = searchGlob(core, fold)
	first, _ := utf8.DecodeRuneInString(core)
	last, _ := utf8.DecodeLastRuneInString(core)
	// An end that is itself a breaker needs no other.
	t.left = t.left && !breaker(first)
	t.right = t.right && !breaker(last)
	return t
}

// find reports whether the term occurs in s at the required edges.
func (t *searchTermPattern) find(s string) bool {
	if t.anything {
		return s != ""
	}
	pieces := t.g.tokens
	first := pieces[0].literal
	for from := 0; from <= len(s); {
		at := t.g.index(s[from:], first)
		if at < 0 {
			return false
		}
		at += from
		if before, _ := utf8.DecodeLastRuneInString(s[:at]); !t.left || at == 0 || breaker(before) {
			if t.rest(s, at, pieces) {
				return true
			}
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		from = at + max(n, 1)
	}
	return false
}

// rest matches the pieces from position at on; wildcards inside a term do not
// leave its line.
func (t *searchTermPattern) rest(s string, at int, pieces []globToken) bool {
	n := t.g.eat(&pieces[0], s[at:])
	if n < 0 {
		return false
	}
	at += n
	if len(pieces) == 1 {
		after, _ := utf8.DecodeRuneInString(s[at:])
		return !t.right || at == len(s) || breaker(after)
	}
	line := s[:]
	if end := strings.IndexByte(s[at:], '\n'); end >= 0 {
		line = s[:at+end]
	}
	next := pieces[2:] // pieces[1] is the wildcard
	for from := at; from <= len(line); {
		skip := t.g.index(line[from:], next[0].literal)
		if skip < 0 {
			return false
		}
		if t.rest(s, from+skip, next) {
			return true
		}
		from += skip + 1
	}
	return false
}
