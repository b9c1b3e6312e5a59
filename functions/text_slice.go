package functions

import (
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// textSlice: lengths, pieces and places, counted in code points.
func textSlice() []Func {
	anyType, str, long, dyn := table.TypeUnknown, table.TypeString, table.TypeLong, table.TypeDynamic
	return []Func{
		{
			KQL: "strlen", Args: "text", Null: NullSeen, ResultName: "strlen_$1",
			Doc:   "Counts the code points of text.",
			Impl:  Overloads{mapText1(func(s string) (int64, bool) { return int64(utf8.RuneCountInString(s)), true })},
			Cases: Cases{`strlen("Çé9")`: `3`, `strlen("")`: `0`},
		},
		{
			KQL: "string_size", Args: "text", Null: NullSeen, ResultName: "string_size_$1",
			Doc:   "Counts the bytes of text in UTF-8.",
			Impl:  Overloads{mapText1(func(s string) (int64, bool) { return int64(len(s)), true })},
			Cases: Cases{`string_size("⒦⒰")`: `6`},
		},
		{
			KQL: "substring", Args: "text start [length]", Null: NullSeen,
			Doc:  "Takes length code points from start (from 0; negative counts from the end) of text.",
			Impl: Overloads{{Params: []table.Type{anyType, long, long}, Optional: 1, Result: str, Kernel: substringKernel}},
			Cases: Cases{
				`substring("abcdef", 3)`: `"def"`, `substring("abcdef", -2)`: `"ef"`, `substring("xy", -1, 0)`: `""`,
				`substring("abc", 10, 5)`: `""`, `substring("hello", 1, -1)`: `""`, `substring("héllo", 1, 2)`: `"él"`, `substring("abc", -2, 5)`: `"bc"`,
			},
		},
		{
			KQL: "reverse", Args: "text", Null: NullSeen,
			Doc:   "Turns the order of text's code points around.",
			Impl:  Overloads{mapText1(func(s string) (string, bool) { return reverseText(s), true })},
			Cases: Cases{`reverse("aé9")`: `"9éa"`, `reverse(123.45)`: `"54.321"`, `reverse("")`: `""`},
		},
		{
			KQL: "split", Args: "text delimiter [index]", Null: NullSeen, ResultName: "$1",
			Doc:  "Cuts text at each delimiter, into an array of all pieces or of the one asked for.",
			Impl: Overloads{{Params: []table.Type{anyType, str, long}, Optional: 1, Result: dyn, Kernel: splitKernel}},
			Cases: Cases{
				`split("aa_bb", "_")`: `dynamic(["aa", "bb"])`, `split("aaa_bbb_ccc", "_", 1)`: `dynamic(["bbb"])`,
				`split("", "_")`: `dynamic([""])`, `split("a__b", "_")`: `dynamic(["a", "", "b"])`,
			},
		},
		{
			KQL: "strcmp", Args: "a b", Null: NullSeen,
			Doc:   "Compares two texts code point by code point: -1, 0 or 1.",
			Impl:  Overloads{mapText2(func(a, b string) (int64, bool) { return int64(strings.Compare(a, b)), true })},
			Cases: Cases{`strcmp("ABC", "abc")`: `-1`, `strcmp("abcde", "abc")`: `1`, `strcmp("", "")`: `0`},
		},
		{
			KQL: "isascii", Args: "text", Null: NullSeen,
			Doc:   "Tells whether text is made of ASCII characters only.",
			Impl:  Overloads{mapText1(func(s string) (bool, bool) { return isASCII(s), true })},
			Cases: Cases{`isascii("abc")`: `true`, `isascii("é")`: `false`},
		},
		{
			KQL: "isutf8", Args: "text", Null: NullSeen,
			Doc:   "Tells whether text is valid UTF-8.",
			Impl:  Overloads{mapText1(func(s string) (bool, bool) { return utf8.ValidString(s), true })},
			Cases: Cases{`isutf8("some string")`: `true`},
		},
	}
}

func reverseText(s string) string {
	b := make([]byte, len(s))
	at := len(s)
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRuneInString(s[i:])
		at -= size
		copy(b[at:], s[i:i+size])
		i += size
	}
	return string(b)
}

// runeOffset is the byte offset of the n-th code point of s, len(s) when it
// has no more than n.
func runeOffset(s string, n int64) int {
	if n <= 0 {
		return 0
	}
	if n >= int64(len(s)) {
		return len(s)
	}
	for i := 0; i < int(n); i++ {
		if s[i] >= utf8.RuneSelf {
			for at := range s {
				if n == 0 {
					return at
				}
				n--
			}
			return len(s)
		}
	}
	return int(n)
}

// cutRunes is length code points of s from start, which counts from the end
// when negative; a negative length means none.
func cutRunes(s string, start, length int64) string {
	if length <= 0 {
		return ""
	}
	if start < 0 {
		// Counted from the end; a start before the text gives nothing.
		if start += int64(utf8.RuneCountInString(s)); start < 0 {
			return ""
		}
	}
	s = s[runeOffset(s, start):]
	return s[:runeOffset(s, length)]
}

func substringKernel(c *Call, args []table.Column) (table.Column, error) {
	text, start := newTextArg(args[0]), NewArg[int64](args[1])
	length := Arg[int64]{vals: []int64{1 << 62}}
	if len(args) == 3 {
		length = NewArg[int64](args[2])
	}
	return mapRows(c, constant(text.step, start.step, length.step), nil, func(i int) (string, bool) {
		return cutRunes(text.At(i), start.At(i), length.At(i)), true
	}), nil
}

// splitKernel makes a list whose elements share memory with the text.
func splitKernel(c *Call, args []table.Column) (table.Column, error) {
	text, delimiter := newTextArg(args[0]), NewArg[string](args[1])
	var index *Arg[int64]
	if len(args) == 3 {
		a := NewArg[int64](args[2])
		index = &a
	}
	pieces := make([]string, 0, 4*c.N)
	offsets := make([]int32, 1, c.N+1)
	for i := range c.N {
		s, d := text.At(i), delimiter.At(i)
		from := len(pieces)
		for {
			at := -1
			if d != "" {
				at = strings.Index(s, d)
			}
			if at < 0 {
				break
			}
			pieces = append(pieces, s[:at])
			s = s[at+len(d):]
		}
		pieces = append(pieces, s)
		if index != nil && !index.Null(i) {
			wanted, n := index.At(i), int64(len(pieces)-from)
			if wanted >= 0 && wanted < n {
				pieces[from] = pieces[from+int(wanted)]
				pieces = pieces[:from+1]
			} else {
				pieces = pieces[:from]
			}
		}
		offsets = append(offsets, int32(len(pieces)))
	}
	return table.NewList(offsets, table.NewVec(pieces, nil), nil), nil
}
