package readers

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"github.com/goshawk-lang/goshawk/table"
)

// kind is what a raw value looks like in the file.
type kind uint8

const (
	kAbsent   kind = iota
	kNull          // JSON null
	kTrue          // JSON true
	kFalse         // JSON false
	kInt           // a JSON number without fraction and exponent
	kReal          // another JSON number
	kString        // the text between the quotes of a JSON string without escapes
	kEscaped       // the same with escapes in it
	kNested        // a JSON object or array
	kCell          // a CSV cell's text
	kDoubled       // the same with doubled quotes in it
	kNarrowed      // a JSON value that a narrower has put together
)

// skipBlanks is the index of the first byte at or after i that is not JSON
// white space.
func skipBlanks(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r') {
		i++
	}
	return i
}

// scanValue finds the end of the JSON value that starts at b[i], checking it,
// and says what it is; the end is -1 when it is malformed. Control characters
// inside a string are let through (log writers forget to escape them), except
// inside objects and arrays, whose text is handed on as JSON.
func scanValue(b []byte, i int) (end int, k kind) {
	if i >= len(b) {
		return -1, kAbsent
	}
	switch b[i] {
	case '"':
		return scanString(b, i)
	case '{', '[':
		return scanNested(b, i), kNested
	case 't':
		return scanWord(b, i, "true"), kTrue
	case 'f':
		return scanWord(b, i, "false"), kFalse
	case 'n':
		return scanWord(b, i, "null"), kNull
	}
	return scanNumber(b, i)
}

func scanWord(b []byte, i int, w string) int {
	if len(b)-i >= len(w) && string(b[i:i+len(w)]) == w {
		return i + len(w)
	}
	return -1
}

// scanString finds the end, behind the closing quote, of the string whose
// opening quote is b[i], and checks its escapes.
func scanString(b []byte, i int) (end int, k kind) {
	i++
	n := bytes.IndexByte(b[i:], '"')
	if n < 0 {
		return -1, kAbsent
	}
	if bytes.IndexByte(b[i:i+n], '\\') < 0 {
		return i + n + 1, kString
	}
	for i = quoteOrSlash(b, i); i < len(b); i = quoteOrSlash(b, i) {
		if b[i] == '"' {
			return i + 1, kEscaped
		}
		n := escapeLen(b[i:])
		if n == 0 {
			return -1, kAbsent
		}
		i += n
	}
	return -1, kAbsent
}

// quoteOrSlash is where the first quote or backslash at or behind b[i] stands,
// at least len(b) when there is none.
func quoteOrSlash(b []byte, i int) int {
	for ; len(b)-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		x, y := w^quotes, w^slashes
		if zero := ((x-lowBits)&^x | (y-lowBits)&^y) & highBits; zero != 0 {
			return i + bits.TrailingZeros64(zero)/8
		}
	}
	for i < len(b) && b[i] != '"' && b[i] != '\\' {
		i++
	}
	return i
}

// For looking at eight bytes at a time: the lowest byte in which a zero is
// found is one.
const (
	quotes   = 0x2222222222222222
	slashes  = 0x5c5c5c5c5c5c5c5c
	newlines = 0x0a0a0a0a0a0a0a0a
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// escapeLen is the length of the escape that b starts with, 0 when it is none.
func escapeLen(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(b) < 6 {
			return 0
		}
		for _, c := range b[2:6] {
			if hexVal(c) < 0 {
				return 0
			}
		}
		return 6
	}
	return 0
}

func scanNumber(b []byte, i int) (end int, k kind) {
	k = kInt
	if i < len(b) && b[i] == '-' {
		i++
	}
	n := digitRun(b, i)
	if n == i || n > i+1 && b[i] == '0' {
		return -1, kAbsent
	}
	i = n
	if i < len(b) && b[i] == '.' {
		n = digitRun(b, i+1)
		if n == i+1 {
			return -1, kAbsent
		}
		i, k = n, kReal
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		n = digitRun(b, i)
		if n == i {
			return -1, kAbsent
		}
		i, k = n, kReal
	}
	return i, k
}

func digitRun(b []byte, i int) int {
	for i < len(b) && b[i]-'0' < 10 {
		i++
	}
	return i
}

// scanNested checks the object or array at b[i] and returns its end, or -1.
// It keeps its own stack: one bit per level, 1 for an object.
func scanNested(b []byte, i int) int {
	var objects [table.MaxJSONDepth/64 + 1]uint64
	depth := 0
	for {
		// A value starts at b[i].
		if i >= len(b) {
			return -1
		}
		switch c := b[i]; c {
		case '{', '[':
			if depth++; depth > table.MaxJSONDepth {
				return -1
			}
			bit := uint64(1) << (depth % 64)
			objects[depth/64] &^= bit
			if c == '{' {
				objects[depth/64] |= bit
			}
			i = skipBlanks(b, i+1)
			if i < len(b) && b[i] == c+2 { // the closing brace or bracket
				depth--
				i++
				break
			}
			if c == '{' {
				if i = scanKey(b, i); i < 0 {
					return -1
				}
			}
			continue
		default:
			end, k := scanValue(b, i)
			if end < 0 || (k == kString || k == kEscaped) && hasControl(b[i:end]) {
				return -1
			}
			i = end
		}
		// A value has ended before b[i].
		for {
			if depth == 0 {
				return i
			}
			i = skipBlanks(b, i)
			if i >= len(b) {
				return -1
			}
			object := objects[depth/64]>>(depth%64)&1 == 1
			c := b[i]
			i++
			if object && c == '}' || !object && c == ']' {
				depth--
				continue
			}
			if c != ',' {
				return -1
			}
			i = skipBlanks(b, i)
			if object {
				if i = scanKey(b, i); i < 0 {
					return -1
				}
			}
			break
		}
	}
}

// scanKey checks a key and its colon and returns where the value starts, or -1.
func scanKey(b []byte, i int) int {
	if i >= len(b) || b[i] != '"' {
		return -1
	}
	end, _ := scanString(b, i)
	if end < 0 || hasControl(b[i:end]) {
		return -1
	}
	i = skipBlanks(b, end)
	if i >= len(b) || b[i] != ':' {
		return -1
	}
	return skipBlanks(b, i+1)
}

func hasControl(b []byte) bool {
	for _, c := range b {
		if c < 0x20 {
			return true
		}
	}
	return false
}

// member is one key with its value in an object's text. Key is the text
// between the quotes, resolved when it had escapes.
type member struct {
	key        []byte
	start, end int // of the value; without the quotes for strings
	kind       kind
}

// walkObject calls f for each member of the object that starts at b[i] and
// returns where it ends, or -1 when it is malformed; f may have been called
// then for members before the mistake. This is the plain path that the
// learned one is compared with.
func walkObject(b []byte, i int, f func(m member)) int {
	if i >= len(b) || b[i] != '{' {
		return -1
	}
	i = skipBlanks(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		keyAt := i
		if i = scanKey(b, i); i < 0 {
			return -1
		}
		var m member
		m.key = keyText(b, keyAt)
		m.start = i
		m.end, m.kind = scanValue(b, i)
		if m.end < 0 {
			return -1
		}
		i = skipBlanks(b, m.end)
		if m.kind == kString || m.kind == kEscaped {
			m.start, m.end = m.start+1, m.end-1
		}
		f(m)
		if i >= len(b) {
			return -1
		}
		if b[i] == '}' {
			return i + 1
		}
		if b[i] != ',' {
			return -1
		}
		i = skipBlanks(b, i+1)
	}
}

// keyText is the text of the checked key whose opening quote is b[i].
func keyText(b []byte, i int) []byte {
	end, k := scanString(b, i)
	key := b[i+1 : end-1]
	if k == kEscaped {
		key = appendUnescaped(nil, key)
	}
	return key
}
