package table

import (
	"math/bits"
)

// ValidJSON reports whether [ParseJSON] takes s, without parsing it: one JSON
// value, blanks around it allowed, not nested deeper than [MaxJSONDepth].
func ValidJSON(s string) bool {
	v := validator{s: s}
	v.blanks()
	return v.value() && v.i == len(s)
}

// validator walks a text. It keeps one bit per open level, 1 for an object.
type validator struct {
	s       string
	i       int
	depth   int
	objects [MaxJSONDepth/64 + 1]uint64
}

func (v *validator) blanks() {
	for v.i < len(v.s) && v.s[v.i] <= ' ' {
		switch v.s[v.i] {
		case ' ', '\t', '\n', '\r':
			v.i++
		default:
			return
		}
	}
}

// value walks a value and the blanks behind it.
func (v *validator) value() bool {
	for {
		if v.i >= len(v.s) {
			return false
		}
		switch c := v.s[v.i]; c {
		case '{', '[':
			if !v.open(c) {
				return false
			}
			v.i++
			v.blanks()
			if v.i < len(v.s) && v.s[v.i] == c+2 { // the closing brace or bracket
				break
			}
			if c == '{' && !v.key() {
				return false
			}
			continue
		case '"':
			if !v.text() {
				return false
			}
		case 't':
			if !v.word("true") {
				return false
			}
		case 'f':
			if !v.word("false") {
				return false
			}
		case 'n':
			if !v.word("null") {
				return false
			}
		default:
			if !v.number() {
				return false
			}
		}
		more, ok := v.behind()
		if !more {
			return ok
		}
	}
}

func (v *validator) open(c byte) bool {
	if v.depth++; v.depth > MaxJSONDepth {
		return false
	}
	bit := uint64(1) << (v.depth % 64)
	v.objects[v.depth/64] &^= bit
	if c == '{' {
		v.objects[v.depth/64] |= bit
	}
	return true
}

// behind goes on after a value: past closing brackets, to the next value.
func (v *validator) behind() (more, ok bool) {
	for {
		v.blanks()
		if v.depth == 0 {
			return false, true
		}
		if v.i >= len(v.s) {
			return false, false
		}
		object := v.objects[v.depth/64]>>(v.depth%64)&1 == 1
		c := v.s[v.i]
		v.i++
		switch {
		case object && c == '}', !object && c == ']':
			v.depth--
		case c != ',':
			return false, false
		default:
			v.blanks()
			if object && !v.key() {
				return false, false
			}
			return true, true
		}
	}
}

func (v *validator) key() bool {
	if v.i >= len(v.s) || v.s[v.i] != '"' || !v.text() {
		return false
	}
	v.blanks()
	if v.i >= len(v.s) || v.s[v.i] != ':' {
		return false
	}
	v.i++
	v.blanks()
	return true
}

func (v *validator) word(w string) bool {
	if len(v.s)-v.i < len(w) || v.s[v.i:v.i+len(w)] != w {
		return false
	}
	v.i += len(w)
	return true
}

func (v *validator) number() bool {
	end := numberEnd(v.s, v.i)
	if end < 0 {
		return false
	}
	v.i = end
	return true
}

// numberEnd is the end of the JSON number that starts at i, -1 without one.
func numberEnd(s string, i int) int {
	if i < len(s) && s[i] == '-' {
		i++
	}
	n := digitsFrom(s, i)
	if n == i || n > i+1 && s[i] == '0' {
		return -1
	}
	i = n
	if i < len(s) && s[i] == '.' {
		if n = digitsFrom(s, i+1); n == i+1 {
			return -1
		}
		i = n
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if n = digitsFrom(s, i); n == i {
			return -1
		}
		i = n
	}
	return i
}

func digitsFrom(s string, i int) int {
	for i < len(s) && s[i]-'0' < 10 {
		i++
	}
	return i
}

// text walks the string whose opening quote is at i.
func (v *validator) text() bool {
	end := textEnd(v.s, v.i+1)
	if end < 0 {
		return false
	}
	v.i = end + 1
	return true
}

// textEnd is the place of the quote that ends the JSON string whose inside
// starts at i, -1 without one.
func textEnd(s string, i int) int {
	for {
		i = PlainEnd(s, i)
		if i >= len(s) || s[i] < ' ' {
			return -1
		}
		if s[i] == '"' {
			return i
		}
		if i+1 >= len(s) {
			return -1
		}
		switch s[i+1] {
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			i += 2
		case 'u':
			if len(s)-i < 6 || !hex(s[i+2]) || !hex(s[i+3]) || !hex(s[i+4]) || !hex(s[i+5]) {
				return -1
			}
			i += 6
		default:
			return -1
		}
	}
}

func hex(c byte) bool { return c-'0' < 10 || c|0x20-'a' < 6 }

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

// PlainEnd is the first place at or after i with a quote, a backslash or a
// control character, or the end of s. It looks at eight bytes at a time.
func PlainEnd(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		w := load64(s, i)
		quote, slash := w^lows*'"', w^lows*'\\'
		// The high bit of a byte is set where it is 0 (quote, slash) or below
		// 0x20 (w); borrows can only add marks behind the first true one.
		found := ((quote-lows)&^quote | (slash-lows)&^slash | (w-lows*' ')&^w) & highs
		if found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(s) && s[i] != '"' && s[i] != '\\' && s[i] >= ' ' {
		i++
	}
	return i
}

// load64 is the eight bytes of s at i, the first one lowest.
func load64(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}
