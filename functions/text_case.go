package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// textCase: letters to upper and lower case.
func textCase() []Func {
	return []Func{
		{
			KQL: "toupper", SPL: "upper", Args: "text",
			Doc:   "Converts every letter of text to upper case.",
			Impl:  Overloads{mapCase(strings.ToUpper, 'a')},
			Multi: EachValue,
			Cases: Cases{`toupper("aé9")`: `"AÉ9"`, `toupper("")`: `""`, `toupper("[az]{AZ}")`: `"[AZ]{AZ}"`},
		},
		{
			KQL: "tolower", SPL: "lower", Args: "text",
			Doc:   "Converts every letter of text to lower case.",
			Impl:  Overloads{mapCase(strings.ToLower, 'A')},
			Multi: EachValue,
			Cases: Cases{`tolower("AÉ9")`: `"aé9"`, `tolower("")`: `""`, `tolower("[az]@[AZ]")`: `"[az]@[az]"`},
		},
	}
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
				at := firstLetter(s, first)
				switch {
				case at < 0:
					return s, true
				case s[at]-first >= 26:
					return plain(s), true
				}
				b := room.take(len(s))
				copy(b, s)
				for k := at; k < len(b); k++ {
					x := b[k]
					if x >= 0x80 {
						return plain(s), true
					}
					if x-first < 26 {
						b[k] = x ^ 0x20
					}
				}
				return room.text(b), true
			}), nil
		},
	}
}

// firstLetter is the place of the first byte of s that is one of the 26 from
// first on, or no ASCII; -1 when there is none.
func firstLetter(s string, first byte) int {
	for i := range len(s) {
		if c := s[i]; c-first < 26 || c >= 0x80 {
			return i
		}
	}
	return -1
}
