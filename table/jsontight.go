package table

import "unicode/utf8"

// TightJSON is what AppendJSON gives of the array or bag that a text spells,
// where that is the text without the blanks: no value is made for it. Ok is
// false where it may be more: fractions, escapes, keys that come twice.
func TightJSON(text string) (tight string, ok bool) {
	t := tightener{s: text}
	t.blanks()
	if t.at == len(text) || text[t.at] != '{' && text[t.at] != '[' || !t.value(0) {
		return "", false
	}
	t.blanks()
	if t.at != len(text) {
		return "", false
	}
	if t.out == nil {
		return text[t.from:t.end], true
	}
	return string(append(t.out, text[t.from:t.end]...)), true
}

// tightener copies a text without its blanks.
type tightener struct {
	s    string
	at   int
	out  []byte // what is copied so far; nil while there was no blank inside
	from int    // of the piece that is not copied yet, up to end
	end  int
}

// mostTightKeys bounds the keys of a bag, which are compared with each other.
const mostTightKeys = 32

func (t *tightener) blanks() {
	start := t.at
	for t.at < len(t.s) {
		switch t.s[t.at] {
		case ' ', '\t', '\n', '\r':
			t.at++
			continue
		}
		break
	}
	if t.at > start {
		if t.end > t.from {
			if t.out == nil {
				t.out = make([]byte, 0, len(t.s))
			}
			t.out = append(t.out, t.s[t.from:t.end]...)
		}
		t.from, t.end = t.at, t.at
	}
}

// eat takes the byte c, which is copied.
func (t *tightener) eat(c byte) bool {
	if t.at < len(t.s) && t.s[t.at] == c {
		t.at++
		t.end = t.at
		return true
	}
	return false
}

func (t *tightener) value(depth int) bool {
	if t.at == len(t.s) || depth > 64 {
		return false
	}
	switch c := t.s[t.at]; {
	case c == '{':
		return t.bag(depth)
	case c == '[':
		return t.array(depth)
	case c == '"':
		return t.text()
	case c == 't':
		return t.word("true")
	case c == 'f':
		return t.word("false")
	case c == 'n':
		return t.word("null")
	}
	return t.integer()
}

func (t *tightener) bag(depth int) bool {
	t.eat('{')
	t.blanks()
	if t.eat('}') {
		return true
	}
	var keys [mostTightKeys]string
	for n := 0; n < mostTightKeys; n++ {
		from := t.at
		if !t.text() {
			return false
		}
		keys[n] = t.s[from:t.at]
		for _, k := range keys[:n] {
			if k == keys[n] {
				return false
			}
		}
		t.blanks()
		if !t.eat(':') {
			return false
		}
		t.blanks()
		if !t.value(depth + 1) {
			return false
		}
		t.blanks()
		if t.eat('}') {
			return true
		}
		if !t.eat(',') {
			return false
		}
		t.blanks()
	}
	return false
}

func (t *tightener) array(depth int) bool {
	t.eat('[')
	t.blanks()
	if t.eat(']') {
		return true
	}
	for {
		if !t.value(depth + 1) {
			return false
		}
		t.blanks()
		if t.eat(']') {
			return true
		}
		if !t.eat(',') {
			return false
		}
		t.blanks()
	}
}

func (t *tightener) text() bool {
	if !t.eat('"') {
		return false
	}
	for {
		t.at = jsonPlainEnd(t.s, t.at)
		switch {
		case t.at >= len(t.s):
			return false
		case t.s[t.at] == '"':
			return t.eat('"')
		case t.s[t.at] < utf8.RuneSelf:
			return false
		}
		r, size := utf8.DecodeRuneInString(t.s[t.at:])
		if r == utf8.RuneError {
			return false
		}
		t.at += size
	}
}

func (t *tightener) word(w string) bool {
	if len(t.s)-t.at < len(w) || t.s[t.at:t.at+len(w)] != w {
		return false
	}
	t.at += len(w)
	t.end = t.at
	return true
}

// integer takes a number that is spelled as it will be.
func (t *tightener) integer() bool {
	i := t.at
	if t.s[i] == '-' {
		i++
	}
	first := i
	for i < len(t.s) && t.s[i] >= '0' && t.s[i] <= '9' {
		i++
	}
	n := i - first
	switch {
	case n == 0, n > 18, n > 1 && t.s[first] == '0', n == 1 && t.s[first] == '0' && first > t.at:
		return false
	case i < len(t.s) && (t.s[i] == '.' || t.s[i] == 'e' || t.s[i] == 'E'):
		return false
	}
	t.at, t.end = i, i
	return true
}
