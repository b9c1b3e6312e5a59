package plan

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// mostHeld is how many texts are worth looking for in records.
const mostHeld = 4

// HeldTexts are texts of which one at least, in any case, stands in the record
// of every row that e keeps. Known is false when there are no such texts. They
// are of characters that JSON and CSV leave as they are, but for \u escapes:
// where a record has one of these nothing is said of it.
func HeldTexts(e Expr) (texts []string, known bool) {
	switch e := e.(type) {
	case *Const:
		never := e.T == table.TypeBool && !e.Value.IsNull() && !e.Value.Bool()
		return nil, never
	case *Call:
		switch {
		case is(e, "and"):
			if texts, known = HeldTexts(e.Args[0]); known {
				return texts, true
			}
			return HeldTexts(e.Args[1])
		case is(e, "or"):
			one, ok := HeldTexts(e.Args[0])
			other, also := HeldTexts(e.Args[1])
			for _, t := range other {
				if !slices.Contains(one, t) {
					one = append(one, t)
				}
			}
			return one, ok && also && len(one) <= mostHeld
		case e.Func.Finds && len(e.Args) == 2:
			return foundText(e.Args[0], e.Args[1])
		}
	}
	return nil, false
}

func is(c *Call, name string) bool {
	return (c.Func.KQL == name || c.Func.SPL == name) && len(c.Args) == 2
}

// foundText is the text that the record of a row holds when what is found in x.
func foundText(x, what Expr) (texts []string, known bool) {
	k, ok := what.(*Const)
	if !ok || k.T != table.TypeString || k.Value.IsNull() {
		return nil, false
	}
	text := strings.ToLower(k.Value.Str())
	if c, ok := x.(*Call); ok && firstName(c.Func.KQL, "") == "tostring" && len(c.Args) == 1 {
		x = c.Args[0]
	}
	c, ok := x.(*Column)
	if !ok {
		return nil, false
	}
	if letters, fixed := lettersOf(c.T); fixed {
		never := strings.Trim(text, letters) != ""
		return nil, never
	}
	if !verbatim(text) || c.T != table.TypeString && c.T != table.TypeDynamic {
		return nil, false
	}
	return []string{text}, true
}

// lettersOf are the characters, in lower case, that values of a type are
// written with as text; fixed is false for types that have any.
func lettersOf(t table.Type) (letters string, fixed bool) {
	switch t {
	case table.TypeBool:
		return "truefalse", true
	case table.TypeInt, table.TypeLong:
		return "0123456789-", true
	case table.TypeReal, table.TypeDecimal:
		return "0123456789+-.einfinityna", true
	case table.TypeDateTime:
		return "0123456789-:.tz", true
	case table.TypeTimeSpan:
		return "0123456789-:.", true
	case table.TypeGUID:
		return "0123456789abcdef-", true
	}
	return "", false
}

// verbatim reports whether a text stands in records as it does in their values:
// it is of characters that are never escaped otherwise than by their number,
// and some letter says that it is no part of a number, which may be written in
// several ways.
func verbatim(text string) bool {
	letter := false
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z':
			letter = letter || r != 'e'
		case r >= '0' && r <= '9', r == ' ', r == '_', r == '-', r == '.', r == '@':
		default:
			return false
		}
	}
	return letter
}
