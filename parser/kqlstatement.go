package parser

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// text parses a whole text. A statement that cannot be parsed is skipped and
// its error is returned beside the others.
func (p *kqlParser) text(lex *tokens) (*kql.Query, []error) {
	if t := lex.Peek(); t.EOF() {
		return nil, []error{fault(codeEmpty, spanOf(t), "there is no query in the text")}
	} else if t.Value == "." {
		return nil, []error{fault(codeCommand, spanOf(t), "management commands are no queries")}
	}
	query := &kql.Query{}
	start := lex.Peek().Pos.Offset
	var faults []error
	for !lex.Peek().EOF() {
		if t := lex.Peek(); t.Value == ";" {
			if len(query.Statements)+len(faults) == 0 {
				faults = append(faults, unexpected(t, "an expression"))
			}
			lex.Next()
			continue
		}
		s, err := p.statement(lex, false)
		if err == nil {
			query.Statements = append(query.Statements, s)
			if t := lex.Peek(); !t.EOF() && t.Value != ";" {
				err = unexpected(t, `";"`)
			}
		}
		if err != nil {
			faults = append(faults, worded(err, "", lex.Peek()))
			for t := lex.Peek(); !t.EOF() && t.Value != ";"; t = lex.Peek() {
				lex.Next()
			}
		}
	}
	return placed(query, start, lex), faults
}

// body parses statements up to a closing bracket, which is not consumed.
func (p *kqlParser) body(lex *tokens, sub bool) (*kql.Query, error) {
	query := &kql.Query{}
	start := lex.Peek().Pos.Offset
	for {
		s, err := p.statement(lex, sub)
		if err != nil {
			return nil, err
		}
		query.Statements = append(query.Statements, s)
		if lex.Peek().Value != ";" {
			return placed(query, start, lex), nil
		}
		lex.Next()
		if t := lex.Peek().Value; t == "}" || t == ")" {
			return placed(query, start, lex), nil
		}
	}
}

// second is the value of the token after the next.
func second(lex *tokens) string {
	at := lex.MakeCheckpoint()
	lex.Next()
	value := lex.Peek().Value
	lex.LoadCheckpoint(at)
	return value
}

// statementProduction parses a statement inside brackets. After "(" its rows
// come from the operator around it.
func (p *kqlParser) statementProduction(lex *tokens) (kql.Statement, error) {
	return p.statement(lex, previous(lex).Value == "(")
}

func (p *kqlParser) statement(lex *tokens, sub bool) (kql.Statement, error) {
	t := lex.Peek()
	start := t.Pos.Offset
	if t.Type == lexer.KQLWord {
		next := second(lex)
		switch {
		case t.Value == "let" && (isWordText(next) || next == "["):
			return p.let(lex)
		case t.Value == "set" && isWordText(next):
			return p.set(lex)
		case t.Value == "declare" && next == "query_parameters":
			return p.declareParameters(lex)
		case t.Value == "declare" && next == "pattern":
			return p.declarePattern(lex)
		case t.Value == "alias" && next == "database":
			return p.alias(lex)
		case t.Value == "restrict" && next == "access":
			return p.restrict(lex)
		}
	}
	x, err := p.pipe(lex, sub)
	if err != nil {
		return nil, err
	}
	if named, ok := x.(*kql.NamedExpr); ok {
		return nil, fault(codeUnexpected, named.Names[0].Span(), "a query cannot be named; use let to give it a name")
	}
	return placed(&kql.QueryStmt{X: x}, start, lex), nil
}

// isWordText says whether a token's text can be a name. That is enough after
// let and set, which are followed by nothing else that begins so.
func isWordText(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func (p *kqlParser) let(lex *tokens) (kql.Statement, error) {
	start := lex.Next().Pos.Offset
	name, err := p.requireName(lex)
	if err != nil {
		return nil, err
	}
	if err := p.want(lex, "="); err != nil {
		return nil, err
	}
	var value kql.Expr
	if p.atFunction(lex) {
		value, err = p.function(lex)
	} else {
		value, err = p.pipe(lex, false)
	}
	if err != nil {
		return nil, err
	}
	return placed(&kql.Let{Name: name, Value: value}, start, lex), nil
}

func (p *kqlParser) set(lex *tokens) (kql.Statement, error) {
	start := lex.Next().Pos.Offset
	var name strings.Builder
	name.WriteString(lex.Next().Value)
	for lex.Peek().Value == "." {
		name.WriteString(lex.Next().Value)
		if !isWordText(lex.Peek().Value) {
			return nil, unexpected(lex.Peek(), "a name")
		}
		name.WriteString(lex.Next().Value)
	}
	n := &kql.Set{Name: name.String()}
	if lex.Peek().Value == "=" {
		lex.Next()
		v, err := p.settingValue(lex)
		if err != nil {
			return nil, err
		}
		n.Value = v
	}
	return placed(n, start, lex), nil
}

func (p *kqlParser) declareParameters(lex *tokens) (kql.Statement, error) {
	start := lex.Next().Pos.Offset
	lex.Next()
	params, err := p.funcParams(lex)
	if err != nil {
		return nil, err
	}
	return placed(&kql.DeclareParameters{Params: params}, start, lex), nil
}

func (p *kqlParser) alias(lex *tokens) (kql.Statement, error) {
	start := lex.Next().Pos.Offset
	lex.Next()
	name, err := p.requireName(lex)
	if err != nil {
		return nil, err
	}
	if err := p.want(lex, "="); err != nil {
		return nil, err
	}
	x, err := p.required(lex)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Alias{Name: name, Value: x}, start, lex), nil
}

func (p *kqlParser) restrict(lex *tokens) (kql.Statement, error) {
	start := lex.Next().Pos.Offset
	lex.Next()
	if err := p.want(lex, "to"); err != nil {
		return nil, err
	}
	if err := p.want(lex, "("); err != nil {
		return nil, err
	}
	all, err := listed(lex, func(lex *tokens) (kql.Expr, error) { return p.source(lex) })
	if err != nil {
		return nil, err
	}
	if err := p.want(lex, ")"); err != nil {
		return nil, err
	}
	return placed(&kql.Restrict{Entities: all}, start, lex), nil
}

// listed parses one or more things with commas between them.
func listed[T any](lex *tokens, one func(*tokens) (T, error)) ([]T, error) {
	for all := []T(nil); ; lex.Next() {
		x, err := one(lex)
		if err != nil {
			return nil, err
		}
		all = append(all, x)
		if lex.Peek().Value != "," {
			return all, nil
		}
	}
}

// want consumes one particular token.
func (p *kqlParser) want(lex *tokens, value string) error {
	if t := lex.Peek(); t.Value != value {
		return unexpected(t, `"`+value+`"`)
	}
	lex.Next()
	return nil
}
