package parser

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// declarePattern parses declare pattern Name = (Params) [Path] { Rules }.
func (p *kqlParser) declarePattern(lex *tokens) (kql.Statement, error) {
	start := lex.Next().Pos.Offset
	lex.Next()
	name, err := p.requireName(lex)
	if err != nil {
		return nil, err
	}
	n := &kql.DeclarePattern{Name: name}
	if lex.Peek().Value != "=" {
		return placed(n, start, lex), nil
	}
	lex.Next()
	n.Defined = true
	if n.Params, err = p.funcParams(lex); err != nil {
		return nil, err
	}
	if lex.Peek().Value == "[" {
		lex.Next()
		if n.Path, err = p.funcParam(lex); err != nil {
			return nil, err
		}
		if err = p.want(lex, "]"); err != nil {
			return nil, err
		}
	}
	if err = p.want(lex, "{"); err != nil {
		return nil, err
	}
	for lex.Peek().Value != "}" {
		rule, err := p.patternRule(lex)
		if err != nil {
			return nil, err
		}
		n.Rules = append(n.Rules, rule)
		if lex.Peek().Value != "}" {
			if err := p.want(lex, ";"); err != nil {
				return nil, err
			}
		}
	}
	lex.Next()
	return placed(n, start, lex), nil
}

// patternRule parses ("a", ...).["path"] = { Body }.
func (p *kqlParser) patternRule(lex *tokens) (*kql.PatternRule, error) {
	start := lex.Peek().Pos.Offset
	n := &kql.PatternRule{}
	err := p.want(lex, "(")
	if err != nil {
		return nil, err
	}
	if n.Args, err = listed(lex, p.wantString); err != nil {
		return nil, err
	}
	if err = p.want(lex, ")"); err != nil {
		return nil, err
	}
	if lex.Peek().Value == "." {
		lex.Next()
		if err = p.want(lex, "["); err != nil {
			return nil, err
		}
		if n.Path, err = p.wantString(lex); err != nil {
			return nil, err
		}
		if err = p.want(lex, "]"); err != nil {
			return nil, err
		}
	}
	if err = p.want(lex, "="); err != nil {
		return nil, err
	}
	if n.Body, err = p.bracedBody(lex); err != nil {
		return nil, err
	}
	return placed(n, start, lex), nil
}

// wantString consumes a string literal.
func (p *kqlParser) wantString(lex *tokens) (*kql.Literal, error) {
	if t := lex.Peek(); t.Type != lexer.KQLString {
		return nil, unexpected(t, "a string")
	}
	return p.stringLiteral(lex)
}
