package parser

import (
	"github.com/alecthomas/participle/v2"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// postfix parses an operand and the .name and [index] after it. With wild,
// names may hold asterisks.
func (p *kqlParser) postfix(lex *tokens, wild bool) (kql.Expr, error) {
	start := lex.Peek().Pos.Offset
	x, err := p.primary(lex)
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		switch lex.Peek().Value {
		case ".":
			lex.Next()
			if lex.Peek().Value == "[" && !startsWithQuote(second(lex)) {
				continue // x.[0] is x[0]
			}
			name, err := p.member(lex, wild)
			if err != nil {
				return nil, err
			}
			x = placed(&kql.Member{X: x, Name: name}, start, lex)
		case "[":
			lex.Next()
			at, err := p.required(lex)
			if err != nil {
				return nil, err
			}
			if err := p.want(lex, "]"); err != nil {
				return nil, err
			}
			x = placed(&kql.Index{X: x, At: at}, start, lex)
		default:
			return x, nil
		}
		if n > maxChain {
			return nil, fault(codeTooLong, spanOf(lex.Peek()), "the path has more than %d steps", maxChain)
		}
	}
}

// startsWithQuote says whether a token's text is a string literal.
func startsWithQuote(s string) bool {
	return len(s) > 1 && (s[len(s)-1] == '"' || s[len(s)-1] == '\'' || s[len(s)-1] == '`')
}

// member parses what follows a dot.
func (p *kqlParser) member(lex *tokens, wild bool) (kql.Expr, error) {
	t := lex.Peek()
	if wild {
		if w := p.wildcard(lex); w != nil {
			return w, nil
		}
	}
	id, err := p.ident(lex)
	if err != nil {
		return nil, err
	}
	if lex.Peek().Value != "(" {
		return id, nil
	}
	args, err := p.arguments(lex)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Call{Name: id, Args: args}, t.Pos.Offset, lex), nil
}

// wildcard reads a name with asterisks, or * alone, whose parts touch each
// other; nil if there is no asterisk.
func (p *kqlParser) wildcard(lex *tokens) kql.Expr {
	at := lex.MakeCheckpoint()
	start, text, stars := lex.Peek().Pos.Offset, "", 0
	for end := start; ; {
		t := lex.Peek()
		if t.Pos.Offset != end || t.Type != lexer.KQLWord && t.Type != lexer.KQLLong && t.Value != "*" {
			break
		}
		if t.Value == "*" {
			stars++
		}
		text += t.Value
		end += len(t.Value)
		lex.Next()
	}
	switch {
	case stars == 0:
		lex.LoadCheckpoint(at)
		return nil
	case text == "*":
		return placed(&kql.Star{}, start, lex)
	}
	return placed(&kql.Wildcard{Pattern: text}, start, lex)
}

// primary parses an operand without what follows it.
func (p *kqlParser) primary(lex *tokens) (kql.Expr, error) {
	t := lex.Peek()
	start := t.Pos.Offset
	switch t.Type {
	case lexer.KQLString:
		return p.stringLiteral(lex)
	case lexer.KQLLong, lexer.KQLReal, lexer.KQLTimespan, lexer.KQLTyped:
		return literal(lex), nil
	case lexer.KQLWord:
		return p.wordPrimary(lex)
	}
	switch t.Value {
	case "*":
		lex.Next()
		return placed(&kql.Star{}, start, lex), nil
	case "[":
		return p.ident(lex)
	case "(":
		lex.Next()
		x, err := p.pipe(lex, false)
		if err != nil {
			return nil, err
		}
		return x, p.want(lex, ")")
	}
	return nil, unexpected(t, "an expression")
}

// wordPrimary parses an operand that begins with a word.
func (p *kqlParser) wordPrimary(lex *tokens) (kql.Expr, error) {
	t := lex.Peek()
	start, next := t.Pos.Offset, second(lex)
	switch t.Value {
	case "true", "false", "TRUE", "FALSE", "True", "False":
		return literal(lex), nil
	case "dynamic":
		if next == "(" {
			return p.dynamic(lex)
		}
	case "typeof":
		if next == "(" {
			n, err := p.typeOf(lex)
			if err != nil {
				return nil, worded(err, t.Value, lex.Peek())
			}
			return n, nil
		}
	case "datatable":
		n, err := p.dataTable(lex)
		if err != nil {
			return nil, worded(err, t.Value, lex.Peek())
		}
		return placed(n, start, lex), nil
	case "externaldata", "external_data":
		n, err := p.externalData(lex)
		if err != nil {
			return nil, worded(err, t.Value, lex.Peek())
		}
		return placed(n, start, lex), nil
	case "inline_external_table", "__contextual_datatable":
		if next == "(" {
			return p.opaque(lex), nil
		}
	case "entity_group":
		if next == "[" {
			return p.entityGroup(lex)
		}
	case "toscalar", "totable":
		if next == "kind" {
			return p.kindCall(lex)
		}
	}
	if !startsExpr(t) {
		return nil, unexpected(t, "an expression")
	}
	id, err := p.ident(lex)
	if err != nil || next != "(" {
		return id, err
	}
	args, err := p.arguments(lex)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Call{Name: id, Args: args}, start, lex), nil
}

// arguments parses a list in parentheses, empty or not; a comma may trail.
func (p *kqlParser) arguments(lex *tokens) ([]kql.Expr, error) {
	if err := p.want(lex, "("); err != nil {
		return nil, err
	}
	var args []kql.Expr
	for lex.Peek().Value != ")" {
		x, err := p.pipe(lex, false)
		if err != nil {
			return nil, err
		}
		args = append(args, x)
		if t := lex.Peek(); t.Value == "," {
			lex.Next()
		} else if t.Value != ")" {
			return nil, unexpected(t, `"," or ")"`)
		}
	}
	lex.Next()
	return args, nil
}

func (p *kqlParser) kindCall(lex *tokens) (kql.Expr, error) {
	t := lex.Peek()
	id, err := p.ident(lex)
	if err != nil {
		return nil, err
	}
	lex.Next()
	if err := p.want(lex, "="); err != nil {
		return nil, err
	}
	kind := lex.Next().Value
	args, err := p.arguments(lex)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Call{Name: id, Kind: kind, Args: args}, t.Pos.Offset, lex), nil
}

func (p *kqlParser) entityGroup(lex *tokens) (kql.Expr, error) {
	start := lex.Next().Pos.Offset
	lex.Next()
	all, err := listed(lex, p.required)
	if err != nil {
		return nil, err
	}
	if err := p.want(lex, "]"); err != nil {
		return nil, err
	}
	return placed(&kql.EntityGroup{Entities: all}, start, lex), nil
}

func (p *kqlParser) sourceProduction(lex *tokens) (kql.Source, error) {
	if !startsExpr(lex.Peek()) {
		return nil, participle.NextMatch
	}
	return p.source(lex)
}

// source parses a table: a wildcard, a name, a call, a path or (...).
func (p *kqlParser) source(lex *tokens) (kql.Source, error) {
	if w := p.wildcard(lex); w != nil {
		return w, nil
	}
	return p.postfix(lex, true)
}

// patternProduction parses a column by name, which may hold asterisks.
func (p *kqlParser) patternProduction(lex *tokens) (kql.Pattern, error) {
	t := lex.Peek()
	if t.Type != lexer.KQLWord && t.Type != lexer.KQLLong && t.Value != "*" && t.Value != "[" {
		return nil, participle.NextMatch
	}
	if w := p.wildcard(lex); w != nil {
		return w, nil
	}
	var x kql.Expr
	x, err := p.ident(lex)
	for err == nil {
		switch lex.Peek().Value {
		case ".":
			lex.Next()
			var name kql.Expr
			if name, err = p.ident(lex); err == nil {
				x = placed(&kql.Member{X: x, Name: name}, t.Pos.Offset, lex)
			}
		case "[":
			lex.Next()
			var at kql.Expr
			if at, err = p.required(lex); err == nil {
				if err = p.want(lex, "]"); err == nil {
					x = placed(&kql.Index{X: x, At: at}, t.Pos.Offset, lex)
				}
			}
		default:
			return x, nil
		}
	}
	return nil, err
}
