package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// splCommands implements the function commands.
func splCommands(c *Call, args []table.Column) (table.Column, error) {
	texts, b := NewArg[string](args[0]), newValuesBuilder(c.N)
	for i := range c.N {
		if !texts.Null(i) {
			eachCommand(texts.At(i), b.text)
		}
		b.end()
	}
	return b.column(), nil
}

// eachCommand calls f with the name of every command of a search, in lower
// case and in the order written. A pipeline that begins with no | begins with
// the search command.
func eachCommand(search string, f func(name string)) {
	quoted, first, expected := false, true, true
	for i := 0; i < len(search); i++ {
		c := search[i]
		switch {
		case quoted:
			if c == '\\' {
				i++
			}
			quoted = c != '"'
			continue
		case c == '[':
			first, expected = true, true
			continue
		case c == '|':
			first, expected = false, true
			continue
		case !expected || strings.IndexByte(" \t\r\n]", c) >= 0:
			quoted = c == '"'
			continue
		}
		expected = false
		word := search[i:]
		if end := strings.IndexAny(word, " \t\r\n|[]\"("); end >= 0 {
			word = word[:end]
		}
		if first {
			f("search")
		} else {
			f(strings.ToLower(word))
		}
		quoted = c == '"'
	}
}
