package table

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxJSONDepth bounds the nesting that ParseJSON accepts.
const MaxJSONDepth = 512

// ErrJSON is what ParseJSON returns for text that is not one JSON value.
var ErrJSON = errors.New("not valid JSON")

// ParseJSON reads one JSON value. Numbers without fraction or exponent that
// fit 64 bits are longs, other numbers reals. Of duplicate keys the last wins.
// Strings without escapes share memory with s.
func ParseJSON(s string) (Value, error) {
	p := jsonParser{s: s}
	p.blanks()
	v, ok := p.value(0)
	p.blanks()
	if !ok || p.i != len(s) {
		return Value{}, ErrJSON
	}
	return v, nil
}

type jsonParser struct {
	s string
	i int
}

func (p *jsonParser) blanks() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\t', '\n', '\r':
			p.i++
		default:
			return
		}
	}
}

func (p *jsonParser) eat(c byte) bool {
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *jsonParser) word(w string) bool {
	if strings.HasPrefix(p.s[p.i:], w) {
		p.i += len(w)
		return true
	}
	return false
}

func (p *jsonParser) value(depth int) (Value, bool) {
	if p.i >= len(p.s) || depth > MaxJSONDepth {
		return Value{}, false
	}
	switch p.s[p.i] {
	case '{':
		return p.bag(depth)
	case '[':
		return p.array(depth)
	case '"':
		s, ok := p.str()
		return StringValue(s), ok
	case 't':
		return BoolValue(true), p.word("true")
	case 'f':
		return BoolValue(false), p.word("false")
	case 'n':
		return Value{}, p.word("null")
	}
	return p.number()
}

func (p *jsonParser) bag(depth int) (Value, bool) {
	p.i++
	b := NewBag(4)
	p.blanks()
	if p.eat('}') {
		return BagValue(b), true
	}
	for {
		p.blanks()
		if p.i >= len(p.s) || p.s[p.i] != '"' {
			return Value{}, false
		}
		key, ok := p.str()
		if !ok {
			return Value{}, false
		}
		p.blanks()
		if !p.eat(':') {
			return Value{}, false
		}
		p.blanks()
		v, ok := p.value(depth + 1)
		if !ok {
			return Value{}, false
		}
		b.Set(key, v)
		p.blanks()
		if p.eat('}') {
			return BagValue(b), true
		}
		if !p.eat(',') {
			return Value{}, false
		}
	}
}

func (p *jsonParser) array(depth int) (Value, bool) {
	p.i++
	a := []Value{}
	p.blanks()
	if p.eat(']') {
		return ArrayValue(a), true
	}
	for {
		p.blanks()
		v, ok := p.value(depth + 1)
		if !ok {
			return Value{}, false
		}
		a = append(a, v)
		p.blanks()
		if p.eat(']') {
			return ArrayValue(a), true
		}
		if !p.eat(',') {
			return Value{}, false
		}
	}
}

func (p *jsonParser) str() (string, bool) {
	start := p.i + 1
	for i := start; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.i = i + 1
			return p.s[start:i], true
		case c == '\\':
			end := i
			for end < len(p.s) && p.s[end] != '"' {
				if p.s[end] == '\\' {
					end++
				}
				end++
			}
			if end >= len(p.s) {
				return "", false
			}
			p.i = end + 1
			return UnescapeJSON(p.s[start:end])
		case c < 0x20:
			return "", false
		}
	}
	return "", false
}

func (p *jsonParser) number() (Value, bool) {
	start := p.i
	p.eat('-')
	first := p.i
	integer := true
	for ; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c >= '0' && c <= '9':
		case c == '.' || c == 'e' || c == 'E' || (c == '+' || c == '-') && !integer:
			integer = false
		default:
			goto end
		}
	}
end:
	text := p.s[start:p.i]
	if !validNumber(p.s[first:p.i]) {
		return Value{}, false
	}
	if integer {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return LongValue(n), true
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return Value{}, false
	}
	return RealValue(f), true
}

// validNumber checks JSON's grammar of a number without its sign.
func validNumber(s string) bool {
	n := digitRun(s)
	if n == 0 || n > 1 && s[0] == '0' {
		return false
	}
	s = s[n:]
	if s != "" && s[0] == '.' {
		n = digitRun(s[1:])
		if n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		n = digitRun(s)
		return n > 0 && n == len(s)
	}
	return s == ""
}

func digitRun(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// UnescapeJSON resolves the escapes of the text between a JSON string's
// quotes. Lone surrogates become U+FFFD.
func UnescapeJSON(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '\\' {
			if c < 0x20 {
				return "", false
			}
			b = append(b, c)
			continue
		}
		i++
		if i >= len(s) {
			return "", false
		}
		switch s[i] {
		case '"', '\\', '/':
			b = append(b, s[i])
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r, ok := hex4(s, i+1)
			if !ok {
				return "", false
			}
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(-1)
				if strings.HasPrefix(s[i+1:], `\u`) {
					low, _ = hex4(s, i+3)
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			b = utf8.AppendRune(b, r)
		default:
			return "", false
		}
	}
	return string(b), true
}

func hex4(s string, at int) (rune, bool) {
	if at+4 > len(s) {
		return -1, false
	}
	n, err := strconv.ParseUint(s[at:at+4], 16, 32)
	if err != nil {
		return -1, false
	}
	return rune(n), true
}
