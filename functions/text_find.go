package functions

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// matchKind says where in the text a needle must stand.
type matchKind uint8

const (
	matchInside    matchKind = iota // contains
	matchStart                      // startswith
	matchEnd                        // endswith
	matchWhole                      // =~
	matchTerm                       // has: whole terms
	matchTermStart                  // hasprefix
	matchTermEnd                    // hassuffix
)

// needle is a text to look for, prepared once for many texts. Terms are
// maximal runs of letters and digits; a needle's edge that is neither needs
// no boundary.
// https://learn.microsoft.com/kusto/query/datatypes-string-operators#what-is-a-term
type needle struct {
	kind  matchKind
	fold  bool // compare without regard to case
	ascii bool
	text  string // in lower case when fold is set
	// The needle's rarest byte: its place and the bytes it may appear as.
	at     int
	lo, up byte
	left   bool // a boundary is asked for before the needle
	right  bool // and after it
}

func newNeedle(text string, kind matchKind, fold bool) *needle {
	n := &needle{kind: kind, fold: fold, ascii: isASCII(text), text: text}
	if fold {
		n.text = foldText(text)
	}
	if text != "" {
		first, _ := utf8.DecodeRuneInString(text)
		last, _ := utf8.DecodeLastRuneInString(text)
		n.left = (kind == matchTerm || kind == matchTermStart) && isTermRune(first)
		n.right = (kind == matchTerm || kind == matchTermEnd) && isTermRune(last)
		n.pickRarest()
	}
	return n
}

// match reports whether the needle stands in s where it should.
func (n *needle) match(s string) bool {
	if n.text == "" {
		return n.kind != matchWhole || s == ""
	}
	switch n.kind {
	case matchStart:
		return n.prefix(s) >= 0
	case matchEnd:
		if n.ascii || !n.fold {
			return len(s) >= len(n.text) && n.prefix(s[len(s)-len(n.text):]) >= 0
		}
		return n.suffixRunes(s)
	case matchWhole:
		return n.prefix(s) == len(s)
	case matchInside:
		_, end := n.index(s, 0)
		return end >= 0
	}
	for from := 0; ; {
		i, end := n.index(s, from)
		if end < 0 {
			return false
		}
		if n.bounded(s, i, end) {
			return true
		}
		from = i + 1
	}
}

func (n *needle) bounded(s string, i, end int) bool {
	if n.left && i > 0 {
		if r, _ := utf8.DecodeLastRuneInString(s[:i]); isTermRune(r) {
			return false
		}
	}
	if n.right && end < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[end:]); isTermRune(r) {
			return false
		}
	}
	return true
}

// prefix is the number of bytes of s that the needle covers at its start, -1
// when it does not stand there.
func (n *needle) prefix(s string) int {
	switch {
	case !n.fold:
		if strings.HasPrefix(s, n.text) {
			return len(n.text)
		}
		return -1
	case n.ascii:
		if len(s) < len(n.text) {
			return -1
		}
		for i := 0; i < len(n.text); i++ {
			if asciiLower[s[i]] != n.text[i] {
				return -1
			}
		}
		return len(n.text)
	}
	i := 0
	for _, want := range n.text {
		if i >= len(s) {
			return -1
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if foldRune(r) != want {
			return -1
		}
		i += size
	}
	return i
}

func (n *needle) suffixRunes(s string) bool {
	at := len(s)
	for range n.text {
		if at == 0 {
			return false
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return n.prefix(s[at:]) == len(s)-at
}

// index finds the needle in s at or after from: where it starts and ends, or
// -1, -1.
func (n *needle) index(s string, from int) (start, end int) {
	switch {
	case !n.fold:
		if i := strings.Index(s[from:], n.text); i >= 0 {
			return from + i, from + i + len(n.text)
		}
		return -1, -1
	case n.ascii:
		return n.indexASCII(s, from)
	}
	for i := from; i < len(s); {
		if length := n.prefix(s[i:]); length >= 0 {
			return i, i + length
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return -1, -1
}

// indexASCII jumps between the places of the needle's rarest byte, in either
// case, and compares the rest there.
func (n *needle) indexASCII(s string, from int) (start, end int) {
	last := len(s) - len(n.text) + n.at // the last place the rare byte may have
	i := from + n.at
	if i > last {
		return -1, -1
	}
	if n.up == n.lo {
		return n.indexOne(s, i, last)
	}
	lo, up := nextByte(s, n.lo, i, last), nextByte(s, n.up, i, last)
	for {
		p := min(lo, up)
		if p > last {
			return -1, -1
		}
		if at := p - n.at; n.prefix(s[at:]) >= 0 {
			return at, at + len(n.text)
		}
		if p == lo {
			lo = nextByte(s, n.lo, p+1, last)
		} else {
			up = nextByte(s, n.up, p+1, last)
		}
	}
}

// indexOne is indexASCII for a rarest byte that has no case, which stands at i
// at the earliest and at last at the latest. The byte beside it is compared
// before the rest.
func (n *needle) indexOne(s string, i, last int) (start, end int) {
	text, beside := n.text, 1
	if n.at == len(text)-1 {
		beside = -1
	}
	near := n.at + beside
	if near < 0 { // a needle of one byte
		beside, near = 0, 0
	}
	for i <= last {
		skip := strings.IndexByte(s[i:last+1], n.lo)
		if skip < 0 {
			break
		}
		i += skip
		if asciiLower[s[i+beside]] == text[near] {
			if at := i - n.at; n.prefix(s[at:]) >= 0 {
				return at, at + len(text)
			}
		}
		i++
	}
	return -1, -1
}

// nextByte is the place of the next c in s[from:last+1], or last+1.
func nextByte(s string, c byte, from, last int) int {
	if from > last {
		return last + 1
	}
	if i := strings.IndexByte(s[from:last+1], c); i >= 0 {
		return from + i
	}
	return last + 1
}

// commonBytes are the bytes of log text from the most to the least frequent;
// bytes that are not listed are rarer still.
const commonBytes = "e tainorslcdmup0-./2\"1:=gh3fy,b45v8679wk_x\\;z()@jq"

func (n *needle) pickRarest() {
	best := 256
	for i := 0; i < len(n.text); i++ {
		rank := strings.IndexByte(commonBytes, asciiLower[n.text[i]])
		rank = len(commonBytes) - rank // rarer is smaller
		if strings.IndexByte(commonBytes, asciiLower[n.text[i]]) < 0 {
			rank = 0
		}
		if rank < best {
			best, n.at = rank, i
		}
	}
	n.lo, n.up = n.text[n.at], n.text[n.at]
	if n.fold && n.lo >= 'a' && n.lo <= 'z' {
		n.up = n.lo - 'a' + 'A'
	}
}

// asciiLower maps ASCII capitals to small letters and other bytes to themselves.
var asciiLower = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
	}
	for c := byte('A'); c <= 'Z'; c++ {
		t[c] = c - 'A' + 'a'
	}
	return t
}()

// foldRune maps runes that differ in case only to the same rune.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		return rune(asciiLower[r])
	}
	return unicode.ToLower(r)
}

func foldText(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return strings.Map(foldRune, s)
}

func isTermRune(r rune) bool {
	if r < utf8.RuneSelf {
		c := asciiLower[byte(r)]
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
