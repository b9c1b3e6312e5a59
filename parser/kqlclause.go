package parser

import (
	"github.com/alecthomas/participle/v2"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// name parses a name, plain or in brackets.
func (p *kqlParser) name(lex *tokens) (*kql.Name, error) {
	t, at := lex.Peek(), lex.MakeCheckpoint()
	if t.Type == lexer.KQLWord {
		lex.Next()
		return placed(&kql.Name{Raw: t.Value}, t.Pos.Offset, lex), nil
	}
	if t.Value != "[" {
		return nil, participle.NextMatch
	}
	lex.Next()
	raw := "[" + lex.Peek().Value + "]"
	lex.LoadCheckpoint(at)
	if _, err := p.bracketed(lex); err != nil {
		return nil, err
	}
	return placed(&kql.Name{Raw: raw}, t.Pos.Offset, lex), nil
}

func (p *kqlParser) requireName(lex *tokens) (*kql.Name, error) {
	n, err := p.name(lex)
	if err == participle.NextMatch {
		return nil, unexpected(lex.Peek(), "a name")
	}
	return n, err
}

// ident parses a reference by name.
func (p *kqlParser) ident(lex *tokens) (*kql.Ident, error) {
	t := lex.Peek()
	if t.Type == lexer.KQLWord {
		lex.Next()
		return placed(&kql.Ident{Text: t.Value}, t.Pos.Offset, lex), nil
	}
	if t.Value != "[" {
		return nil, unexpected(t, "a name")
	}
	text, err := p.bracketed(lex)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Ident{Text: text, Quoted: true}, t.Pos.Offset, lex), nil
}

// bracketed parses ['name'].
func (p *kqlParser) bracketed(lex *tokens) (string, error) {
	lex.Next()
	t := lex.Peek()
	if t.Type != lexer.KQLString {
		return "", unexpected(t, "a name in quotes")
	}
	lit, err := p.stringLiteral(lex)
	if err != nil {
		return "", err
	}
	return lit.Value, p.want(lex, "]")
}

// settingValue parses a literal, a word or a name in brackets.
func (p *kqlParser) settingValue(lex *tokens) (kql.Value, error) {
	t := lex.Peek()
	switch {
	case t.Value == "true" || t.Value == "false" || t.Value == "-" || t.Value == "+" || t.Value == "dynamic":
		return p.unary(lex)
	case t.Type == lexer.KQLWord || t.Value == "[":
		return p.ident(lex)
	case t.Type == lexer.KQLPunct || !startsExpr(t):
		return nil, participle.NextMatch
	}
	return p.primary(lex)
}
