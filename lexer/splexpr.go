package lexer

import (
	"slices"
	"strings"

	plexer "github.com/alecthomas/participle/v2/lexer"
)

// searchToken reads a search expression: words keep wildcards, dots, braces
// and colons; after a comparison a word also keeps = < > !.
func (l *splLexer) searchToken(f *splFrame) plexer.Token {
	value := f.key != ""
	f.key = ""
	switch l.src[l.pos] {
	case ',':
		l.pos++
		return plexer.Token{Type: SPLComma}
	case '(':
		l.pos++
		return l.paren(f, splSearch, SPLLParen)
	case ')':
		return l.unparen(f)
	case '"':
		return l.quotedToken('"', SPLString)
	case '=', '!', '<', '>':
		if value {
			break
		}
		if op := l.operator(); op.Type != SPLInvalid {
			f.key = "="
			return op
		}
	}
	start := l.pos
	if value {
		l.scanValue()
	} else {
		l.scanWord(false)
	}
	text := l.src[start:l.pos]
	switch {
	case text == "":
		return plexer.Token{Type: SPLInvalid}
	case value:
		return plexer.Token{Type: SPLWord}
	case (text == "TERM" || text == "CASE") && l.pos < len(l.src) && l.src[l.pos] == '(':
		end := strings.IndexByte(l.src[l.pos:], ')')
		if end < 0 {
			l.pos = len(l.src)
			return plexer.Token{Type: SPLInvalid}
		}
		l.pos += end + 1
		return plexer.Token{Type: SPLTerm}
	}
	if len(f.parens) == 0 && f.spec.mode != splSearch {
		low := strings.ToLower(text)
		next := l.peekByte(l.pos)
		if low != "where" && next != '=' && next != '!' && slices.Contains(f.spec.keywords, low) {
			f.mode = f.spec.mode
			if low == "groupby" {
				low = "by"
			}
			return plexer.Token{Type: SPLKeyword, Value: low}
		}
	}
	return plexer.Token{Type: SPLWord}
}

// scanValue skips the bare value of a comparison. An empty pair of
// parentheses belongs to it: *GetCurrent()*; so do those of CASE(x) and TERM(x).
func (l *splLexer) scanValue() {
	start := l.pos
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '(' && l.pos > start && strings.HasPrefix(l.src[l.pos:], "()"):
			l.pos += 2
			continue
		case c == '(' && (l.src[start:l.pos] == "CASE" || l.src[start:l.pos] == "TERM"):
			if end := strings.IndexByte(l.src[l.pos:], ')'); end > 0 {
				l.pos += end + 1
			}
			return
		case strings.IndexByte("(),|[]\"", c) >= 0 || l.breaks():
			return
		case c == '\\':
			l.escape()
			continue
		}
		l.pos++
	}
}

// target reads what eval assigns to: everything before the =.
func (l *splLexer) target(f *splFrame) plexer.Token {
	switch c := l.src[l.pos]; c {
	case '=':
		l.pos++
		f.mode, f.key = splEval, ""
		return plexer.Token{Type: SPLEq}
	case '"', '\'':
		return l.quotedToken(c, SPLTarget)
	}
	start := l.pos
	rest := l.src[start:]
	end := strings.IndexAny(rest, "=|[],\"`")
	if end < 0 {
		end = len(rest)
	}
	text := strings.TrimRight(rest[:end], " \t\r\n\u00a0")
	l.pos = start + len(text)
	l.blanks()
	assigned := l.pos < len(l.src) && l.src[l.pos] == '='
	l.pos = start + len(text)
	if !assigned || text == "" || strings.ContainsAny(text, " \t\r\n()") {
		return plexer.Token{Type: SPLInvalid}
	}
	return plexer.Token{Type: SPLTarget}
}

// evalToken reads an expression. f.key holds a non-empty text when the last
// token was an operand, or a NOT after one, which tells an infix IN from the
// function in().
func (l *splLexer) evalToken(f *splFrame) plexer.Token {
	operand, start := f.key != "", l.pos
	f.key = ""
	t := l.evalTokenAfter(f, operand)
	switch t.Type {
	case SPLIdent, SPLNumber, SPLString, SPLQuoted, SPLRParen:
		operand = true
	case SPLOp:
		operand = operand && strings.EqualFold(l.src[start:l.pos], "NOT")
	default:
		operand = false
	}
	if operand && f.mode == splEval {
		f.key = "operand"
	}
	return t
}

func (l *splLexer) evalTokenAfter(f *splFrame, operand bool) plexer.Token {
	c := l.src[l.pos]
	switch c {
	case '"':
		return l.quotedToken('"', SPLString)
	case '\'':
		return l.quotedToken('\'', SPLQuoted)
	case '(':
		l.pos++
		return l.paren(f, splEval, SPLLParen)
	case ')':
		return l.unparen(f)
	case ',':
		l.pos++
		if len(f.parens) == 0 && f.spec.mode == splTargets {
			f.mode = splTargets
		}
		return plexer.Token{Type: SPLComma}
	case '+', '-', '*', '/', '%':
		l.pos++
		return plexer.Token{Type: SPLOp}
	case '.':
		if operand || l.pos+1 >= len(l.src) || l.src[l.pos+1] < '0' || l.src[l.pos+1] > '9' {
			l.pos++
			return plexer.Token{Type: SPLOp}
		}
	case '=', '!', '<', '>':
		if op := l.operator(); op.Type != SPLInvalid {
			return op
		}
		if c == '!' { // NOT
			l.pos++
			return plexer.Token{Type: SPLOp}
		}
	}
	if c >= '0' && c <= '9' || c == '.' {
		return l.number()
	}
	return l.ident(f, operand)
}

func (l *splLexer) number() plexer.Token {
	digits := func() {
		for l.pos < len(l.src) && l.src[l.pos] >= '0' && l.src[l.pos] <= '9' {
			l.pos++
		}
	}
	digits()
	if l.pos+1 < len(l.src) && l.src[l.pos] == '.' && l.src[l.pos+1] >= '0' && l.src[l.pos+1] <= '9' {
		l.pos++
		digits()
	}
	if l.pos < len(l.src) && (l.src[l.pos] == 'e' || l.src[l.pos] == 'E') {
		mark := l.pos
		l.pos++
		if l.pos < len(l.src) && (l.src[l.pos] == '+' || l.src[l.pos] == '-') {
			l.pos++
		}
		from := l.pos
		if digits(); l.pos == from {
			l.pos = mark
		}
	}
	kind := SPLNumber
	for l.pos < len(l.src) && splNameByte(l.src[l.pos]) {
		kind = SPLInvalid
		l.pos++
	}
	return plexer.Token{Type: kind}
}

// ident reads a field name, a function name or an operator word.
func (l *splLexer) ident(f *splFrame, operand bool) plexer.Token {
	start := l.pos
	for l.pos < len(l.src) {
		if l.breaks() {
			break
		}
		if n := splTemplate(l.src[l.pos:]); n > 0 {
			l.pos += n
			continue
		}
		if c := l.src[l.pos]; !splNameByte(c) && c != '$' {
			break
		}
		l.pos++
	}
	text := l.src[start:l.pos]
	if text == "" {
		return plexer.Token{Type: SPLInvalid}
	}
	next := l.peekByte(l.pos)
	switch strings.ToUpper(text) {
	case "AND", "OR", "NOT", "XOR":
		return plexer.Token{Type: SPLOp}
	case "LIKE", "IN":
		if operand {
			return plexer.Token{Type: SPLOp}
		}
	}
	switch {
	case next == '(':
		return plexer.Token{Type: SPLFunc}
	case next == '=' && len(f.parens) == 0 && slices.Contains(f.spec.keys, strings.ToLower(text)) && !l.equals():
		f.mode, f.after = splBeforeValue, splEval
		return plexer.Token{Type: SPLKey}
	}
	return plexer.Token{Type: SPLIdent}
}
