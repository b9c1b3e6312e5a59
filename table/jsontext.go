package table

import (
	"math"
	"math/bits"
	"strconv"
	"unicode/utf8"
)

// AppendJSON appends v as compact JSON: datetimes with seven decimals and
// timespans, guids and decimals as strings; NaN and the infinities as strings;
// reals always with a point or an exponent.
func AppendJSON(b []byte, v Value) []byte {
	switch v.Kind() {
	case KindNull:
		return append(b, "null"...)
	case KindBool:
		return strconv.AppendBool(b, v.Bool())
	case KindInt, KindLong:
		return strconv.AppendInt(b, v.Int(), 10)
	case KindReal:
		f := v.Real()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return AppendJSONString(b, FormatReal(f))
		}
		return AppendReal(b, f)
	case KindDecimal:
		return AppendJSONString(b, v.Decimal().String())
	case KindDateTime:
		b = append(b, '"')
		return append(v.DateTime().Append(b), '"')
	case KindTimeSpan:
		b = append(b, '"')
		return append(v.TimeSpan().Append(b), '"')
	case KindString:
		return AppendJSONString(b, v.Str())
	case KindGUID:
		return AppendJSONString(b, v.GUID().String())
	case KindArray:
		b = append(b, '[')
		for i, x := range v.Array() {
			if i > 0 {
				b = append(b, ',')
			}
			b = AppendJSON(b, x)
		}
		return append(b, ']')
	case KindBag:
		b = append(b, '{')
		bag := v.Bag()
		for i := range bag.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			key, x := bag.At(i)
			b = append(AppendJSONString(b, key), ':')
			b = AppendJSON(b, x)
		}
		return append(b, '}')
	}
	return b
}

const hexDigits = "0123456789abcdef"

// AppendJSONString appends s as a JSON string. Invalid UTF-8 becomes U+FFFD.
func AppendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; ; {
		if i = jsonPlainEnd(s, i); i >= len(s) {
			return append(append(b, s[from:]...), '"')
		}
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[from:i]...), "\ufffd"...)
				from = i + 1
			}
			i += size
			continue
		}
		b = append(b, s[from:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		from = i
	}
}

// jsonPlainEnd is the first place at or after i with a byte that is not an
// ASCII character standing for itself in a JSON string, or the end of s.
func jsonPlainEnd(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		w := load64(s, i)
		quote, slash := w^lows*'"', w^lows*'\\'
		// As in PlainEnd, and the high bits of the bytes that have one.
		if found := ((quote-lows)&^quote | (slash-lows)&^slash | (w - lows*' ') | w) & highs; found != 0 {
			// A borrow can mark bytes behind the first true mark only.
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(s) && s[i] >= ' ' && s[i] != '"' && s[i] != '\\' && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// AppendReal appends the shortest text that reads back as f, always with a
// point or an exponent.
func AppendReal(b []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return append(strconv.AppendFloat(b, f, 'f', -1, 64), '.', '0')
	}
	if a := math.Abs(f); a >= 1e15 || a < 1e-5 {
		return strconv.AppendFloat(b, f, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, f, 'f', -1, 64)
}

// FormatReal is the text of f as AppendReal has it, with NaN, Infinity and
// -Infinity spelled out.
func FormatReal(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	return string(AppendReal(nil, f))
}

// String is the guid's 36 characters, in lower case.
func (g GUID) String() string {
	b := make([]byte, 0, 36)
	for i, x := range g {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b = append(b, '-')
		}
		b = append(b, hexDigits[x>>4], hexDigits[x&15])
	}
	return string(b)
}

// ParseGUID reads 32 hexadecimal digits, with or without dashes and braces.
func ParseGUID(s string) (GUID, bool) {
	var g GUID
	if len(s) >= 2 && (s[0] == '{' && s[len(s)-1] == '}' || s[0] == '(' && s[len(s)-1] == ')') {
		s = s[1 : len(s)-1]
	}
	dashed := len(s) == 36
	if !dashed && len(s) != 32 {
		return g, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if dashed && (i == 8 || i == 13 || i == 18 || i == 23) {
			if s[i] != '-' {
				return g, false
			}
			continue
		}
		d, err := strconv.ParseUint(s[i:i+1], 16, 8)
		if err != nil {
			return g, false
		}
		g[n/2] = g[n/2]<<4 | byte(d)
		n++
	}
	return g, true
}
