package functions

import (
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// textPoints: texts as Unicode code points.
func textPoints() []Func {
	return []Func{
		{
			KQL: "unicode_codepoints_from_string to_utf8", Args: "text", Null: NullSeen,
			Doc: "Gets the code points of text as an array.",
			Impl: Overloads{mapText1(func(s string) (table.Value, bool) {
				out := make([]table.Value, 0, len(s))
				for _, r := range s {
					out = append(out, table.LongValue(int64(r)))
				}
				return table.ArrayValue(out), true
			})},
			Cases: Cases{`unicode_codepoints_from_string("⒦⒰")`: `dynamic([9382, 9392])`, `unicode_codepoints_from_string("")`: `dynamic([])`},
		},
		{
			KQL: "unicode_codepoints_to_string make_string", Args: "codepoint...", Null: NullSeen,
			Doc:   "Makes a text of code points, given one by one or as arrays.",
			Impl:  Overloads{mapValues(1, table.TypeUnknown, textOfPoints)},
			Cases: Cases{`unicode_codepoints_to_string(75, dynamic([117, 115]))`: `"Kus"`, `make_string(75)`: `"K"`},
		},
	}
}

func textOfPoints(vals []table.Value) (string, bool) {
	var b []byte
	for _, v := range vals {
		if v.Kind() == table.KindArray {
			s, _ := textOfPoints(v.Array())
			b = append(b, s...)
			continue
		}
		if isInteger(v) && v.Int() >= 0 && v.Int() <= utf8.MaxRune {
			b = utf8.AppendRune(b, rune(v.Int()))
		}
	}
	return string(b), true
}
