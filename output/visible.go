package output

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible is a text with everything that would not show as itself spelled out:
// line ends and tabs as \n, \r and \t, other control characters as \x1b, bytes
// that are no UTF-8 as \xff, and characters that reorder or hide text as
// \u202e. Text from a log can then neither move the cursor nor colour the
// terminal, nor read other than it is.
func Visible(s string) string {
	i := 0
	for i < len(s) && plain(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, r)
		case hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

func plain(c byte) bool { return c >= 0x20 && c < 0x7f }

// hidden tells characters that leave no mark of their own: C1 controls (some
// terminals obey them), separators of lines, directions of writing, and what
// has no width. Joiners stay: emoji and several scripts are written with them.
func hidden(r rune) bool {
	switch {
	case r < 0x80 || r == 0x200c || r == 0x200d:
		return false
	case r == 0x2028 || r == 0x2029 || r == 0xad:
		return true
	}
	// Tag characters (U+E0020 and on) end the emoji of flags.
	return unicode.In(r, unicode.Cc, unicode.Cf) && (r < 0xe0020 || r > 0xe007f)
}
