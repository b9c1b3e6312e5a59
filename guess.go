package goshawk

import (
	"strings"

	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// GuessLanguage tells KQL from SPL by the text: what only one of the two
// parsers accepts is in that language; text that both accept, or neither, is
// SPL when it starts with | or calls a macro, and KQL otherwise.
func GuessLanguage(text string) Language {
	trimmed := strings.TrimSpace(text)
	if strings.HasPrefix(trimmed, "|") || strings.HasPrefix(trimmed, "`") && !strings.HasPrefix(trimmed, "```") {
		return SPL
	}
	if _, err := parser.KQL(source.New("", text)); err == nil {
		return KQL
	}
	if strings.Contains(text, "`") && !strings.Contains(text, "```") {
		return SPL
	}
	if _, err := parser.SPL(source.New("", text), nil); err == nil {
		return SPL
	}
	return KQL
}
