package detections

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/source"
)

// embedded is the value of a top-level key of a YAML file as a query whose
// places are those in the file, however the value is written: as a block, as a
// folded block, quoted, or plain over several lines. YAML takes indentation,
// line breaks and escapes out of such values; what is left stands in the file
// in the same order, so the value is laid along it.
func embedded(file, data, key, value string) goshawk.Text {
	text := goshawk.Text{Query: value, Name: file, Line: 1, Column: 1}
	at := valueStart(data, key)
	if at < 0 {
		return text
	}
	from := source.New(file, data)
	a := aligner{raw: data, at: at}
	a.begin()
	a.walk(value)
	for i := range a.origins {
		a.origins[i].From = from
	}
	text.Origins = a.origins
	if len(a.origins) > 0 {
		p := from.Position(a.origins[0].Offset)
		text.Line, text.Column = p.Line, p.Column
	}
	return text
}

// valueStart is the offset behind a top-level key and its colon, or -1. Only
// keys start in the first column of a block mapping's lines.
func valueStart(data, key string) int {
	found := regexp.MustCompile(`(?m)^(?:\x{FEFF})?["']?` + regexp.QuoteMeta(key) + `["']?[ \t]*:`).FindStringIndex(data)
	if found == nil {
		return -1
	}
	return found[1]
}

// aligner lays a decoded scalar along the text it was decoded from.
type aligner struct {
	raw     string
	at      int
	quote   byte // ' or " or 0
	origins []source.Origin
}

// begin steps over what stands before the scalar's text: blanks, the sign of a
// block with the rest of its line, or an opening quote.
func (a *aligner) begin() {
	a.blanks()
	if a.at == len(a.raw) {
		return
	}
	switch c := a.raw[a.at]; c {
	case '|', '>':
		if end := strings.IndexByte(a.raw[a.at:], '\n'); end >= 0 {
			a.at += end + 1
		} else {
			a.at = len(a.raw)
		}
	case '\'', '"':
		a.quote = c
		a.at++
	}
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (a *aligner) blanks() {
	for a.at < len(a.raw) && blank(a.raw[a.at]) {
		a.at++
	}
}

// walk places value until it and the file part, which they do only where the
// file uses a rare form; what follows then has the last place.
func (a *aligner) walk(value string) {
	for j := 0; j < len(value); {
		c := value[j]
		if a.at < len(a.raw) && a.quote != '"' && a.raw[a.at] == c && (c == ' ' || c == '\n') {
			a.same(j)
			j++
			continue
		}
		if blank(c) {
			j += a.space(j, value)
			continue
		}
		a.blanks()
		n, ok := a.char(j, value)
		if !ok {
			return
		}
		j += n
	}
}

// space places a blank of the value, which may stand for a line break, for an
// escape, or for itself. It gives the bytes of the value that are done.
func (a *aligner) space(j int, value string) int {
	if a.quote == '"' {
		a.joined()
		if r, n := a.escape(); n > 0 && string(r) == value[j:j+1] {
			a.whole(j, 1, n)
			return 1
		}
	}
	if a.at < len(a.raw) && a.raw[a.at] == value[j] {
		a.same(j)
		return 1
	}
	a.whole(j, 1, 0)
	return 1
}

// char places a character that is no blank.
func (a *aligner) char(j int, value string) (int, bool) {
	if a.quote == '"' {
		if a.joined() {
			a.blanks()
		}
		if r, n := a.escape(); n > 0 {
			text := string(r)
			if !strings.HasPrefix(value[j:], text) {
				return 0, false
			}
			a.whole(j, len(text), n)
			return len(text), true
		}
	}
	if a.at >= len(a.raw) || a.raw[a.at] != value[j] {
		return 0, false
	}
	if a.quote == '\'' && value[j] == '\'' {
		a.whole(j, 1, 2)
		return 1, true
	}
	a.same(j)
	return 1, true
}

// joined steps over a line break that a backslash takes away.
func (a *aligner) joined() bool {
	rest := a.raw[a.at:]
	if !strings.HasPrefix(rest, "\\\n") && !strings.HasPrefix(rest, "\\\r\n") {
		return false
	}
	a.at++
	a.blanks()
	return true
}

var escapes = map[byte]rune{
	'0': 0, 'a': '\a', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r', 'e': 0x1B, ' ': ' ', '"': '"', '/': '/', '\\': '\\',
	'N': 0x85, '_': 0xA0, 'L': 0x2028, 'P': 0x2029,
}

// escape is the character of the escape at the place, and its length; 0 when
// there is none.
func (a *aligner) escape() (rune, int) {
	rest := a.raw[a.at:]
	if len(rest) < 2 || rest[0] != '\\' {
		return 0, 0
	}
	if r, ok := escapes[rest[1]]; ok {
		return r, 2
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]
	if digits == 0 || len(rest) < 2+digits {
		return 0, 0
	}
	code, err := strconv.ParseUint(rest[2:2+digits], 16, 32)
	if err != nil || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), 2 + digits
}

// same places value[j] at the byte of the file that it is.
func (a *aligner) same(j int) {
	if n := len(a.origins); n > 0 {
		last := &a.origins[n-1]
		if !last.Whole && last.End == j && last.Offset+last.End-last.Start == a.at {
			last.End++
			a.at++
			return
		}
	}
	a.origins = append(a.origins, source.Origin{Start: j, End: j + 1, Offset: a.at})
	a.at++
}

// whole places n bytes of the value at a stretch of the file.
func (a *aligner) whole(j, n, length int) {
	a.origins = append(a.origins, source.Origin{Start: j, End: j + n, Offset: a.at, Whole: true, Len: length})
	a.at += length
}
