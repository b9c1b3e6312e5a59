package lexer

import (
	"slices"
	"strings"

	plexer "github.com/alecthomas/participle/v2/lexer"
)

// commandPosition reads a command name, or decides that search is implied.
func (l *splLexer) commandPosition(f *splFrame) (plexer.Token, bool) {
	switch l.src[l.pos] {
	case '|', ']':
		return plexer.Token{}, false
	}
	start, end := l.pos, l.pos
	for end < len(l.src) && (splNameByte(l.src[end]) || l.src[end] == '-' && end > start) {
		end++
	}
	name := strings.ToLower(l.src[start:end])
	spec := splSpecs()[name]
	if f.first {
		known := spec != nil && (len(l.frames) > 1 || name == "search")
		if known && end < len(l.src) && splBlank(l.src[end:]) == 0 && !strings.ContainsRune("|[]()\"`", rune(l.src[end])) {
			known = false
		}
		if known && (strings.ContainsRune("=,", rune(l.peekByte(end))) || strings.HasPrefix(l.peek(end), "!=")) {
			known = false
		}
		if !known {
			f.spec, f.mode, f.first = splSpecs()["search"], splSearch, false
			return plexer.Token{Type: SPLImplied, Pos: plexer.Position{Offset: start}}, true
		}
	}
	f.first = false
	if end == start {
		f.spec, f.mode = &splSpec{mode: splRaw}, splRaw
		return plexer.Token{}, false
	}
	if spec == nil {
		spec = &splSpec{mode: splRaw}
	}
	f.spec, f.mode, f.args, f.words = spec, spec.mode, 0, 0
	l.pos = end
	return plexer.Token{Type: SPLCommand, Value: l.src[start:end], Pos: plexer.Position{Offset: start}}, true
}

// splNameByte reports whether c may stand in a plain name.
func splNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// quoted skips a string that starts at pos, and reports whether it ends.
func (l *splLexer) quoted(quote byte) bool {
	for i := l.pos + 1; i < len(l.src); i++ {
		switch l.src[i] {
		case '\\':
			i++
		case quote:
			l.pos = i + 1
			return true
		}
	}
	l.pos = len(l.src)
	return false
}

func (l *splLexer) quotedToken(quote byte, kind plexer.TokenType) plexer.Token {
	if !l.quoted(quote) {
		return plexer.Token{Type: SPLInvalid}
	}
	return plexer.Token{Type: kind}
}

// wordToken reads the arguments of commands that take words and options.
func (l *splLexer) wordToken(f *splFrame) plexer.Token {
	aliased, called := f.alias, f.called
	f.alias, f.called = false, false
	c := l.src[l.pos]
	switch c {
	case ',':
		l.pos++
		return plexer.Token{Type: SPLComma}
	case '(':
		l.pos++
		if f.spec.exprs && len(f.parens) == 0 && !called {
			return l.paren(f, splEval, SPLEvalOpen)
		}
		return l.paren(f, f.mode, SPLLParen)
	case ')':
		return l.unparen(f)
	case '"':
		return l.quotedToken('"', SPLWord)
	case '\'':
		at := l.pos
		if l.quoted('\'') {
			return plexer.Token{Type: SPLWord}
		}
		l.pos = at
	case '=':
		if f.key != "" {
			l.pos++
			f.after, f.mode = f.mode, splOptionValue
			return plexer.Token{Type: SPLEq}
		}
		return l.operator()
	case '!', '<', '>':
		if op := l.operator(); op.Type != SPLInvalid {
			return op
		}
	case '+', '-':
		if f.spec.signs || f.spec.sign1 && f.args == 0 {
			l.pos++
			return plexer.Token{Type: SPLSign}
		}
	}
	return l.word(f, aliased)
}

// operator reads a comparison, or nothing and is then Invalid.
func (l *splLexer) operator() plexer.Token {
	rest := l.src[l.pos:]
	for _, op := range [...]string{"==", "!=", "<=", ">=", "=", "<", ">"} {
		if strings.HasPrefix(rest, op) && !strings.HasPrefix(rest, "<<") {
			l.pos += len(op)
			return plexer.Token{Type: SPLOp}
		}
	}
	return plexer.Token{Type: SPLInvalid}
}

// word reads a bare word and decides what it is. After AS it is a name, even
// one with parentheses.
func (l *splLexer) word(f *splFrame, aliased bool) plexer.Token {
	start := l.pos
	l.scanWord(f.mode == splWords || aliased)
	text := l.src[start:l.pos]
	if text == "" {
		return plexer.Token{Type: SPLInvalid}
	}
	if f.spec.prefix && !aliased && strings.EqualFold(text, "prefix") && strings.HasPrefix(l.src[l.pos:], "(") {
		return l.directive()
	}
	outside := len(f.parens) == 0
	next := l.peekByte(l.pos)
	if outside && !f.spec.noKeys && next == '=' && text[0] != '\'' && !l.equals() {
		f.key = text
		return plexer.Token{Type: SPLKey}
	}
	if low := strings.ToLower(text); outside && slices.Contains(f.spec.keywords, low) {
		l.keyword(f, low)
		if low == "groupby" {
			low = "by"
		}
		return plexer.Token{Type: SPLKeyword, Value: low}
	}
	if f.mode == splAggregates && next == '(' && !aliased {
		if strings.EqualFold(text, "eval") {
			l.blanks()
			l.pos++
			return l.paren(f, splEval, SPLEvalOpen)
		}
		f.called = true
		return plexer.Token{Type: SPLFunc}
	}
	if outside && f.spec.desc && f.words > 0 && (text == "d" || text == "desc") && (next == '|' || next == ']') {
		return plexer.Token{Type: SPLKeyword, Value: text}
	}
	if outside && f.spec.count && splDigits(text) {
		count := *f.spec
		count.count = false
		f.spec = &count
		return plexer.Token{Type: SPLNumber}
	}
	return plexer.Token{Type: SPLWord}
}

// directive reads the parentheses of PREFIX(text) into the word.
func (l *splLexer) directive() plexer.Token {
	end := strings.IndexByte(l.src[l.pos:], ')')
	if end < 0 {
		l.pos = len(l.src)
		return plexer.Token{Type: SPLInvalid}
	}
	l.pos += end + 1
	return plexer.Token{Type: SPLWord}
}

// equals reports whether the next operator is ==.
func (l *splLexer) equals() bool { return strings.HasPrefix(l.peek(l.pos), "==") }

// keyword switches the mode where a reserved word does.
func (l *splLexer) keyword(f *splFrame, word string) {
	f.alias = word == "as"
	if word != "where" {
		return
	}
	switch {
	case slices.Contains(f.spec.keywords, "groupby") || len(f.spec.keywords) == 1 && f.spec != splSpecs()["join"]:
		f.mode = splSearch // tstats, mstats, inputlookup, inputcsv
	case f.spec == splSpecs()["join"]:
		f.spec = &splSpec{mode: splWords, noKeys: true, keywords: []string{"and"}}
	}
}

// scanWord skips a bare word; with calls set, parentheses directly after
// other characters belong to it (a column called count(x)).
func (l *splLexer) scanWord(calls bool) {
	start := l.pos
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; c {
		case ',', ')', '"', '|', '[', ']', '=':
			return
		case '(':
			end := strings.IndexAny(l.src[l.pos:], " \t\r\n|[]\"")
			if end < 0 {
				end = len(l.src) - l.pos
			}
			closing := strings.IndexByte(l.src[l.pos:l.pos+end], ')')
			if !calls || l.pos == start || closing < 0 {
				return
			}
			l.pos += closing + 1
			continue
		case '!':
			if strings.HasPrefix(l.src[l.pos:], "!=") {
				return
			}
		case '<', '>':
			n := splTemplate(l.src[l.pos:])
			if n == 0 {
				return
			}
			l.pos += n
			continue
		case '\\':
			l.escape()
			continue
		default:
			if l.breaks() {
				return
			}
		}
		l.pos++
	}
}

// escape skips a backslash, and the backslash, quote or backtick it escapes.
func (l *splLexer) escape() {
	l.pos++
	if l.pos < len(l.src) {
		switch l.src[l.pos] {
		case '\\', '"', '`':
			l.pos++
		}
	}
}

// splTemplate is the length of a <<FIELD>> that s starts with, or 0.
func splTemplate(s string) int {
	if !strings.HasPrefix(s, "<<") {
		return 0
	}
	i := 2
	for i < len(s) && splNameByte(s[i]) {
		i++
	}
	if i > 2 && strings.HasPrefix(s[i:], ">>") {
		return i + 2
	}
	return 0
}

func splDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// optionValue reads what follows key=.
func (l *splLexer) optionValue(f *splFrame) plexer.Token {
	key := f.key
	f.mode, f.key = f.after, ""
	if l.src[l.pos] == '(' {
		l.pos++
		if strings.EqualFold(key, "startswith") || strings.EqualFold(key, "endswith") {
			return l.paren(f, splSearch, SPLFilterOpen)
		}
		return l.paren(f, splEval, SPLEvalOpen)
	}
	if rest := l.src[l.pos:]; len(rest) > 5 && strings.EqualFold(rest[:5], "eval(") {
		l.pos += 5
		return l.paren(f, splEval, SPLEvalOpen)
	}
	start, depth := l.pos, 0
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == '"' || c == '\'' && l.pos == start && strings.IndexByte(l.src[l.pos+1:], '\'') >= 0:
			if !l.quoted(c) {
				return plexer.Token{Type: SPLInvalid}
			}
			continue
		case strings.IndexByte(",)|[]", c) >= 0 && depth == 0 || c == '|' || l.breaks():
			if l.pos == start {
				return plexer.Token{Type: SPLInvalid}
			}
			return plexer.Token{Type: SPLValue}
		case c == '\\':
			l.escape()
			continue
		}
		l.pos++
	}
	return plexer.Token{Type: SPLValue}
}

// raw reads the arguments of a command without a grammar.
func (l *splLexer) raw() plexer.Token {
	start, depth := l.pos, 0
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case '"':
			l.quoted('"')
			continue
		case '[':
			depth++
		case ']':
			depth--
		}
		if c := l.src[l.pos]; depth < 0 || c == '|' && depth == 0 {
			break
		}
		if strings.HasPrefix(l.src[l.pos:], "```") {
			if l.comment() {
				continue
			}
			break
		}
		l.pos++
	}
	text := strings.TrimRight(l.src[start:l.pos], " \t\r\n")
	f := &l.frames[len(l.frames)-1]
	f.mode, f.spec = splWords, &splSpec{noKeys: true}
	if text == "" {
		return l.token(f)
	}
	return plexer.Token{Type: SPLRaw, Value: text}
}
