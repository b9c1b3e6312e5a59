package functions

import (
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// pattern is a compiled KQL regular expression. In KQL \d, \s and \w mean
// Unicode classes, which Go does not have and which run slower: texts of ASCII
// only, for which both readings are the same, run the plain one.
// https://learn.microsoft.com/kusto/query/regex
type pattern struct {
	plain *regexp.Regexp
	wide  *regexp.Regexp // nil when it would not differ
	// must stands in every text that matches, nil when nothing is known.
	must *needle
	// quick is nil where it cannot run the expression.
	quick *quickPattern
}

type patternKey string

type patternOrError struct {
	p   *pattern
	err error
}

// newPattern compiles text, once a run.
func newPattern(c *Context, text string) (*pattern, error) {
	made := c.Cached(patternKey(text), func() any {
		p, err := compilePattern(text)
		return patternOrError{p, err}
	}).(patternOrError)
	return made.p, made.err
}

func compilePattern(written string) (*pattern, error) {
	text, err := inGo(written)
	if err != nil {
		return nil, errRegex(written, err)
	}
	plain, err := regexp.Compile(text)
	if err != nil {
		return nil, errRegex(written, err)
	}
	p := &pattern{plain: plain, quick: newQuickPattern(text)}
	if wide := widenClasses(text); wide != text {
		if p.wide, err = regexp.Compile(wide); err != nil {
			return nil, errRegex(written, err)
		}
	}
	if tree, err := syntax.Parse(text, syntax.Perl); err == nil {
		if must, fold := requiredText(tree.Simplify()); must != "" {
			p.must = newNeedle(must, matchInside, fold)
		}
	}
	return p, nil
}

// in is the regular expression to run on s, nil when s cannot match.
func (p *pattern) in(s string) *regexp.Regexp {
	if p.must != nil && !p.must.match(s) {
		return nil
	}
	if p.wide != nil && !isASCII(s) {
		return p.wide
	}
	return p.plain
}

func (p *pattern) match(m *quickMatcher, s string) bool {
	if found, sure := p.quick.search(m, s, 0); sure {
		return found
	}
	re := p.in(s)
	return re != nil && re.MatchString(s)
}

// find gives the places of the first match and its groups in s, as the methods
// of [regexp.Regexp] do. They may be m's.
func (p *pattern) find(m *quickMatcher, s string) []int {
	found, sure := p.quick.search(m, s, 0)
	if found {
		return m.caps
	}
	if sure {
		return nil
	}
	if re := p.in(s); re != nil {
		return re.FindStringSubmatchIndex(s)
	}
	return nil
}

// wideClasses are the Unicode meanings of the classes, to stand inside
// brackets, and of their negations.
var wideClasses = map[byte]string{
	'd': `\p{Nd}`, 'D': `\P{Nd}`,
	's': `\s\x0b\x{85}\p{Z}`,
	'w': `\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}`,
}

// widenClasses rewrites \d, \s, \w and their negations for Unicode.
func widenClasses(p string) string {
	var b strings.Builder
	brackets := false
	for i := 0; i < len(p); i++ {
		c := p[i]
		if c == '[' && !brackets {
			// Go has no negation of more than one class inside brackets.
			body := p[i : i+plainClass(p[i:])]
			if strings.Contains(body, `\S`) || strings.Contains(body, `\W`) {
				if set, negated, ok := (&setReader{in: body}).set(); ok {
					b.WriteString(set.inBrackets(negated))
					i += len(body) - 1
					continue
				}
			}
		}
		if c != '\\' || i+1 == len(p) {
			brackets = c == '[' || brackets && c != ']'
			b.WriteByte(c)
			continue
		}
		i++
		class, known := wideClasses[p[i]]
		switch {
		case p[i] == 'Q':
			end := strings.Index(p[i:], `\E`)
			if end < 0 {
				end = len(p) - i
			}
			b.WriteString(`\` + p[i:i+end])
			i += end - 1
		case known && brackets:
			b.WriteString(class)
		case known:
			b.WriteString("[" + class + "]")
		case !brackets && (p[i] == 'S' || p[i] == 'W'):
			b.WriteString("[^" + wideClasses[p[i]-'A'+'a'] + "]")
		default:
			b.WriteByte('\\')
			b.WriteByte(p[i])
		}
	}
	return b.String()
}

// requiredText is the longest text that every match of re contains, and
// whether its case is open.
func requiredText(re *syntax.Regexp) (text string, fold bool) {
	switch re.Op {
	case syntax.OpLiteral:
		fold = re.Flags&syntax.FoldCase != 0
		text = string(re.Rune)
		if fold && !isASCII(text) || len(text) < 2 {
			return "", false
		}
		return text, fold
	case syntax.OpCapture, syntax.OpPlus:
		return requiredText(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return requiredText(re.Sub[0])
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if t, f := requiredText(sub); len(t) > len(text) {
				text, fold = t, f
			}
		}
	}
	return text, fold
}

// textRegex: matching a text against a regular expression.
func textRegex() []Func {
	return []Func{
		{
			KQL: "matches_regex", Args: "text regex", Null: NullSeen,
			Doc: "Tells whether the regular expression matches somewhere in text.",
			Impl: Overloads{{
				Params: []table.Type{table.TypeString, table.TypeString}, Result: table.TypeBool, Kernel: matchesRegex,
			}},
			Cases: Cases{`"naïve" matches regex @"^[^\W\d]+$"`: `true`, `"a4" matches regex "^a[0-9&&[^4]]$"`: `false`, `"ab" matches regex @"(?x) ^ \u0061 b $"`: `true`, `"a1b2" matches regex @"[a-z]\d"`: `true`, `"" matches regex "a"`: `false`, `"１" matches regex @"\d"`: `true`},
		},
		{
			KQL: "regex_quote", Args: "text", Null: NullSeen,
			Doc:   "Escapes every character of text that has a meaning in regular expressions.",
			Impl:  Overloads{mapText1(func(s string) (string, bool) { return regexp.QuoteMeta(s), true })},
			Cases: Cases{`regex_quote("(so$me.Te^xt)")`: `@"\(so\$me\.Te\^xt\)"`},
		},
	}
}

func matchesRegex(c *Call, args []table.Column) (table.Column, error) {
	text, patterns := NewArg[string](args[0]), newPatternArg(c, args[1])
	col := mapBools(c, constant(text.step, patterns.text.step), func(i int) bool {
		p := patterns.at(i)
		return p != nil && p.match(&patterns.quick, text.At(i))
	})
	return col, patterns.err
}

// patternArg reads an argument as compiled patterns. The first pattern that
// does not compile sets err, and reads as nil from then on.
type patternArg struct {
	c    *Call
	text Arg[string]
	last *pattern
	of   string
	err  error
	// quick is for the patterns' methods.
	quick quickMatcher
}

func newPatternArg(c *Call, col table.Column) *patternArg {
	return &patternArg{c: c, text: NewArg[string](col)}
}

func (a *patternArg) at(i int) *pattern {
	text := a.text.At(i)
	if a.last != nil && a.of == text || a.err != nil {
		return a.last
	}
	a.of, a.quick = text, quickMatcher{}
	a.last, a.err = newPattern(a.c.Context, text)
	return a.last
}
