package functions

import (
	"encoding/binary"
	"strings"
	"unsafe"

	"github.com/goshawk-lang/goshawk/table"
)

// textCase: letters to upper and lower case.
func textCase() []Func {
	upper, lower := mapCase(strings.ToUpper, 'a'), mapCase(strings.ToLower, 'A')
	toUpper := Func{
		Args: "text", Doc: "Converts every letter of text to upper case.",
		Impl: Overloads{upper}, Multi: EachValue,
	}
	toLower := Func{
		Args: "text", Doc: "Converts every letter of text to lower case.",
		Impl: Overloads{lower}, Multi: EachValue,
	}
	splUpper, splLower := toUpper, toLower
	splUpper.SPL, splUpper.SPLCases = "upper", Cases{`upper("aé9")`: `"AÉ9"`}
	splLower.SPL, splLower.SPLCases = "lower", Cases{`lower("AÉ9")`: `"aé9"`}
	toUpper.KQL, toUpper.Impl = "toupper", Overloads{upper, written(strings.ToUpper)}
	toUpper.Cases = Cases{`toupper("aé9")`: `"AÉ9"`, `toupper("")`: `""`, `toupper("[az]{AZ}")`: `"[AZ]{AZ}"`, `toupper(true)`: `"TRUE"`}
	toLower.KQL, toLower.Impl = "tolower", Overloads{lower, written(strings.ToLower)}
	toLower.Cases = Cases{`tolower("AÉ9")`: `"aé9"`, `tolower("")`: `""`, `tolower("[az]@[AZ]")`: `"[az]@[az]"`, `tolower(5)`: `"5"`}
	return []Func{toUpper, toLower, splUpper, splLower}
}

// written is f for values that are no texts, and are written as such first.
// The binder converts dynamic ones, and those of a type that is not known yet.
func written(f func(string) string) Overload {
	o := mapText1(func(s string) (string, bool) { return f(s), true })
	o.ResultOf = func(args []table.Type) table.Type {
		if args[0] == table.TypeDynamic || args[0] == table.TypeUnknown {
			return table.TypeUnknown
		}
		return table.TypeString
	}
	return o
}

// mapCase changes the case of texts: plain does it for any text; of ASCII ones
// the 26 letters from first on change. A text without such a letter is passed
// on, and those that change share buffers.
func mapCase(plain func(string) string, first byte) Overload {
	return Overload{
		Params: []table.Type{table.TypeString},
		Result: table.TypeString,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			a := NewArg[string](args[0])
			var room textArena
			return mapRows(c, constant(a.step), nullsOf(c, boxedNulls(&a)), func(i int) (string, bool) {
				s := a.At(i)
				at, ascii := firstLetter(s, first)
				if at == len(s) {
					return s, true
				}
				b := room.take(len(s))
				copy(b, s)
				if !ascii || !changeCase(b[at:], first) {
					return plain(s), true
				}
				return room.text(b), true
			}), nil
		},
	}
}

// Eight bytes are looked at together, as the lanes of a number.
const (
	everyLane = 0x0101010101010101
	highBits  = 0x80 * everyLane
)

// letterLanes has the high bit of each of eight ASCII bytes that is one of the
// 26 letters from first on.
func letterLanes(x uint64, first byte) uint64 {
	from := x + uint64(0x80-first)*everyLane
	past := x + uint64(0x80-first-26)*everyLane
	return (from ^ past) & highBits
}

// firstLetter is a place in s, at most seven bytes before the first one of the
// 26 letters from first on or the end of s, whichever comes first; ascii is false
// when another character stands before it.
func firstLetter(s string, first byte) (at int, ascii bool) {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for ; at+8 <= len(b); at += 8 {
		x := binary.LittleEndian.Uint64(b[at:])
		if x&highBits != 0 {
			return at, false
		}
		if letterLanes(x, first) != 0 {
			return at, true
		}
	}
	for ; at < len(b); at++ {
		if b[at] >= 0x80 {
			return at, false
		}
		if b[at]-first < 26 {
			return at, true
		}
	}
	return at, true
}

// changeCase changes the 26 letters from first on, and reports whether b holds
// nothing but ASCII.
func changeCase(b []byte, first byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		x := binary.LittleEndian.Uint64(b)
		if x&highBits != 0 {
			return false
		}
		binary.LittleEndian.PutUint64(b, x^letterLanes(x, first)>>2)
	}
	for i, c := range b {
		if c >= 0x80 {
			return false
		}
		if c-first < 26 {
			b[i] = c ^ 0x20
		}
	}
	return true
}
