package parser

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
)

// atFunction says whether a function literal begins here: view, or parentheses
// with a brace after them.
func (p *kqlParser) atFunction(lex *tokens) bool {
	at := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(at)
	if lex.Peek().Value == "view" {
		lex.Next()
	}
	if lex.Peek().Value != "(" {
		return false
	}
	depth := 0
	for t := lex.Peek(); !t.EOF(); t = lex.Peek() {
		lex.Next()
		switch t.Value {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return lex.Peek().Value == "{"
			}
		case "|", ";":
			return false
		}
	}
	return false
}

func (p *kqlParser) function(lex *tokens) (kql.Expr, error) {
	start := lex.Peek().Pos.Offset
	n := &kql.Func{}
	if lex.Peek().Value == "view" {
		lex.Next()
		n.View = true
	}
	var err error
	if n.Params, err = p.funcParams(lex); err != nil {
		return nil, err
	}
	if n.Body, err = p.bracedBody(lex); err != nil {
		return nil, err
	}
	return placed(n, start, lex), nil
}

// bracedBody parses { Body }.
func (p *kqlParser) bracedBody(lex *tokens) (body *kql.Query, err error) {
	if err = p.want(lex, "{"); err != nil {
		return nil, err
	}
	if body, err = p.body(lex, false); err != nil {
		return nil, err
	}
	return body, p.want(lex, "}")
}

func (p *kqlParser) funcParams(lex *tokens) ([]*kql.FuncParam, error) {
	if err := p.want(lex, "("); err != nil {
		return nil, err
	}
	var params []*kql.FuncParam
	for lex.Peek().Value != ")" {
		param, err := p.funcParam(lex)
		if err != nil {
			return nil, err
		}
		params = append(params, param)
		if t := lex.Peek(); t.Value == "," {
			lex.Next()
		} else if t.Value != ")" {
			return nil, unexpected(t, `"," or ")"`)
		}
	}
	lex.Next()
	return params, nil
}
