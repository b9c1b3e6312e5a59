package lexer

import (
	"io"
	"strings"

	plexer "github.com/alecthomas/participle/v2/lexer"
)

// The token types of SPL. What a piece of text becomes depends on the command
// it stands in: the same `a=b` is a comparison in search, an assignment in
// eval, and an option in most others.
const (
	SPLInvalid    plexer.TokenType = -(iota + 2) // text that no rule accepts; Value is the text
	SPLPipe                                      // |
	SPLOpen                                      // [
	SPLClose                                     // ]
	SPLLParen                                    // (
	SPLRParen                                    // )
	SPLComma                                     // ,
	SPLCommand                                   // a command name
	SPLImplied                                   // zero width: the search command that is not written
	SPLWord                                      // a bare or quoted word, quotes included
	SPLNumber                                    // a number in an expression, or a leading count
	SPLString                                    // "text" in an expression
	SPLQuoted                                    // 'field name' in an expression
	SPLIdent                                     // a field or operator word in an expression
	SPLFunc                                      // a name directly before (
	SPLKey                                       // an option's name, before =
	SPLEq                                        // the = after a key or target
	SPLValue                                     // an option's value, quotes included
	SPLKeyword                                   // a word the command reserves (by, as, output), lower-cased
	SPLTarget                                    // what eval assigns to
	SPLOp                                        // an operator
	SPLSign                                      // + or - before a field
	SPLEvalOpen                                  // ( or eval( where an expression follows
	SPLFilterOpen                                // ( where a search expression follows
	SPLTerm                                      // TERM(...) or CASE(...) as a whole
	SPLRaw                                       // the arguments of a command without a grammar
)

// MaxSPLNesting is the deepest nesting of parentheses and subsearches.
const MaxSPLNesting = 200

var splSymbols = map[string]plexer.TokenType{
	"EOF": plexer.EOF, "Invalid": SPLInvalid, "Pipe": SPLPipe, "Open": SPLOpen, "Close": SPLClose,
	"LParen": SPLLParen, "RParen": SPLRParen, "Comma": SPLComma, "Command": SPLCommand,
	"Implied": SPLImplied, "Word": SPLWord, "Number": SPLNumber, "String": SPLString,
	"Quoted": SPLQuoted, "Ident": SPLIdent, "Func": SPLFunc, "Key": SPLKey, "Eq": SPLEq,
	"Value": SPLValue, "Keyword": SPLKeyword, "Target": SPLTarget, "Op": SPLOp, "Sign": SPLSign,
	"EvalOpen": SPLEvalOpen, "FilterOpen": SPLFilterOpen, "Term": SPLTerm, "Raw": SPLRaw,
}

type splDefinition struct{}

// SPL is the lexer of SPL, for text whose macros are already expanded. It
// never fails: what it cannot read becomes an [SPLInvalid] token.
var SPL interface {
	plexer.Definition
	plexer.StringDefinition
} = splDefinition{}

func (splDefinition) Symbols() map[string]plexer.TokenType { return splSymbols }

func (splDefinition) LexString(_ string, text string) (plexer.Lexer, error) {
	return newSPLLexer(text), nil
}

func (d splDefinition) Lex(name string, r io.Reader) (plexer.Lexer, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return d.LexString(name, string(body))
}

// splMode says how the next characters are read.
type splMode uint8

const (
	splCommandPosition splMode = iota // a command name, or the implied search
	splWords                          // words, options and keywords
	splAggregates                     // splWords with functions
	splSearch                         // a search expression
	splTargets                        // eval: the text before =
	splEval                           // an expression
	splBeforeValue                    // between an option's name and its =
	splOptionValue                    // directly after a key and =
	splRaw                            // everything up to the next |
)

// splFrame is the state of one pipeline: the search, or one subsearch.
type splFrame struct {
	spec   *splSpec
	mode   splMode
	after  splMode   // the mode to return to after an option's value
	parens []splMode // the mode outside each open parenthesis
	first  bool      // no command read yet
	args   int       // tokens of the current command
	words  int       // words among them
	alias  bool      // AS was read: a name may contain parentheses
	called bool      // the name of a function was read: its parenthesis follows
	key    string    // the option whose value follows
}

type splLexer struct {
	src    string
	pos    int
	frames []splFrame
	depth  int
	stop   bool // nesting exceeded: only EOF follows
}

func newSPLLexer(src string) *splLexer {
	return &splLexer{src: src, frames: append(make([]splFrame, 0, 4), splFrame{first: true})}
}

// Next implements the participle lexer. It never returns an error.
func (l *splLexer) Next() (plexer.Token, error) {
	l.blanks()
	if l.stop || l.pos >= len(l.src) {
		l.pos = len(l.src)
		return plexer.Token{Type: plexer.EOF, Pos: plexer.Position{Offset: len(l.src)}}, nil
	}
	f := &l.frames[len(l.frames)-1]
	start := l.pos
	if f.mode == splCommandPosition {
		if t, ok := l.commandPosition(f); ok {
			return t, nil
		}
	}
	t := l.token(f)
	if l.pos == start && t.Type != SPLImplied {
		l.pos++ // never stand still
	}
	if t.Value == "" {
		t.Value = l.src[start:l.pos]
	}
	t.Pos.Offset = start
	f = &l.frames[len(l.frames)-1]
	if t.Type != SPLPipe && t.Type != SPLOpen && t.Type != SPLClose {
		f.args++
	}
	if t.Type == SPLWord {
		f.words++
	}
	return t, nil
}

func (l *splLexer) token(f *splFrame) plexer.Token {
	if strings.HasPrefix(l.src[l.pos:], "```") { // not closed: blanks skips others
		l.pos = len(l.src)
		return plexer.Token{Type: SPLInvalid}
	}
	if f.mode == splRaw {
		return l.raw()
	}
	switch l.src[l.pos] {
	case '|':
		l.pos++
		l.depth -= len(f.parens)
		*f = splFrame{parens: f.parens[:0]}
		return plexer.Token{Type: SPLPipe}
	case '[':
		return l.open(f)
	case ']':
		return l.close(f)
	}
	switch f.mode {
	case splSearch:
		return l.searchToken(f)
	case splTargets:
		return l.target(f)
	case splEval:
		return l.evalToken(f)
	case splBeforeValue:
		l.pos++
		f.mode = splOptionValue
		return plexer.Token{Type: SPLEq}
	case splOptionValue:
		return l.optionValue(f)
	}
	return l.wordToken(f)
}

func (l *splLexer) open(f *splFrame) plexer.Token {
	l.pos++
	if f.mode == splOptionValue {
		f.mode = f.after
	}
	if l.tooDeep() {
		return plexer.Token{Type: SPLInvalid}
	}
	l.frames = append(l.frames, splFrame{first: true})
	return plexer.Token{Type: SPLOpen}
}

func (l *splLexer) close(f *splFrame) plexer.Token {
	l.pos++
	if len(l.frames) > 1 {
		l.depth -= 1 + len(f.parens)
		l.frames = l.frames[:len(l.frames)-1]
		l.frames[len(l.frames)-1].args++
	}
	return plexer.Token{Type: SPLClose}
}

// tooDeep counts one more level and says whether that is one too many.
func (l *splLexer) tooDeep() bool {
	l.depth++
	if l.depth > MaxSPLNesting {
		l.stop = true
		return true
	}
	return false
}

// paren enters a parenthesis whose inside is read in the given mode.
func (l *splLexer) paren(f *splFrame, inside splMode, kind plexer.TokenType) plexer.Token {
	if l.tooDeep() {
		return plexer.Token{Type: SPLInvalid}
	}
	f.parens = append(f.parens, f.mode)
	f.mode = inside
	return plexer.Token{Type: kind}
}

func (l *splLexer) unparen(f *splFrame) plexer.Token {
	l.pos++
	if n := len(f.parens); n > 0 {
		l.depth--
		f.mode, f.parens = f.parens[n-1], f.parens[:n-1]
	}
	return plexer.Token{Type: SPLRParen}
}

// blanks skips white space and ```comments```.
func (l *splLexer) blanks() {
	for l.pos < len(l.src) {
		if n := splBlank(l.src[l.pos:]); n > 0 {
			l.pos += n
			continue
		}
		if !l.comment() {
			return // an Invalid token follows one that is not closed
		}
	}
}

// comment skips one ```comment``` and reports whether there was one.
func (l *splLexer) comment() bool {
	if !strings.HasPrefix(l.src[l.pos:], "```") {
		return false
	}
	end := strings.Index(l.src[l.pos+3:], "```")
	if end < 0 {
		return false
	}
	l.pos += end + 6
	return true
}

// breaks reports whether white space or a comment ends the current word.
func (l *splLexer) breaks() bool {
	return splBlank(l.src[l.pos:]) > 0 || strings.HasPrefix(l.src[l.pos:], "```")
}

// splBlank is the length of the white space character s starts with, or 0.
func splBlank(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == ' ' || s[0] >= '\t' && s[0] <= '\r':
		return 1
	case s[0] < 0x80:
		return 0
	}
	for _, b := range [...]string{"\u00a0", "\u200b", "\u202f", "\u3000", "\ufeff"} {
		if strings.HasPrefix(s, b) {
			return len(b)
		}
	}
	return 0
}

// peek is what stands behind the white space and comments at offset at.
func (l *splLexer) peek(at int) string {
	pos := l.pos
	l.pos = at
	l.blanks()
	rest := l.src[l.pos:]
	l.pos = pos
	return rest
}

// peekByte is the first byte of that; at the end of the text a |, which ends a
// command too.
func (l *splLexer) peekByte(at int) byte {
	if rest := l.peek(at); rest != "" {
		return rest[0]
	}
	return '|'
}
