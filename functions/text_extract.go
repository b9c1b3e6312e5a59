package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// textExtract: taking out, counting and cutting off what regular expressions match.
func textExtract() []Func {
	str, long, dyn := table.TypeString, table.TypeLong, table.TypeDynamic
	return []Func{
		{
			// The form with a type literal is the binder's: it converts the result.
			KQL: "extract", Args: "regex captureGroup source", Null: NullSeen, Const: 1,
			Doc:  "Gets what a capture group (0 for the whole) of the first match holds, the empty string without a match.",
			Impl: Overloads{{Params: []table.Type{str, long, str}, Result: str, Kernel: extract}},
			Cases: Cases{
				`extract(@"(\d+)-(\d+)", 2, "10-20")`: `"20"`, `extract("x=([0-9.]+)", 1, "hello x=45.6")`: `"45.6"`,
				`extract("a", 0, "b")`: `""`, `extract("(a)", 3, "a")`: `""`,
			},
		},
		{
			KQL: "extract_all extractall", Args: "regex [captureGroups] source", Null: NullSeen, Const: 1,
			Doc: "Gets what the capture groups of every match hold, null without a match.",
			Impl: Overloads{
				{Params: []table.Type{str, str}, Result: dyn, Kernel: extractAll},
				{Params: []table.Type{str, dyn, str}, Result: dyn, Kernel: extractAll},
			},
			Cases: Cases{
				`extract_all(@"(\d+)", "a 1 b 22")`:                          `dynamic(["1", "22"])`,
				`extract_all(@"([a-z])(\d)", "a1 b2")`:                       `dynamic([["a", "1"], ["b", "2"]])`,
				`extract_all(@"(\w)(\w+)(\w)", dynamic([1, 3]), "abc defg")`: `dynamic([["a", "c"], ["d", "g"]])`,
				`extract_all(@"(?P<n>\d)x", dynamic(["n"]), "1x2x")`:         `dynamic(["1", "2"])`,
				`extract_all(@"(\d)", "none")`:                               `dynamic(null)`,
			},
		},
		{
			KQL: "trim", Args: "regex text", Null: NullSeen, Const: 1,
			Doc:   "Cuts one match of the regular expression off each end of text.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: str, Kernel: trimKernel(true, true)}},
			Cases: Cases{`trim(" ", "  pad  ")`: `" pad "`, `trim(@"\s+", "  pad  ")`: `"pad"`, `trim("1", "11")`: `""`, `trim("1", "1")`: `""`},
		},
		{
			KQL: "trim_start", Args: "regex text", Null: NullSeen, Const: 1,
			Doc:   "Cuts one match of the regular expression off the start of text.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: str, Kernel: trimKernel(true, false)}},
			Cases: Cases{`trim_start("https://", "https://bing.com")`: `"bing.com"`, `trim_start(@"[^\w]+", "-  Te st1// $")`: `"Te st1// $"`},
		},
		{
			KQL: "trim_end", Args: "regex text", Null: NullSeen, Const: 1,
			Doc:   "Cuts one match of the regular expression off the end of text.",
			Impl:  Overloads{{Params: []table.Type{str, str}, Result: str, Kernel: trimKernel(false, true)}},
			Cases: Cases{`trim_end("_", "__world__")`: `"__world_"`, `trim_end(@"b+", "abbb")`: `"a"`},
		},
	}
}

func extract(c *Call, args []table.Column) (table.Column, error) {
	patterns, group, text := newPatternArg(c, args[0]), NewArg[int64](args[1]), NewArg[string](args[2])
	col := mapRows(c, constant(patterns.text.step, group.step, text.step), nil, func(i int) (string, bool) {
		p, g, s := patterns.at(i), int(group.At(i)), text.At(i)
		if p == nil || g < 0 || g > p.plain.NumSubexp() {
			return "", true
		}
		m := p.find(&patterns.quick, s)
		if m == nil || m[2*g] < 0 {
			return "", true
		}
		return s[m[2*g]:m[2*g+1]], true
	})
	return col, patterns.err
}

func extractAll(c *Call, args []table.Column) (table.Column, error) {
	patterns, text := newPatternArg(c, args[0]), NewArg[string](args[len(args)-1])
	var chosen table.Value
	if len(args) == 3 {
		chosen = args[1].Value(0)
	}
	var groups []int
	var of *pattern
	col := mapRows(c, constant(patterns.text.step, text.step), nil, func(i int) (table.Value, bool) {
		p, s := patterns.at(i), text.At(i)
		if p == nil {
			return table.Value{}, false
		}
		if of != p {
			of, groups = p, chooseGroups(p, chosen)
		}
		re := p.in(s)
		if re == nil {
			return table.Value{}, false
		}
		var out []table.Value
		for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
			out = append(out, captured(s, m, groups))
		}
		return table.ArrayValue(out), out != nil
	})
	return col, patterns.err
}

// chooseGroups are the capture groups named or numbered in an array; all of
// them when there is none, the whole match when the pattern has no group.
func chooseGroups(p *pattern, chosen table.Value) []int {
	var groups []int
	for _, v := range chosen.Array() {
		g := int(v.Int())
		if v.Kind() == table.KindString {
			g = p.plain.SubexpIndex(v.Str())
		}
		if g >= 0 && g <= p.plain.NumSubexp() {
			groups = append(groups, g)
		}
	}
	if groups != nil {
		return groups
	}
	for g := range p.plain.NumSubexp() {
		groups = append(groups, g+1)
	}
	if groups == nil {
		groups = []int{0}
	}
	return groups
}

func captured(s string, m []int, groups []int) table.Value {
	vals := make([]table.Value, len(groups))
	for j, g := range groups {
		if m[2*g] >= 0 {
			vals[j] = table.StringValue(s[m[2*g]:m[2*g+1]])
		} else {
			vals[j] = table.StringValue("")
		}
	}
	if len(vals) == 1 {
		return vals[0]
	}
	return table.ArrayValue(slices.Clip(vals))
}

func trimKernel(start, end bool) Kernel {
	return func(c *Call, args []table.Column) (table.Column, error) {
		patterns, text := NewArg[string](args[0]), NewArg[string](args[1])
		var first, last *patternArg
		anchored := func(before, after string) *patternArg {
			b := table.NewVecBuilder[string](len(patterns.vals))
			for _, p := range patterns.vals {
				b.Add(before + p + after)
			}
			return &patternArg{c: c, text: Arg[string]{vals: b.Vec().Vals(), step: patterns.step}}
		}
		first, last = anchored(`\A(?:`, `)`), anchored(`(?:`, `)\z`)
		col := mapRows(c, constant(patterns.step, text.step), nil, func(i int) (string, bool) {
			s := text.At(i)
			if start {
				if p := first.at(i); p != nil {
					if at := p.find(&first.quick, s); at != nil {
						s = s[at[1]:]
					}
				}
			}
			if end {
				if p := last.at(i); p != nil {
					if at := p.find(&last.quick, s); at != nil {
						s = s[:at[0]]
					}
				}
			}
			return s, true
		})
		if first.err != nil {
			return nil, first.err
		}
		return col, last.err
	}
}
