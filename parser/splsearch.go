package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
)

// splSearchParser reads search expressions: NOT, then OR, then AND, which is
// also implied between terms. Booleans are upper case; others are terms.
type splSearchParser struct {
	lex *plexer.PeekingLexer
}

// parseSPLSearch is the custom production of [spl.SearchExpr].
func parseSPLSearch(lex *plexer.PeekingLexer) (spl.SearchExpr, error) {
	p := splSearchParser{lex}
	if !p.starts() {
		return nil, participle.NextMatch
	}
	return p.and()
}

// starts reports whether the next token can start a term.
func (p splSearchParser) starts() bool {
	switch p.lex.Peek().Type {
	case lexer.SPLWord, lexer.SPLString, lexer.SPLLParen, lexer.SPLOpen, lexer.SPLTerm:
		return true
	}
	return false
}

func (p splSearchParser) word(word string) bool {
	t := p.lex.Peek()
	return t.Type == lexer.SPLWord && t.Value == word
}

func (p splSearchParser) and() (spl.SearchExpr, error) {
	x, err := p.or()
	if err != nil {
		return nil, err
	}
	var terms []spl.SearchExpr
	for {
		explicit := p.word("AND")
		if explicit {
			p.lex.Next()
		}
		if !p.starts() {
			if explicit {
				return nil, splUnexpected(p.lex.Peek(), "a term after AND")
			}
			break
		}
		y, err := p.or()
		if err != nil {
			return nil, err
		}
		if terms == nil {
			terms = append(make([]spl.SearchExpr, 0, 4), x)
		}
		terms = append(terms, y)
	}
	if terms == nil {
		return x, nil
	}
	return &spl.And{Terms: terms}, nil
}

func (p splSearchParser) or() (spl.SearchExpr, error) {
	x, err := p.not()
	if err != nil || !p.word("OR") {
		return x, err
	}
	terms := []spl.SearchExpr{x}
	for p.word("OR") {
		p.lex.Next()
		y, err := p.not()
		if err != nil {
			return nil, err
		}
		terms = append(terms, y)
	}
	return &spl.Or{Terms: terms}, nil
}

func (p splSearchParser) not() (spl.SearchExpr, error) {
	var nots []int
	for p.word("NOT") {
		nots = append(nots, p.lex.Next().Pos.Offset)
		if len(nots) > maxSPLChain/10 {
			return nil, splLimitError(p.lex.Peek(), "too many NOTs in a row")
		}
	}
	x, err := p.term()
	if err != nil {
		return nil, err
	}
	for i := len(nots) - 1; i >= 0; i-- {
		x = &spl.Not{X: x, Start: nots[i]}
	}
	return x, nil
}

func (p splSearchParser) term() (spl.SearchExpr, error) {
	t := p.lex.Peek()
	switch t.Type {
	case lexer.SPLLParen:
		p.lex.Next()
		if !p.starts() {
			return nil, splUnexpected(p.lex.Peek(), "a search term")
		}
		x, err := p.and()
		if err != nil {
			return nil, err
		}
		end, err := splExpect(p.lex, lexer.SPLRParen, `")"`)
		if err != nil {
			return nil, err
		}
		return &spl.Group{X: x, Start: t.Pos.Offset, End: end}, nil
	case lexer.SPLOpen:
		sub, err := parseSPLSubsearch(p.lex)
		if err != nil {
			return nil, err
		}
		return &spl.SubsearchTerm{Sub: sub}, nil
	case lexer.SPLTerm:
		p.lex.Next()
		return &spl.Directive{Raw: t.Value, Start: t.Pos.Offset}, nil
	case lexer.SPLWord, lexer.SPLString:
		if t.Type == lexer.SPLWord && (t.Value == "AND" || t.Value == "OR") {
			return nil, splUnexpected(t, "a search term")
		}
		p.lex.Next()
		return p.afterWord(t)
	}
	return nil, splUnexpected(t, "a search term")
}

// afterWord decides what a word is: the field of a comparison or list, or a
// term of its own.
func (p splSearchParser) afterWord(t *plexer.Token) (spl.SearchExpr, error) {
	next := p.lex.Peek()
	if next.Type == lexer.SPLOp {
		p.lex.Next()
		value, err := p.literal()
		if err != nil {
			return nil, err
		}
		op := next.Value
		if op == "==" {
			op = "="
		}
		return &spl.Compare{Field: splName(t), Op: op, Value: value}, nil
	}
	if next.Type == lexer.SPLWord {
		start := p.lex.MakeCheckpoint()
		not := next.Value == "NOT"
		if not {
			p.lex.Next()
		}
		if in := p.lex.Peek(); in.Type == lexer.SPLWord && strings.EqualFold(in.Value, "IN") {
			p.lex.Next()
			if p.lex.Peek().Type == lexer.SPLLParen {
				return p.list(t, not)
			}
		}
		p.lex.LoadCheckpoint(start)
	}
	if c := splIndexed(t); c != nil {
		return c, nil
	}
	return &spl.Term{Value: splLiteral(t)}, nil
}

// splIndexedFields may stand before :: in the place of =, as the modifiers of
// time may.
const splIndexedFields = " host source sourcetype index splunk_server eventtype punct linecount starttime endtime starttimeu endtimeu earliest latest " +
	"daysago minutesago hoursago monthsago startdaysago startminutesago starthoursago startmonthsago enddaysago endminutesago endhoursago endmonthsago "

// splIndexed is the comparison that a word such as host::a stands for; nil for
// another word.
func splIndexed(t *plexer.Token) spl.SearchExpr {
	field, value, ok := strings.Cut(t.Value, "::")
	if !ok || value == "" || !strings.Contains(splIndexedFields, " "+strings.ToLower(field)+" ") {
		return nil
	}
	name, literal := splName(t), splLiteral(t)
	name.Raw, literal.Raw = field, value
	literal.Start += len(field) + 2
	return &spl.Compare{Field: name, Op: "=", Value: literal}
}

func (p splSearchParser) list(field *plexer.Token, not bool) (spl.SearchExpr, error) {
	p.lex.Next()
	var values []*spl.Literal
	for {
		for p.lex.Peek().Type == lexer.SPLComma && len(values) == 0 {
			p.lex.Next()
		}
		value, err := p.literal()
		if err != nil {
			return nil, err
		}
		values = append(values, value)
		// A comma too many is passed over, as Splunk does.
		for p.lex.Peek().Type == lexer.SPLComma {
			p.lex.Next()
		}
		switch t := p.lex.Peek(); t.Type {
		case lexer.SPLWord, lexer.SPLString, lexer.SPLTerm, lexer.SPLOpen: // blanks separate too
		default:
			end, err := splExpect(p.lex, lexer.SPLRParen, `"," or ")"`)
			if err != nil {
				return nil, err
			}
			return &spl.InList{Field: splName(field), Values: values, Not: not, End: end}, nil
		}
	}
}

func (p splSearchParser) literal() (*spl.Literal, error) {
	t := p.lex.Peek()
	switch t.Type {
	case lexer.SPLWord, lexer.SPLString, lexer.SPLTerm:
		p.lex.Next()
		return splLiteral(t), nil
	case lexer.SPLOpen:
		sub, err := parseSPLSubsearch(p.lex)
		if err != nil {
			return nil, err
		}
		return &spl.Literal{Start: t.Pos.Offset, Sub: sub}, nil
	}
	return nil, splUnexpected(t, "a value")
}

func splLiteral(t *plexer.Token) *spl.Literal {
	return &spl.Literal{Raw: t.Value, Start: t.Pos.Offset}
}

func splName(t *plexer.Token) *spl.Name {
	return &spl.Name{Pos: spl.Pos{Offset: t.Pos.Offset}, Raw: t.Value}
}
