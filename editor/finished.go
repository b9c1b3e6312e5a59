package editor

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/lexer"
)

// Finished tells whether a text that is typed line by line is a whole query: it
// ends with an empty line, or with a semicolon. The semicolon after a let (or
// another statement that prepares for a query) does not end it, nor does one in
// a string or a comment.
func Finished(lang goshawk.Language, text string) bool {
	if strings.TrimSpace(text) == "" {
		return true
	}
	if i := strings.LastIndexByte(text, '\n'); i >= 0 && strings.TrimSpace(text[i:]) == "" {
		return true
	}
	if !strings.HasSuffix(strings.TrimSpace(text), ";") {
		return false
	}
	if lang == goshawk.SPL {
		return true
	}
	tokens := kqlTokens(text, false)
	n := len(tokens)
	if n == 0 || tokens[n-1].text != ";" || tokens[n-1].kind != int(lexer.KQLPunct) {
		return false
	}
	first, depth := tokens[0], 0
	for i, t := range tokens[:n-1] {
		switch t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case ";":
			if depth == 0 {
				first = tokens[i+1]
			}
		}
	}
	return depth <= 0 && !slices.Contains([]string{"let", "set", "declare", "alias", "pattern", "restrict"}, first.text)
}
