package editor

import (
	"maps"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/lexer"
)

// token is a piece of text that means something.
type token struct {
	kind     int
	text     string // as written
	from, to int
}

// kqlTokens are the tokens of a text; with blanks and comments, or without.
func kqlTokens(text string, all bool) (out []token) {
	l, err := lexer.KQL.Lex("", strings.NewReader(text))
	if err != nil {
		return nil
	}
	for {
		t, err := l.Next()
		if err != nil || t.EOF() {
			return out
		}
		blank := t.Type == lexer.KQLBlank || t.Type == lexer.KQLComment
		if all || !blank {
			out = append(out, token{int(t.Type), t.Value, t.Pos.Offset, t.Pos.Offset + len(t.Value)})
		}
	}
}

// splTokens are the tokens of a text. Their values may be spelled otherwise
// than the text, so the text itself is what counts.
func splTokens(text string) (out []token) {
	l, err := lexer.SPL.Lex("", strings.NewReader(text))
	if err != nil {
		return nil
	}
	for {
		t, err := l.Next()
		if err != nil || t.EOF() {
			return out
		}
		from := min(t.Pos.Offset, len(text))
		to := min(from+len(t.Value), len(text))
		out = append(out, token{int(t.Type), text[from:to], from, to})
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
