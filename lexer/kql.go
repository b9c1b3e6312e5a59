package lexer

import (
	"io"
	"strings"

	plexer "github.com/alecthomas/participle/v2/lexer"
)

// The token types of KQL. A token's Value is always the text as written.
const (
	KQLInvalid  plexer.TokenType = -(iota + 100) // a character that no token begins with
	KQLOpen                                      // a string without its closing quote
	KQLTooDeep                                   // the rest of a text that is nested too deep
	KQLBlank                                     // blanks and line ends
	KQLComment                                   // from // to the end of the line
	KQLWord                                      // a name or keyword, dashed keywords in one
	KQLHint                                      // hint.name
	KQLLong                                      // 12, 0x1F
	KQLReal                                      // 1.5, 1e3
	KQLTimespan                                  // 1d, 2.5h
	KQLString                                    // any form of string literal, with prefix and quotes
	KQLTyped                                     // datetime(...), int(...), guid(...) as a whole
	KQLPunct                                     // everything else, !has and its like included
)

// MaxKQLNesting is the deepest nesting of brackets.
const MaxKQLNesting = 250

var kqlSymbols = map[string]plexer.TokenType{
	"EOF": plexer.EOF, "Invalid": KQLInvalid, "Open": KQLOpen, "TooDeep": KQLTooDeep, "Blank": KQLBlank,
	"Comment": KQLComment, "Word": KQLWord, "Hint": KQLHint, "Long": KQLLong, "Real": KQLReal, "Timespan": KQLTimespan,
	"String": KQLString, "Typed": KQLTyped, "Punct": KQLPunct,
}

type kqlDefinition struct{}

// KQL is the lexer of KQL. Blanks and comments are tokens, to be elided.
var KQL plexer.Definition = kqlDefinition{}

func (kqlDefinition) Symbols() map[string]plexer.TokenType { return kqlSymbols }

func (kqlDefinition) Lex(name string, r io.Reader) (plexer.Lexer, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return &kqlLexer{text: string(b)}, nil
}

func (kqlDefinition) LexString(name, text string) (plexer.Lexer, error) {
	return &kqlLexer{text: text}, nil
}

// kqlLexer is the state between two tokens.
type kqlLexer struct {
	text      string
	pos       int
	depth     int
	afterPipe bool // the token before, blanks aside, was |
}

// Next implements participle's lexer.Lexer; it never returns an error.
func (l *kqlLexer) Next() (plexer.Token, error) {
	start := l.pos
	if start >= len(l.text) {
		return plexer.Token{Type: plexer.EOF, Pos: plexer.Position{Offset: start}}, nil
	}
	kind, end := l.scan(start)
	l.pos = end
	value := l.text[start:end]
	if kind != KQLBlank && kind != KQLComment {
		l.afterPipe = value == "|"
	}
	return plexer.Token{Type: kind, Value: value, Pos: plexer.Position{Offset: start}}, nil
}

// scan finds the type and the end of the token that begins at i.
func (l *kqlLexer) scan(i int) (plexer.TokenType, int) {
	s := l.text
	c := s[i]
	if n := kqlBlank(s[i:]); n > 0 {
		end := i + n
		for n := kqlBlank(s[end:]); n > 0; n = kqlBlank(s[end:]) {
			end += n
		}
		return KQLBlank, end
	}
	switch {
	case c == '/' && strings.HasPrefix(s[i:], "//"):
		if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
			return KQLComment, i + n
		}
		return KQLComment, len(s)
	case c >= '0' && c <= '9':
		return kqlNumber(s, i)
	}
	if kind, end := kqlString(s, i); end > i {
		return kind, end
	}
	if end := kqlWordEnd(s, i); end > i {
		return l.word(i, end)
	}
	return l.punct(i)
}

func (l *kqlLexer) punct(i int) (plexer.TokenType, int) {
	s := l.text
	switch s[i] {
	case '(', '[', '{':
		l.depth++
		if l.depth > MaxKQLNesting {
			return KQLTooDeep, len(s)
		}
		return KQLPunct, i + 1
	case ')', ']', '}':
		l.depth = max(0, l.depth-1)
		return KQLPunct, i + 1
	case '!':
		return kqlBang(s, i)
	}
	for _, two := range [...]string{"==", "=~", "=>", "<=", ">=", "<>", "..", "<|"} {
		if strings.HasPrefix(s[i:], two) {
			return KQLPunct, i + 2
		}
	}
	if strings.IndexByte("|,;:.=<>+-*/%?@", s[i]) >= 0 {
		return KQLPunct, i + 1
	}
	return KQLInvalid, i + kqlRuneLen(s[i:])
}
