package functions

import (
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// textSets: operators and functions that look for several terms at once.
// Terms are given one by one or as dynamic arrays.
func textSets() []Func {
	params := []table.Type{table.TypeString, table.TypeUnknown}
	return []Func{
		{
			KQL: "has_any", Args: "text terms...", Null: NullSeen,
			Doc:   "Tells whether text has one of the given terms, in any case.",
			Impl:  Overloads{{Params: params, Variadic: true, Result: table.TypeBool, Kernel: hasAny}},
			Cases: Cases{`"AAA x" has_any ("aaa", "b")`: `true`, `"AAAA" has_any (dynamic(["aaa", "b"]))`: `false`, `"x" has_any (dynamic([]))`: `false`},
		},
		{
			KQL: "has_all", Args: "text terms...", Null: NullSeen,
			Doc:   "Tells whether text has all the given terms, in any case.",
			Impl:  Overloads{{Params: params, Variadic: true, Result: table.TypeBool, Kernel: hasAll}},
			Cases: Cases{`"b AAA" has_all ("aaa", "b")`: `true`, `"AAA" has_all (dynamic(["aaa", "b"]))`: `false`},
		},
		{
			KQL: "has_any_index", Args: "text terms", Null: NullSeen,
			Doc:  "Gives the place in the array of the first term that text has, or -1.",
			Impl: Overloads{{Params: []table.Type{table.TypeString, table.TypeDynamic}, Result: table.TypeLong, Kernel: hasAnyIndex}},
			Cases: Cases{
				`has_any_index("this is an example", dynamic(["not", "example"]))`: `1`,
				`has_any_index("this is an example", dynamic(["not", "found"]))`:   `-1`,
				`has_any_index("Example number 2", dynamic([1, 2, 3]))`:            `1`,
				`has_any_index("x", dynamic([]))`:                                  `-1`,
			},
		},
	}
}

// termSet is several terms prepared for one pass over a text.
type termSet struct {
	needles []*needle
	// starts lists, by the first byte in lower case, the terms that may begin
	// there; terms beginning beyond ASCII are under 0x80.
	starts [129][]*needle
	empty  bool // some term is empty and so stands in every text
}

func newTermSet(terms []string) *termSet {
	set := &termSet{}
	for _, t := range terms {
		n := newNeedle(t, matchTerm, true)
		set.needles = append(set.needles, n)
		switch {
		case t == "":
			set.empty = true
		case n.text[0] < utf8.RuneSelf:
			set.starts[n.text[0]] = append(set.starts[n.text[0]], n)
		default:
			set.starts[128] = append(set.starts[128], n)
		}
	}
	return set
}

// manyTerms is from how many terms one pass by first byte beats a search for
// each term.
const manyTerms = 8

func (t *termSet) any(s string) bool {
	if t.empty {
		return true
	}
	if len(t.needles) < manyTerms {
		for _, n := range t.needles {
			if n.match(s) {
				return true
			}
		}
		return false
	}
	for i := 0; i < len(s); i++ {
		bucket := t.starts[min(asciiLower[s[i]], 128)]
		for _, n := range bucket {
			if n.left && i > 0 && s[i-1] < utf8.RuneSelf && isTermRune(rune(s[i-1])) {
				continue
			}
			if length := n.prefix(s[i:]); length >= 0 && n.bounded(s, i, i+length) {
				return true
			}
		}
	}
	return false
}

func (t *termSet) all(s string) bool {
	for _, n := range t.needles {
		if !n.match(s) {
			return false
		}
	}
	return true
}

func (t *termSet) first(s string) int64 {
	for i, n := range t.needles {
		if n.match(s) {
			return int64(i)
		}
	}
	return -1
}

func hasAny(c *Call, args []table.Column) (table.Column, error) {
	text := NewArg[string](args[0])
	sets, fixed := termSets(args[1:])
	return mapBools(c, fixed && text.step == 0, func(i int) bool { return sets(i).any(text.At(i)) }), nil
}

func hasAll(c *Call, args []table.Column) (table.Column, error) {
	text := NewArg[string](args[0])
	sets, fixed := termSets(args[1:])
	return mapBools(c, fixed && text.step == 0, func(i int) bool { return sets(i).all(text.At(i)) }), nil
}

func hasAnyIndex(c *Call, args []table.Column) (table.Column, error) {
	text := NewArg[string](args[0])
	sets, fixed := termSets(args[1:])
	return mapRows(c, fixed && text.step == 0, nil, func(i int) (int64, bool) {
		return sets(i).first(text.At(i)), true
	}), nil
}

// termSets gives the terms of a row, prepared once when all are constants.
func termSets(args []table.Column) (of func(i int) *termSet, fixed bool) {
	fixed = true
	for j, a := range args {
		args[j] = table.Resolve(a)
		_, isConst := args[j].(*table.Const)
		fixed = fixed && isConst
	}
	collect := func(i int) *termSet {
		var terms []string
		for _, a := range args {
			terms = appendTerms(terms, a.Value(i))
		}
		return newTermSet(terms)
	}
	if !fixed {
		return collect, false
	}
	var set *termSet
	return func(i int) *termSet {
		if set == nil {
			set = collect(i)
		}
		return set
	}, true
}

// appendTerms takes arrays apart, however deep.
func appendTerms(terms []string, v table.Value) []string {
	if v.Kind() != table.KindArray {
		return append(terms, textOf(v))
	}
	for _, x := range v.Array() {
		terms = appendTerms(terms, x)
	}
	return terms
}
