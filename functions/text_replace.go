package functions

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// textReplace: putting another text in the place of what is found.
func textReplace() []Func {
	str, dyn := table.TypeString, table.TypeDynamic
	return []Func{
		{
			KQL: "replace_string", Args: "text lookup rewrite", Null: NullSeen,
			Doc:   "Replaces every lookup in text; an empty lookup replaces nothing.",
			Impl:  Overloads{Map3(replaceString)},
			Cases: Cases{`replace_string("aba", "a", "XY")`: `"XYbXY"`, `replace_string("aba", "", "X")`: `"aba"`, `replace_string("", "a", "b")`: `""`},
		},
		{
			KQL: "replace_strings", Args: "text lookups rewrites", Null: NullSeen,
			Doc:  "Replaces every lookup of an array by the rewrite at the same place of another; what a lookup has matched, later ones leave alone, even where its rewrite is no text.",
			Impl: Overloads{{Params: []table.Type{str, dyn, dyn}, Result: str, Kernel: replaceStrings}},
			Cases: Cases{
				`replace_strings("the cat and the dog", dynamic(["cat", "dog"]), dynamic(["dog", "pigeon"]))`: `"the dog and the pigeon"`,
				`replace_strings("abc", dynamic(["a", "c"]), dynamic(["", "x"]))`:                             `"bx"`,
				`replace_strings("his hi", dynamic(["is", "his", "hi"]), dynamic(["as", "her", "ho"]))`:       `"has ho"`,
				`replace_strings("this is", dynamic(["this", "is"]), dynamic([1, "was"]))`:                    `"this was"`,
				`replace_strings("1a", dynamic([1, "a"]), dynamic(["x", ""]))`:                                `"1"`,
			},
		},
		{
			KQL: "replace_regex", Args: "text regex rewrite", Null: NullSeen, Const: 1<<1 | 1<<2,
			Doc:   `Replaces every match of the regular expression; \1 in rewrite is the first capture group, \0 the whole match.`,
			Impl:  Overloads{{Params: []table.Type{str, str, str}, Result: str, Kernel: func(c *Call, a []table.Column) (table.Column, error) { return replaceRegex(c, a[0], a[1], a[2]) }}},
			Cases: Cases{`replace_regex("Number is 1", @"is (\d+)", @"was: \1")`: `"Number was: 1"`, `replace_regex("a$b", @"\$", "$1")`: `"a$1b"`},
		},
		{
			KQL: "replace", Args: "regex rewrite text", Null: NullSeen, Const: 1 | 1<<1,
			Doc:   "Replaces every match of the regular expression: replace_regex with its arguments in another order.",
			Impl:  Overloads{{Params: []table.Type{str, str, str}, Result: str, Kernel: func(c *Call, a []table.Column) (table.Column, error) { return replaceRegex(c, a[2], a[0], a[1]) }}},
			Cases: Cases{`replace(@"is (\d+)", @"was: \1", "Number is 1")`: `"Number was: 1"`, `replace("x", "y", "")`: `""`},
		},
		{
			KQL: "translate", Args: "searchList replacementList text", Null: NullSeen,
			Doc:  "Replaces each code point of searchList by the one at the same place of replacementList, of which the last one repeats.",
			Impl: Overloads{Map3(translate)},
			Cases: Cases{
				`translate("krasp", "otsku", "spark")`: `"kusto"`, `translate("abc", "x", "abc")`: `"xxx"`, `translate("abc", "", "ab")`: `""`, `translate("abc", "123", "cab9")`: `"3129"`,
			},
		},
	}
}

func replaceString(text, lookup, rewrite string) string {
	if lookup == "" {
		return text
	}
	return strings.ReplaceAll(text, lookup, rewrite)
}

func replaceRegex(c *Call, textCol, patternCol, rewriteCol table.Column) (table.Column, error) {
	text, patterns, rewrites := NewArg[string](textCol), newPatternArg(c, patternCol), NewArg[string](rewriteCol)
	var of, template string
	col := mapRows(c, constant(text.step, patterns.text.step, rewrites.step), nil, func(i int) (string, bool) {
		p, s, rewrite := patterns.at(i), text.At(i), rewrites.At(i)
		if p == nil {
			return "", false
		}
		re := p.in(s)
		if re == nil {
			return s, true
		}
		if rewrite != of {
			of, template = rewrite, goTemplate(rewrite)
		}
		return replaceAll(re, s, template), true
	})
	return col, patterns.err
}

func replaceAll(re *regexp.Regexp, s, template string) string {
	if strings.IndexByte(template, '$') < 0 {
		return re.ReplaceAllLiteralString(s, template)
	}
	return re.ReplaceAllString(s, template)
}

// goTemplate rewrites \1 to ${1}, and $ to $$.
func goTemplate(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '$':
			b.WriteString("$$")
		case c == '\\' && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
			i++
			b.WriteString("${" + s[i:i+1] + "}")
		case c == '\\' && i+1 < len(s) && s[i+1] == '\\':
			i++
			b.WriteByte('\\')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func translate(search, replacement, text string) string {
	if replacement == "" {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(search, r) {
				return -1
			}
			return r
		}, text)
	}
	last, _ := utf8.DecodeLastRuneInString(replacement)
	return strings.Map(func(r rune) rune {
		at := strings.IndexRune(search, r)
		if at < 0 {
			return r
		}
		n := utf8.RuneCountInString(search[:at])
		for _, to := range replacement {
			if n == 0 {
				return to
			}
			n--
		}
		return last
	}, text)
}
