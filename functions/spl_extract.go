package functions

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// splExtract: what the commands rex, makemv and replace do to a field, and
// the set of values that a subsearch gives.
func splExtract() []Func {
	return []Func{
		{
			SPL: "rex_group", Args: "text, pattern, group, most", Doc: "The text of a pattern's group; of the first most matches, of all when most is 0.",
			Impl: Overloads{anyOverload(4, 4, table.TypeDynamic, rexGroup)}, Const: 14, Multi: EachValue,
			SPLCases: Cases{`rex_group("a1b22","(\d+)",1,1)`: `"1"`, `mvcount(rex_group("a1b22","(\d+)",1,0))`: `2`, `rex_group("a","(\d+)",1,1)`: `null()`},
		},
		{
			SPL: "rex_groups", Args: "text, pattern, most", Doc: "The texts of all groups of a pattern, each with several matches a list.",
			Impl:     Overloads{anyOverload(3, 3, table.TypeDynamic, rexGroups)},
			Const:    6,
			SPLCases: Cases{`mvcount(rex_groups("a=1","(\w)=(\d)",1))`: `3`},
		},
		{
			SPL: "rex_offset", Args: "text, pattern, most", Doc: "The first and the last character of each match, counted from 0: 0-9.",
			Impl: Overloads{anyOverload(3, 3, table.TypeDynamic, rexOffset)}, Const: 6, Multi: EachValue,
			SPLCases: Cases{`rex_offset("üab","a",1)`: `"1-1"`, `mvjoin(rex_offset("a1b22","\d+",0),",")`: `"1-1,3-4"`, `rex_offset("a","\d",1)`: `null()`},
		},
		{
			SPL: "rex_pick", Args: "groups, number", Doc: "One group of what rex_groups gives.", Null: NullSeen, Multi: Whole,
			Impl: Overloads{anyOverload(2, 2, table.TypeDynamic, rexPick)}, Const: 2,
			SPLCases: Cases{`rex_pick(rex_groups("a=1","(\w)=(\d)",1),2)`: `"1"`, `rex_pick(rex_groups("x","(\w)=(\d)",1),2)`: `null()`},
		},
		{
			SPL: "rex_sed", Args: "text, script", Doc: "The text edited by s/pattern/replacement/flags or y/from/to/.",
			Impl: Overloads{anyOverload(2, 2, table.TypeString, rexSed)}, Const: 2, Multi: EachValue,
			SPLCases: Cases{`rex_sed("aab","s/a/x/")`: `"xab"`, `rex_sed("aab","s/a/x/g")`: `"xxb"`, `rex_sed("abc","y/abc/xyz/")`: `"xyz"`},
		},
		{
			SPL: "makemv_delim", Args: "text, delimiter, empty", Doc: "The pieces of a text between delimiters, empty ones only when asked for.",
			Impl: Overloads{anyOverload(3, 3, table.TypeDynamic, makemvDelim)}, Const: 6,
			SPLCases: Cases{`mvcount(makemv_delim("a,,b",",",false()))`: `2`, `mvcount(makemv_delim("a,,b",",",true()))`: `3`},
		},
		{
			SPL: "makemv_token", Args: "text, pattern, empty", Doc: "The first group of each match of a pattern, empty ones only when asked for.",
			Impl:     Overloads{anyOverload(3, 3, table.TypeDynamic, makemvToken)},
			SPLCases: Cases{`mvcount(makemv_token("a,b,c","([^,]+),?",false()))`: `3`, `mvcount(makemv_token("a,,b","([^,]*)(?:,|$)",false()))`: `2`, `mvcount(makemv_token("a,,b,","([^,]*),",true()))`: `3`},
		},
		{
			SPL: "xpath_values", Args: "text, path", Doc: "The values at a path of XML text, of the paths that Python's ElementTree knows, or of an attribute there.",
			Impl: Overloads{anyOverload(2, 2, table.TypeDynamic, xpathValues)}, Const: 2, Multi: EachValue,
			SPLCases: Cases{
				`mvjoin(xpath_values("<a n='1'>x</a><b><a n='2'/></b>","//a/@n"),",")`: `"1,2"`, `xpath_values("<d><s>B</s><i>9</i></d><d><s>T</s><i>8</i></d>","//d[s='T']/i")`: `"8"`,
				`mvjoin(xpath_values("<a>1</a><a>2</a><a>3</a>","/data/a[last()-1]"),",")`: `"2"`, `mvjoin(xpath_values("<a>1</a><a>2</a>","a"),",")`: `"1,2"`,
				`xpath_values("<r><a k='1'><b>x</b></a><a><b>y</b></a></r>","r/a[@k]/b")`: `"x"`, `xpath_values("<r><a><b>x</b></a></r>","//b/..")`: `"<b>x</b>"`,
				`mvjoin(xpath_values("<r><a>1</a><b>2</b></r>","./r/*"),",")`: `"1,2"`, `xpath_values("<?xml version='1.0'?><a>1</a>","//a")`: `null()`, `xpath_values("<a>1</a>","//c")`: `null()`,
			},
		},
		{
			SPL: "replace_value", Args: "value, pattern, replacement", Doc: "The replacement where a pattern with * fits the whole value; * in it stand for the same texts.",
			Impl: Overloads{anyOverload(3, 3, table.TypeString, replaceValue)}, Const: 6, Multi: EachValue,
			SPLCases: Cases{`replace_value("my.host","*host","host")`: `"host"`, `replace_value("a.b","*.b","*-c")`: `"a-c"`, `replace_value("x","y","z")`: `"x"`},
		},
		{
			SPL: "search_among", Args: "field, values", Doc: "Whether a value fits one of a list, as search= does.", Null: NullSeen, Multi: Whole,
			Impl: Overloads{anyOverload(2, 2, table.TypeBool, searchAmong)}, Const: 2,
			SPLCases: Cases{`search_among("a","A")`: `true()`, `search_among("10.1.2.3","10.0.0.0/8")`: `true()`, `search_among(null(),"a")`: `false()`},
		},
	}
}

// pattern is the compiled constant argument of a call.
func (c *Call) pattern(arg table.Column) (*Pattern, error) {
	p, err := c.Prepared(func() (any, error) {
		if arg.Len() == 0 {
			return (*Pattern)(nil), nil
		}
		return c.Pattern(Text(arg.Value(0)))
	})
	if err != nil {
		return nil, err
	}
	return p.(*Pattern), nil
}

// mostMatches reads how many matches are wanted, -1 for all.
func mostMatches(c table.Column) int {
	if c.Len() == 0 || c.Value(0).Int() <= 0 {
		return -1
	}
	return int(c.Value(0).Int())
}

func (p *Pattern) some(s string, most int) ([]Match, error) {
	if most != 1 {
		return p.FindAll(s, most)
	}
	m, err := p.Find(s)
	if m == nil || err != nil {
		return nil, err
	}
	return []Match{m}, nil
}

func rexGroup(c *Call, args []table.Column) (table.Column, error) {
	texts, b := textArg(args[0]), newValuesBuilder(c.N)
	p, err := c.pattern(args[1])
	if err != nil || p == nil {
		return b.column(), err
	}
	group, most := int(args[2].Value(0).Int()), mostMatches(args[3])
	for i := range c.N {
		if !texts.Null(i) {
			all, err := p.some(texts.At(i), most)
			if err != nil {
				return nil, err
			}
			for _, m := range all {
				if s, ok := m.Group(texts.At(i), group); ok {
					b.text(s)
				}
			}
		}
		b.end()
	}
	return b.column(), nil
}

func rexOffset(c *Call, args []table.Column) (table.Column, error) {
	texts, b := textArg(args[0]), newValuesBuilder(c.N)
	p, err := c.pattern(args[1])
	if err != nil || p == nil {
		return b.column(), err
	}
	most := mostMatches(args[2])
	for i := range c.N {
		if !texts.Null(i) {
			s := texts.At(i)
			all, err := p.some(s, most)
			if err != nil {
				return nil, err
			}
			for _, m := range all {
				from := utf8.RuneCountInString(s[:m[0]])
				b.text(fmt.Sprintf("%d-%d", from, from+utf8.RuneCountInString(s[m[0]:m[1]])-1))
			}
		}
		b.end()
	}
	return b.column(), nil
}

func rexGroups(c *Call, args []table.Column) (table.Column, error) {
	texts, out := textArg(args[0]), make([]table.Value, c.N)
	p, err := c.pattern(args[1])
	if err != nil || p == nil {
		return table.NewVec(out, nil), err
	}
	most := mostMatches(args[2])
	for i := range out {
		if texts.Null(i) {
			continue
		}
		all, err := p.some(texts.At(i), most)
		if err != nil {
			return nil, err
		}
		if len(all) > 0 {
			out[i] = table.ArrayValue(groupValues(texts.At(i), all, len(p.names)))
		}
	}
	return table.NewVec(out, nil), nil
}

// groupValues holds each group's text, or the texts of several matches.
func groupValues(s string, all []Match, groups int) []table.Value {
	out := make([]table.Value, groups)
	for g := range out {
		var list []table.Value
		for _, m := range all {
			if text, ok := m.Group(s, g); ok {
				list = append(list, table.StringValue(text))
			}
		}
		out[g] = multivalue(list)
	}
	return out
}

func rexPick(c *Call, args []table.Column) (table.Column, error) {
	b := newValuesBuilder(c.N)
	if c.N == 0 {
		return b.column(), nil
	}
	at := int(args[1].Value(0).Int())
	col := table.Resolve(args[0])
	for i := range c.N {
		if groups := col.Value(i).Array(); at < len(groups) {
			if v := groups[at]; v.Kind() == table.KindArray {
				for _, e := range v.Array() {
					b.value(e)
				}
			} else {
				b.value(v)
			}
		}
		b.end()
	}
	return b.column(), nil
}

func makemvDelim(c *Call, args []table.Column) (table.Column, error) {
	texts, delims, b := textArg(args[0]), textArg(args[1]), newValuesBuilder(c.N)
	for i := range c.N {
		if !texts.Null(i) {
			empty := args[2].Value(i).Bool()
			for _, s := range strings.Split(texts.At(i), delims.At(i)) {
				if s != "" || empty {
					b.text(s)
				}
			}
		}
		b.end()
	}
	return b.column(), nil
}

func makemvToken(c *Call, args []table.Column) (table.Column, error) {
	texts, b := textArg(args[0]), newValuesBuilder(c.N)
	p, err := c.pattern(args[1])
	if err != nil || p == nil {
		return b.column(), err
	}
	for i := range c.N {
		if !texts.Null(i) {
			all, err := p.FindAll(texts.At(i), -1)
			if err != nil {
				return nil, err
			}
			for _, m := range all {
				if s, ok := m.Group(texts.At(i), min(1, len(m)/2-1)); ok && (s != "" || args[2].Value(i).Bool()) {
					b.text(s)
				}
			}
		}
		b.end()
	}
	return b.column(), nil
}

func replaceValue(c *Call, args []table.Column) (table.Column, error) {
	texts, from, to := textArg(args[0]), textArg(args[1]), textArg(args[2])
	out := table.NewVecBuilder[string](c.N)
	for i := range c.N {
		if texts.Null(i) {
			out.AddNull()
			continue
		}
		s := texts.At(i)
		if stars, ok := starTexts(strings.Split(from.At(i), "*"), s); ok {
			s = fillStars(to.At(i), stars)
		}
		out.Add(s)
	}
	return out.Column(), nil
}

// starTexts are the texts that stand for the * between a pattern's parts.
func starTexts(parts []string, s string) ([]string, bool) {
	if len(parts) == 1 {
		return nil, s == parts[0]
	}
	rest, ok := strings.CutPrefix(s, parts[0])
	if !ok {
		return nil, false
	}
	var stars []string
	for _, p := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, p)
		if at < 0 {
			return nil, false
		}
		stars, rest = append(stars, rest[:at]), rest[at+len(p):]
	}
	last, ok := strings.CutSuffix(rest, parts[len(parts)-1])
	return append(stars, last), ok
}

func fillStars(pattern string, stars []string) string {
	for _, s := range stars {
		before, after, ok := strings.Cut(pattern, "*")
		if !ok {
			break
		}
		// A star in what is put in must not be taken for one of the pattern.
		pattern = before + strings.ReplaceAll(s, "*", "\x00") + after
	}
	return strings.ReplaceAll(pattern, "\x00", "*")
}

// amongSet is a list of values to search for: those without wildcards by
// their lower-case text, the others as tests.
type amongSet struct {
	texts map[string]bool
	tests []func(string) bool
}

func searchAmong(c *Call, args []table.Column) (table.Column, error) {
	prepared, err := c.Prepared(func() (any, error) {
		set := &amongSet{texts: map[string]bool{}}
		if args[1].Len() == 0 {
			return set, nil
		}
		values := multivalues(args[1])
		for _, v := range values.row(0, nil) {
			s := Text(v)
			if _, cidr := cidrBlock(s); cidr || strings.Contains(s, "*") {
				set.tests = append(set.tests, searchEquals(s))
			} else {
				set.texts[strings.ToLower(s)] = true
			}
		}
		return set, nil
	})
	if err != nil {
		return nil, err
	}
	set, in := prepared.(*amongSet), multivalues(args[0])
	out := make([]bool, c.N)
	var buf []table.Value
	for i := range out {
		buf = in.row(i, buf[:0])
		for _, v := range buf {
			out[i] = out[i] || set.has(Text(v))
		}
	}
	return table.NewVec(out, nil), nil
}

func (a *amongSet) has(s string) bool {
	if a.texts[strings.ToLower(s)] {
		return true
	}
	for _, test := range a.tests {
		if test(s) {
			return true
		}
	}
	return false
}

func xpathValues(c *Call, args []table.Column) (table.Column, error) {
	texts, b := textArg(args[0]), newValuesBuilder(c.N)
	if c.N == 0 {
		return b.column(), nil
	}
	p, err := c.Prepared(func() (any, error) { return ParseXPath(Text(args[1].Value(0))) })
	if err != nil {
		return nil, err
	}
	for i := range c.N {
		if !texts.Null(i) {
			for _, v := range p.(*XPath).Values(texts.At(i)) {
				b.text(v)
			}
		}
		b.end()
	}
	return b.column(), nil
}
