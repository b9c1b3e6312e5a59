package splunk

import "bytes"

// literal is text that every match of a pattern begins with. Looking for it by
// its rarest byte tells much sooner than the pattern itself that an event has
// no match: the first byte of a pattern for JSON is a quote, which stands
// everywhere.
type literal struct {
	text []byte
	at   int // of the rarest byte
}

// leastLiteral is the length from which on the look is worth its while.
const leastLiteral = 3

func newLiteral(prefix string) *literal {
	if len(prefix) < leastLiteral {
		return nil
	}
	l := &literal{text: []byte(prefix)}
	for i, c := range l.text {
		if rarity(c) > rarity(l.text[l.at]) {
			l.at = i
		}
	}
	return l
}

// rarity ranks bytes by how seldom they stand in logs.
func rarity(c byte) int {
	switch {
	case c == '"' || c == ' ' || c == 'e' || c == 'a' || c == 'i' || c == 'o' || c == 't' || c == 'n' || c == 's' || c == 'r':
		return 0
	case c >= '0' && c <= '9' || c == ',' || c == ':' || c == '.' || c == '-' || c == '/' || c == '\\' || c == '=':
		return 1
	case c >= 'a' && c <= 'z':
		return 2
	case c >= 'A' && c <= 'Z':
		return 3
	}
	return 4
}

// in reports whether b holds the text.
func (l *literal) in(b []byte) bool {
	rare := l.text[l.at]
	for from := l.at; from < len(b); {
		i := bytes.IndexByte(b[from:], rare)
		if i < 0 {
			return false
		}
		from += i
		if bytes.HasPrefix(b[from-l.at:], l.text) {
			return true
		}
		from++
	}
	return false
}
