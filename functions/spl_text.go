package functions

import (
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// splText: text functions.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/text-functions
func splText() []Func {
	return []Func{
		{
			SPL: "len length", Args: "text", Doc: "The number of characters.",
			Impl:     Overloads{Map1(func(s string) int64 { return int64(utf8.RuneCountInString(s)) })},
			SPLCases: Cases{`len("aé")`: `2`, `len("")`: `0`, `len(null())`: `null()`, `length("ab")`: `2`},
		},
		{
			SPL: "substr", Args: "text, start, [length]",
			Doc:  "Characters from position start, 1 for the first, negative from the end.",
			Impl: Overloads{Map2(func(s string, start int64) string { return splSubstr(s, start, 1<<32) }), Map3(splSubstr)},
			SPLCases: Cases{`substr("string",1,3)`: `"str"`, `substr("string",-3)`: `"ing"`, `substr("ab",5)`: `""`,
				`substr("string",0,3)`: `"st"`, `substr("string",-10,6)`: `"st"`, `substr("string",3,-2)`: `"st"`, `substr("string",-2,-2)`: `"ri"`, `substr("aéb",2,1)`: `"é"`},
		},
		{
			SPL: "replace", Args: "text, regex, replacement",
			Doc:   "Replaces every match of a regular expression; \\1 stands for its first group.",
			Impl:  Overloads{{Params: []table.Type{table.TypeString, table.TypeString, table.TypeString}, Result: table.TypeString, Kernel: splReplace}},
			Multi: EachValue,
			SPLCases: Cases{`replace("Hello world","He","Ha")`: `"Hallo world"`, `replace("1/14/2023","^(\d{1,2})/(\d{1,2})/","\2/\1/")`: `"14/1/2023"`,
				`replace("a","b",null())`: `null()`},
		},
		trimmer("trim", "Removes characters from both ends, blanks and tabs by default.", func(s string) string { return strings.Trim(s, " \t") }, strings.Trim,
			Cases{`trim(" a ")`: `"a"`, `trim(" zZabcZZ "," zZ")`: `"abc"`}),
		trimmer("ltrim", "Removes characters from the left end, blanks and tabs by default.", func(s string) string { return strings.TrimLeft(s, " \t") }, strings.TrimLeft,
			Cases{`ltrim(" a ")`: `"a "`, `ltrim("  zZaabcdzz "," zZ")`: `"aabcdzz "`}),
		trimmer("rtrim", "Removes characters from the right end, blanks and tabs by default.", func(s string) string { return strings.TrimRight(s, " \t") }, strings.TrimRight,
			Cases{`rtrim(" a ")`: `" a"`, `rtrim(" AbcDeF g","F g")`: `" AbcDe"`}),
		{
			SPL: "urldecode", Args: "text", Doc: "Replaces %XX escapes by the characters that they stand for.",
			Impl:     Overloads{Map1(urlDecode)},
			SPLCases: Cases{`urldecode("http%3A%2F%2Fa.com%2Fd%3Fr%3Dl")`: `"http://a.com/d?r=l"`, `urldecode("50%")`: `"50%"`},
		},
		{
			SPL: "spath", Args: "text, path", Doc: "The values at a path of JSON or XML text, several as a multivalue field.",
			Impl: Overloads{anyOverload(2, 2, table.TypeDynamic, splSpath)},
			SPLCases: Cases{`spath("{\"a\":{\"n\":5}}","a.n")`: `"5"`, `mvcount(spath("{\"l\":[{\"t\":1},{\"t\":2}]}","l{}.t"))`: `2`, `spath("x","a")`: `null()`,
				`mvjoin(spath("<a><b c=\"x\">1 &lt; 2</b><b c='y'/><d/></a>","a.b"),"|")`: `"1 < 2|"`, `mvjoin(spath("<?xml version=\"1.0\"><a><b c=x>1</b><b c=y>2</b>","a{}.b{@c}"),"|")`: `"x|y"`,
				`spath("<a><b c='x'/><b c='y'/></a>","a.b{2}{@c}")`: `"y"`, `spath("<a> <b>1</b> </a>","a")`: `"<b>1</b>"`, `spath("<a><![CDATA[<b>]]></a>","a")`: `"<b>"`, `spath("<a/>","b")`: `null()`},
		},
		{
			SPL: "match", Args: "text, regex", Doc: "Whether a regular expression matches anywhere in the text.",
			Impl:     Overloads{{Params: []table.Type{table.TypeString, table.TypeString}, Result: table.TypeBool, Kernel: splMatch}},
			Multi:    AnyValue,
			SPLCases: Cases{`match("oh yes","yes")`: `true()`, `match("YES","yes")`: `false()`, `match("ab","(?<=a)b")`: `true()`, `match(null(),"a")`: `null()`},
		},
		{
			SPL: "like", Args: "text, pattern", Doc: "Whether the whole text fits a pattern in which % stands for any text and _ for one character.",
			Impl:     Overloads{{Params: []table.Type{table.TypeString, table.TypeString}, Result: table.TypeBool, Kernel: splLike}},
			Multi:    AnyValue,
			SPLCases: Cases{`like("foobar","foo%")`: `true()`, `like("foobar","f_o")`: `false()`, `"a" LIKE "_"`: `true()`, `like("Foo","foo")`: `false()`},
		},
	}
}

// trimmer makes the literal of a trimming function.
func trimmer(name, doc string, plain func(string) string, chars func(s, cut string) string, cases Cases) Func {
	return Func{SPL: name, Args: "text, [characters]", Doc: doc, Impl: Overloads{Map1(plain), Map2(chars)}, Multi: EachValue, SPLCases: cases}
}

// splSubstr follows SQLite: position 0 is the place before the first character,
// what lies before the text counts for the length, and a negative length takes
// the characters before the start.
func splSubstr(s string, start, length int64) string {
	n := int64(utf8.RuneCountInString(s))
	first := max(start-1, -1)
	if start < 0 {
		first = n + max(start, -1<<31)
	}
	end := first + min(length, 1<<32)
	if length < 0 {
		first, end = max(first, 0)+max(length, -1<<32), max(first, 0)
	}
	start, end = max(first, 0), min(end, n)
	if start >= end {
		return ""
	}
	if n == int64(len(s)) {
		return s[start:end]
	}
	r := []rune(s)
	return string(r[start:end])
}

func splReplace(c *Call, args []table.Column) (table.Column, error) {
	texts, patterns, with := NewArg[string](args[0]), NewArg[string](args[1]), NewArg[string](args[2])
	nulls := anyNull(c.N, texts.mask(), patterns.mask(), with.mask())
	out := make([]string, c.N)
	compiled := rowPatterns{c: c}
	for i := range out {
		if nulls != nil && nulls[i] {
			continue
		}
		p, err := compiled.of(patterns.At(i))
		if err != nil {
			return nil, err
		}
		if out[i], err = p.Replace(texts.At(i), with.At(i), -1); err != nil {
			return nil, err
		}
	}
	return table.NewVec(out, nulls), nil
}

func splMatch(c *Call, args []table.Column) (table.Column, error) {
	texts, patterns := NewArg[string](args[0]), NewArg[string](args[1])
	nulls := anyNull(c.N, texts.mask(), patterns.mask())
	out := make([]bool, c.N)
	compiled := rowPatterns{c: c}
	for i := range out {
		if nulls != nil && nulls[i] {
			continue
		}
		p, err := compiled.of(patterns.At(i))
		if err != nil {
			return nil, err
		}
		if out[i], err = p.Match(texts.At(i)); err != nil {
			return nil, err
		}
	}
	return table.NewVec(out, nulls), nil
}

// splLike compiles a pattern into a glob; \% and \_ stand for themselves.
func splLike(c *Call, args []table.Column) (table.Column, error) {
	texts, patterns := NewArg[string](args[0]), NewArg[string](args[1])
	nulls := anyNull(c.N, texts.mask(), patterns.mask())
	out := make([]bool, c.N)
	g, last := glob{}, ""
	for i := range out {
		if nulls != nil && nulls[i] {
			continue
		}
		if text := patterns.At(i); i == 0 || text != last || g.tokens == nil {
			g, last = likeGlob(text), text
		}
		out[i] = g.match(texts.At(i))
	}
	return table.NewVec(out, nulls), nil
}

// urlDecode leaves what is no valid escape as it is.
func urlDecode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2]); hi < 16 && lo < 16 {
				b = append(b, hi<<4|lo)
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

func splSpath(c *Call, args []table.Column) (table.Column, error) {
	texts, paths := textArg(args[0]), textArg(args[1])
	b := newValuesBuilder(c.N)
	for i := range c.N {
		if !texts.Null(i) && !paths.Null(i) {
			s := strings.TrimSpace(texts.At(i))
			read := Spath
			if strings.HasPrefix(s, "<") {
				read = SpathXML
			}
			for _, v := range read(s, paths.At(i)) {
				b.text(v)
			}
		}
		b.end()
	}
	return b.column(), nil
}
