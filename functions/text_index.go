package functions

import (
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// textIndex: where, and how often, a text or pattern stands in a text.
func textIndex() []Func {
	anyType, str, long := table.TypeUnknown, table.TypeString, table.TypeLong
	place := []table.Type{anyType, anyType, long, long, long}
	return []Func{
		{
			KQL: "indexof", Args: "text match [start length occurrence]", Null: NullSeen, Const: 1 << 4,
			Doc:  "Gets the place of match in text, in code points from 0; -1 when it is not there, null for an empty match.",
			Impl: Overloads{{Params: place, Optional: 3, Result: long, Kernel: indexOf}},
			Cases: Cases{
				`indexof("abcdefgabcdefg", "cde", 1, 10, 2)`: `9`, `indexof("aaaa", "aa", 0, 3, 2)`: `1`, `indexof("ééé", "é", 0, 2, 3)`: `2`,
				`indexof("abcdefg", "cde")`: `2`, `indexof("abcdefg", "cde", 1, 4)`: `2`, `indexof("abcdefg", "cde", 1, 2)`: `-1`,
				`indexof("abcdefg", "cde", -5)`: `2`, `indexof(1234567, 5, 1, 4)`: `4`, `indexof("abc", "")`: `long(null)`,
				`indexof("abcdefgabcdefg", "cd", 1, 10, 2)`: `9`, `indexof("abcdefgabcdefg", "cde", 1, -1, 3)`: `-1`, `indexof("éa", "a")`: `1`,
			},
		},
		{
			KQL: "indexof_regex", Args: "text regex [start length occurrence]", Null: NullSeen, Const: 1<<1 | 1<<4,
			Doc:  "Gets the place of the first match of the regular expression in text, in code points from 0, or -1.",
			Impl: Overloads{{Params: place, Optional: 3, Result: long, Kernel: indexOfRegex}},
			Cases: Cases{
				`indexof_regex("abcabc", @"a.c")`: `0`, `indexof_regex("abcabcdefg", @"a.c", 0, 9, 2)`: `3`,
				`indexof_regex("ababaa", @"a.a", 0, -1, 2)`: `-1`, `indexof_regex("abcabc", @"a|ab", -1)`: `long(null)`,
			},
		},
		{
			KQL: "countof", Args: "text search [kind]", Null: NullSeen, Const: 1 << 2,
			Doc:  "Counts the places where a text (kind normal, places may overlap) or regular expression (kind regex) matches.",
			Impl: Overloads{{Params: []table.Type{str, str, str}, Optional: 1, Result: long, Kernel: countOf}},
			Cases: Cases{
				`countof("hello world hello", "hello")`: `2`, `countof("hello", "l+", "regex")`: `1`, `countof("aaaa", "aa")`: `3`,
				`countof("abcabc", "a.c", "regex")`: `2`, `countof("", "a")`: `0`,
			},
		},
	}
}

// window is the part of a text in which indexof looks.
type textWindow struct{ start, length, occurrence Arg[int64] }

func newTextWindow(args []table.Column) textWindow {
	w := textWindow{
		start: Arg[int64]{vals: []int64{0}}, length: Arg[int64]{vals: []int64{-1}}, occurrence: Arg[int64]{vals: []int64{1}},
	}
	for j, a := range []*Arg[int64]{&w.start, &w.length, &w.occurrence} {
		if j < len(args) {
			*a = NewArg[int64](args[j])
		}
	}
	return w
}

func (w *textWindow) constant() bool {
	return constant(w.start.step, w.length.step, w.occurrence.step)
}

// cut is row i's part of s and the byte offset where it starts.
func (w *textWindow) cut(s string, i int) (part string, from int, ok bool) {
	start := w.start.At(i)
	if w.length.At(i) < -1 || w.occurrence.At(i) < 1 {
		return "", 0, false
	}
	if start < 0 {
		start = max(0, start+int64(utf8.RuneCountInString(s)))
	}
	from = runeOffset(s, start)
	return w.limit(s[from:], i), from, true
}

// limit is as much of s as row i's length allows.
func (w *textWindow) limit(s string, i int) string {
	if length := w.length.At(i); length >= 0 {
		return s[:runeOffset(s, length)]
	}
	return s
}

func indexOf(c *Call, args []table.Column) (table.Column, error) {
	text, match, w := newTextArg(args[0]), newTextArg(args[1]), newTextWindow(args[2:])
	return mapRows(c, constant(text.step, match.step) && w.constant(), nil, func(i int) (int64, bool) {
		s, m := text.At(i), match.At(i)
		part, from, ok := w.cut(s, i)
		if !ok || m == "" {
			return 0, false
		}
		// The search for each further occurrence begins behind the beginning
		// of the last and goes as far as the first search did.
		for left := w.occurrence.At(i); ; part = w.limit(s[from:], i) {
			next := strings.Index(part, m)
			if next < 0 {
				return -1, true
			}
			from += next
			if left--; left == 0 {
				return int64(utf8.RuneCountInString(s[:from])), true
			}
			_, size := utf8.DecodeRuneInString(s[from:])
			from += size
		}
	}), nil
}

func indexOfRegex(c *Call, args []table.Column) (table.Column, error) {
	patterns := &patternArg{c: c, text: newTextArg(args[1])}
	text, w := newTextArg(args[0]), newTextWindow(args[2:])
	col := mapRows(c, constant(text.step, patterns.text.step) && w.constant(), nil, func(i int) (int64, bool) {
		p, s := patterns.at(i), text.At(i)
		part, from, ok := w.cut(s, i)
		if !ok || p == nil || w.start.At(i) < 0 {
			return 0, false
		}
		re := p.in(part)
		if re == nil {
			return -1, true
		}
		n := int(w.occurrence.At(i))
		all := re.FindAllStringIndex(part, n)
		if len(all) < n {
			return -1, true
		}
		return int64(utf8.RuneCountInString(s[:from+all[n-1][0]])), true
	})
	return col, patterns.err
}

func countOf(c *Call, args []table.Column) (table.Column, error) {
	text, search := NewArg[string](args[0]), NewArg[string](args[1])
	kind := "normal"
	if len(args) == 3 {
		kind = textOf(args[2].Value(0))
	}
	switch kind {
	case "normal":
		return mapRows(c, constant(text.step, search.step), nil, func(i int) (int64, bool) {
			return countText(text.At(i), search.At(i)), true
		}), nil
	case "regex":
		patterns := newPatternArg(c, args[1])
		col := mapRows(c, constant(text.step, search.step), nil, func(i int) (int64, bool) {
			p := patterns.at(i)
			if p == nil {
				return 0, false
			}
			re := p.in(text.At(i))
			if re == nil {
				return 0, true
			}
			return int64(len(re.FindAllStringIndex(text.At(i), -1))), true
		})
		return col, patterns.err
	}
	return nil, errArgument("countof", "kind", `"normal" or "regex"`)
}

// countText counts places, which may overlap.
func countText(s, what string) (n int64) {
	if what == "" {
		return 0
	}
	for {
		at := strings.Index(s, what)
		if at < 0 {
			return n
		}
		n++
		s = s[at+1:]
	}
}
