package editor

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// Class says how a piece of text is to look.
type Class string

// The classes; everything else looks as it is.
const (
	ClassOperator Class = "operator" // the word after a pipe
	ClassKeyword  Class = "keyword"
	ClassFunction Class = "function"
	ClassString   Class = "string"
	ClassNumber   Class = "number"
	ClassComment  Class = "comment"
	ClassMacro    Class = "macro"
)

// Span is a piece of text, bytes From to To, with its class.
type Span struct {
	From, To int
	Class    Class
}

// Highlight finds the pieces of a text that are to be coloured, in their order,
// none over another.
func Highlight(lang goshawk.Language, text string) []Span {
	if lang == goshawk.SPL {
		return highlightSPL(text)
	}
	return highlightKQL(text)
}

var keywords = []string{"by", "on", "and", "or", "in", "in~", "to", "asc", "desc", "nulls", "with", "as", "of", "between", "true", "false", "null", "kind"}

func highlightKQL(text string) (out []Span) {
	tokens := kqlTokens(text, true)
	next := func(i int) string {
		for _, t := range tokens[i+1:] {
			if t.kind != int(lexer.KQLBlank) && t.kind != int(lexer.KQLComment) {
				return t.text
			}
		}
		return ""
	}
	pipe := true // at the beginning, or after a pipe, a bracket or a semicolon
	for i, t := range tokens {
		class := Class("")
		switch t.kind {
		case int(lexer.KQLBlank):
			continue
		case int(lexer.KQLComment):
			out = append(out, Span{t.from, t.to, ClassComment})
			continue
		case int(lexer.KQLString), int(lexer.KQLOpen):
			class = ClassString
		case int(lexer.KQLLong), int(lexer.KQLReal), int(lexer.KQLTimespan), int(lexer.KQLTyped):
			class = ClassNumber
		case int(lexer.KQLWord):
			switch {
			case pipe && (slices.Contains(kql.OperatorKeywords, t.text) || slices.Contains(starters, t.text)):
				class = ClassOperator
			case slices.Contains(keywords, t.text) || slices.Contains(binary, t.text):
				class = ClassKeyword
			case next(i) == "(":
				class = ClassFunction
			}
		}
		if class != "" {
			out = append(out, Span{t.from, t.to, class})
		}
		pipe = t.text == "|" || t.text == "(" || t.text == ";" || t.text == "{"
	}
	return out
}

func highlightSPL(text string) (out []Span) {
	for _, t := range splTokens(text) {
		class := Class("")
		switch t.kind {
		case int(lexer.SPLCommand):
			class = ClassOperator
		case int(lexer.SPLFunc):
			class = ClassFunction
		case int(lexer.SPLString), int(lexer.SPLQuoted):
			class = ClassString
		case int(lexer.SPLNumber):
			class = ClassNumber
		case int(lexer.SPLKeyword), int(lexer.SPLKey):
			class = ClassKeyword
		case int(lexer.SPLWord), int(lexer.SPLRaw), int(lexer.SPLValue):
			if strings.HasPrefix(t.text, "`") {
				class = ClassMacro
			} else if strings.HasPrefix(t.text, `"`) {
				class = ClassString
			} else if u := strings.ToUpper(t.text); u == t.text && (u == "AND" || u == "OR" || u == "NOT") {
				class = ClassKeyword
			}
		}
		if n := len(out); class != "" && t.from < t.to && (n == 0 || out[n-1].To <= t.from) {
			out = append(out, Span{t.from, t.to, class})
		}
	}
	return out
}
