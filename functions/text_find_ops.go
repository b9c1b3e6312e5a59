package functions

import "github.com/goshawk-lang/goshawk/table"

// textOperators: the operators that look for a text in a text.
// https://learn.microsoft.com/kusto/query/datatypes-string-operators
func textOperators() []Func {
	var all []Func
	for _, op := range []struct {
		name, negated, doc string
		kind               matchKind
		fold               bool
		cases, not         Cases
	}{
		{"has", "!has", "Tells whether text has the given term, in any case.", matchTerm, true,
			Cases{`"North-America" has "america"`: `true`, `"Americano" has "america"`: `false`, `"a" has ""`: `true`, `"CAFÉ x" has "café"`: `true`},
			Cases{`"Americano" !has "america"`: `true`}},
		{"has_cs", "!has_cs", "Tells whether text has the given term.", matchTerm, false,
			Cases{`"a America b" has_cs "America"`: `true`, `"america" has_cs "America"`: `false`},
			Cases{`"america" !has_cs "America"`: `true`}},
		{"hasprefix", "!hasprefix", "Tells whether a term of text starts with the given text, in any case.", matchTermStart, true,
			Cases{`"the Category" hasprefix "cat"`: `true`, `"scatter" hasprefix "cat"`: `false`},
			Cases{`"scatter" !hasprefix "cat"`: `true`}},
		{"hasprefix_cs", "!hasprefix_cs", "Tells whether a term of text starts with the given text.", matchTermStart, false,
			Cases{`"the Category" hasprefix_cs "cat"`: `false`},
			Cases{`"the Category" !hasprefix_cs "cat"`: `true`}},
		{"hassuffix", "!hassuffix", "Tells whether a term of text ends with the given text, in any case.", matchTermEnd, true,
			Cases{`"the eND." hassuffix "end"`: `true`, `"ending" hassuffix "end"`: `false`, `"" hassuffix ""`: `true`},
			Cases{`"ending" !hassuffix "end"`: `true`}},
		{"hassuffix_cs", "!hassuffix_cs", "Tells whether a term of text ends with the given text.", matchTermEnd, false,
			Cases{`"the End" hassuffix_cs "end"`: `false`},
			Cases{`"the End" !hassuffix_cs "end"`: `true`}},
		{"contains", "!contains notcontains", "Tells whether the given text stands anywhere in text, in any case.", matchInside, true,
			Cases{`"FabriKam" contains "BRik"`: `true`, `"" contains "x"`: `false`, `"x" contains ""`: `true`},
			Cases{`"FabriKam" !contains "xyz"`: `true`}},
		{"contains_cs containscs", "!contains_cs notcontainscs", "Tells whether the given text stands anywhere in text.", matchInside, false,
			Cases{`"FabriKam" contains_cs "Kam"`: `true`, `"FabriKam" contains_cs "kam"`: `false`},
			Cases{`"FabriKam" !contains_cs "kam"`: `true`}},
		{"startswith", "!startswith", "Tells whether text starts with the given text, in any case.", matchStart, true,
			Cases{`"Fabrikam" startswith "fab"`: `true`, `"Über" startswith "üb"`: `true`},
			Cases{`"Fabrikam" !startswith "kam"`: `true`}},
		{"startswith_cs", "!startswith_cs", "Tells whether text starts with the given text.", matchStart, false,
			Cases{`"Fabrikam" startswith_cs "fab"`: `false`},
			Cases{`"Fabrikam" !startswith_cs "fab"`: `true`}},
		{"endswith", "!endswith", "Tells whether text ends with the given text, in any case.", matchEnd, true,
			Cases{`"Fabrikam" endswith "Kam"`: `true`, `"m" endswith "kam"`: `false`, `"xÉ" endswith "é"`: `true`},
			Cases{`"Fabrikam" !endswith "brik"`: `true`}},
		{"endswith_cs", "!endswith_cs", "Tells whether text ends with the given text.", matchEnd, false,
			Cases{`"Fabrikam" endswith_cs "Kam"`: `false`},
			Cases{`"Fabrikam" !endswith_cs "Kam"`: `true`}},
		{"=~", "!~", "Tells whether two texts are equal but for case.", matchWhole, true,
			Cases{`"abc" =~ "ABC"`: `true`, `"café" =~ "CAFÉ"`: `true`, `"abc" =~ "abcd"`: `false`, `"" =~ ""`: `true`},
			Cases{`"aBc" !~ "xyz"`: `true`}},
	} {
		all = append(all,
			Func{KQL: op.name, Args: "text what", Doc: op.doc, Null: NullSeen, Finds: true, Cases: op.cases, Impl: findOverloads(op.kind, op.fold, false)},
			Func{KQL: op.negated, Args: "text what", Doc: "The opposite of " + firstName(op.name) + ".", Null: NullSeen, Cases: op.not, Impl: findOverloads(op.kind, op.fold, true)})
	}
	return all
}

func findOverloads(kind matchKind, fold, negate bool) Overloads {
	return Overloads{{
		Params: []table.Type{table.TypeString, table.TypeString},
		Result: table.TypeBool,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			what := NewArg[string](args[1])
			if constant, ok := what.Const(); ok {
				if out := findSelected(args[0], newNeedle(constant, kind, fold), negate); out != nil {
					return out, nil
				}
			}
			text := NewArg[string](args[0])
			var n *needle
			return mapBools(c, constant(text.step, what.step), func(i int) bool {
				if n == nil || what.step != 0 && what.At(i) != what.At(i-1) {
					n = newNeedle(what.At(i), kind, fold)
				}
				return n.match(text.At(i)) != negate
			}), nil
		},
	}}
}

// Finder reports whether a text stands in others, in any case.
type Finder struct{ needle *needle }

// NewFinder makes a finder of a text.
func NewFinder(text string) Finder { return Finder{newNeedle(text, matchInside, true)} }

// In reports whether the text stands in s.
func (f Finder) In(s string) bool { return f.needle.match(s) }

// findSelected looks for one needle in flat texts, where some are selected
// without gathering them; nil for other columns.
func findSelected(c table.Column, n *needle, negate bool) table.Column {
	if v, ok := c.(*table.View); ok {
		base, rows, open := v.Selected()
		if texts, flat := base.(*table.Vec[string]); open && flat {
			vals, out := texts.Vals(), make([]bool, len(rows))
			for i, r := range rows {
				s := ""
				if r >= 0 {
					s = vals[r]
				}
				out[i] = n.match(s) != negate
			}
			return table.NewVec(out, nil)
		}
	}
	texts, flat := table.Resolve(c).(*table.Vec[string])
	if !flat {
		return nil
	}
	out := make([]bool, texts.Len())
	for i, s := range texts.Vals() {
		out[i] = n.match(s) != negate
	}
	return table.NewVec(out, nil)
}

// mapBools computes a bool a row, once for all rows when constant is set. f is
// called for rows in order.
func mapBools(c *Call, constant bool, f func(i int) bool) table.Column {
	if constant && c.N > 1 {
		return table.NewConst(table.BoolValue(f(0)), table.TypeBool, c.N)
	}
	out := make([]bool, c.N)
	for i := range out {
		out[i] = f(i)
	}
	return table.NewVec(out, nil)
}

func firstName(names string) string {
	for i := range len(names) {
		if names[i] == ' ' {
			return names[:i]
		}
	}
	return names
}
