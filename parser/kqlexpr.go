package parser

import (
	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// The levels at which parts of expressions are parsed; see kql.BinaryLevel.
var (
	levelOr, _       = kql.BinaryLevel("or")
	levelAdditive, _ = kql.BinaryLevel("+")
)

func (p *kqlParser) exprProduction(lex *tokens) (kql.Expr, error) {
	if !startsNamed(lex) {
		return nil, participle.NextMatch
	}
	return p.named(lex, false)
}

func (p *kqlParser) axisProduction(lex *tokens) (kql.Axis, error) {
	if !startsExpr(lex.Peek()) {
		return nil, participle.NextMatch
	}
	return p.named(lex, true)
}

// stopWords never begin an expression.
var stopWords = map[string]bool{"by": true, "of": true, "to": true, "as": true, "and": true, "or": true, "where": true,
	"in": true, "in~": true, "project": true}

// startsExpr says whether an expression can begin with the token.
func startsExpr(t *plexer.Token) bool {
	switch t.Type {
	case lexer.KQLWord:
		if stopWords[t.Value] || t.Value == "has" || t.Value == "contains" {
			return false
		}
		return !isDashed(t.Value)
	case lexer.KQLLong, lexer.KQLReal, lexer.KQLTimespan, lexer.KQLString, lexer.KQLTyped:
		return true
	}
	switch t.Value {
	case "(", "[", "*", "-", "+":
		return true
	}
	return false
}

// startsNamed says whether an expression, or name = expression, can begin here:
// any word is a name before an equals sign.
func startsNamed(lex *tokens) bool {
	t := lex.Peek()
	return startsExpr(t) || t.Type == lexer.KQLWord && !isDashed(t.Value) && second(lex) == "="
}

func isDashed(w string) bool {
	for i := range len(w) {
		if w[i] == '-' {
			return true
		}
	}
	return false
}

// required parses an expression where there has to be one.
func (p *kqlParser) required(lex *tokens) (kql.Expr, error) {
	if !startsNamed(lex) {
		return nil, unexpected(lex.Peek(), "an expression")
	}
	return p.named(lex, false)
}

// named parses name = x, (a, b) = x or x. With noIn it stops before "in".
func (p *kqlParser) named(lex *tokens, noIn bool) (kql.Expr, error) {
	start := lex.Peek()
	n, err := p.nameBefore(lex)
	if err != nil {
		return nil, err
	}
	if n == nil {
		return p.binary(lex, levelOr, noIn)
	}
	if !startsExpr(lex.Peek()) {
		return nil, unexpected(lex.Peek(), "an expression")
	}
	if n.X, err = p.binary(lex, levelOr, noIn); err != nil {
		return nil, err
	}
	return placed(n, start.Pos.Offset, lex), nil
}

// nameBefore consumes "name =" or "(names) =" if that is what follows.
func (p *kqlParser) nameBefore(lex *tokens) (*kql.NamedExpr, error) {
	t := lex.Peek()
	if t.Type != lexer.KQLWord && t.Value != "[" && t.Value != "(" {
		return nil, nil
	}
	at := lex.MakeCheckpoint()
	if t.Value == "(" {
		lex.Next()
		if names := p.nameList(lex); len(names) > 0 && lex.Peek().Value == ")" && second(lex) == "=" {
			lex.Next()
			lex.Next()
			return &kql.NamedExpr{Names: names, Paren: true}, nil
		}
		lex.LoadCheckpoint(at)
		return nil, nil
	}
	if t.Type == lexer.KQLWord && second(lex) != "=" {
		return nil, nil
	}
	name, err := p.name(lex)
	if err == nil && lex.Peek().Value == "=" {
		lex.Next()
		return &kql.NamedExpr{Names: []*kql.Name{name}}, nil
	}
	lex.LoadCheckpoint(at)
	return nil, nil
}

// nameList reads names separated by commas, as far as there are any.
func (p *kqlParser) nameList(lex *tokens) []*kql.Name {
	var names []*kql.Name
	for {
		name, err := p.name(lex)
		if err != nil {
			return nil
		}
		names = append(names, name)
		if lex.Peek().Value != "," {
			return names
		}
		lex.Next()
		if lex.Peek().Value == ")" {
			return names
		}
	}
}

// binaryOf is the operator a token stands for, or "".
func binaryOf(lex *tokens) string {
	t := lex.Peek()
	if t.Type != lexer.KQLWord && t.Type != lexer.KQLPunct {
		return ""
	}
	if t.Value == "matches" {
		if second(lex) == "regex" {
			return "matches regex"
		}
		return ""
	}
	return t.Value
}

// binary parses operators that bind at least as tightly as level.
func (p *kqlParser) binary(lex *tokens, level int, noIn bool) (kql.Expr, error) {
	start := lex.Peek().Pos.Offset
	x, err := p.unary(lex)
	if err != nil {
		return nil, err
	}
	ceiling := 1 << 10
	for n := 0; ; n++ {
		op := binaryOf(lex)
		l, chain := kql.BinaryLevel(op)
		if l == 0 || l < level || l > ceiling || noIn && op == "in" {
			return x, nil
		}
		if n > maxChain {
			return nil, fault(codeTooLong, spanOf(lex.Peek()), "the expression has more than %d operators in a row", maxChain)
		}
		if x, err = p.operation(lex, op, l, x, start); err != nil {
			return nil, err
		}
		ceiling = l
		if !chain {
			ceiling = l - 1
		}
	}
}

// operation parses an operator and its right side.
func (p *kqlParser) operation(lex *tokens, op string, level int, x kql.Expr, start int) (kql.Expr, error) {
	lex.Next()
	switch op {
	case "matches regex":
		lex.Next()
	case "in", "!in", "in~", "!in~", "has_any", "has_all":
		list, err := p.arguments(lex)
		if err != nil {
			return nil, err
		}
		return placed(&kql.In{Op: op, X: x, List: list}, start, lex), nil
	case "between", "!between":
		low, high, err := p.bounds(lex)
		if err != nil {
			return nil, err
		}
		return placed(&kql.Between{Not: op == "!between", X: x, Low: low, High: high}, start, lex), nil
	}
	if !startsExpr(lex.Peek()) {
		return nil, unexpected(lex.Peek(), "an expression")
	}
	y, err := p.binary(lex, level+1, false)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Binary{Op: op, X: x, Y: y}, start, lex), nil
}

func (p *kqlParser) bounds(lex *tokens) (low, high kql.Expr, err error) {
	if err = p.want(lex, "("); err != nil {
		return nil, nil, err
	}
	if low, err = p.bound(lex); err != nil {
		return nil, nil, err
	}
	if err = p.want(lex, ".."); err != nil {
		return nil, nil, err
	}
	if high, err = p.bound(lex); err != nil {
		return nil, nil, err
	}
	return low, high, p.want(lex, ")")
}

func (p *kqlParser) bound(lex *tokens) (kql.Expr, error) {
	if !startsExpr(lex.Peek()) {
		return nil, unexpected(lex.Peek(), "an expression")
	}
	return p.binary(lex, levelAdditive, false)
}

// unary parses an operand with at most one sign.
func (p *kqlParser) unary(lex *tokens) (kql.Expr, error) {
	t := lex.Peek()
	if t.Value != "-" && t.Value != "+" {
		return p.postfix(lex, false)
	}
	lex.Next()
	x, err := p.postfix(lex, false)
	if err != nil {
		return nil, err
	}
	return placed(&kql.Unary{Op: t.Value, X: x}, t.Pos.Offset, lex), nil
}

// pipe parses an expression or a pipeline. With sub its rows come from
// outside, so that it begins with an operator.
func (p *kqlParser) pipe(lex *tokens, sub bool) (kql.Expr, error) {
	start := lex.Peek()
	var n *kql.Pipe
	var x kql.Expr
	if p.leads(lex, sub) {
		n = &kql.Pipe{Operators: []kql.Operator{p.operator(lex)}}
	} else {
		var err error
		if x, err = p.required(lex); err != nil {
			return nil, err
		}
		if lex.Peek().Value != "|" {
			return x, nil
		}
		n = &kql.Pipe{Source: x}
	}
	if named, ok := x.(*kql.NamedExpr); ok {
		n.Source = named.X
	}
	for lex.Peek().Value == "|" {
		lex.Next()
		n.Operators = append(n.Operators, p.operator(lex))
	}
	if named, ok := x.(*kql.NamedExpr); ok {
		named.X = placed(n, n.Source.Span().Start, lex)
		return placed(named, start.Pos.Offset, lex), nil
	}
	return placed(n, start.Pos.Offset, lex), nil
}

// leads says whether an operator begins here rather than an expression.
func (p *kqlParser) leads(lex *tokens, sub bool) bool {
	t := lex.Peek()
	if t.Type != lexer.KQLWord || p.operators[t.Value] == nil {
		return false
	}
	if sub {
		return true
	}
	switch t.Value {
	case "print", "union", "find", "search", "where", "project", "as":
		return second(lex) != "="
	}
	if isDashed(t.Value) {
		return true
	}
	at := lex.MakeCheckpoint()
	lex.Next()
	next := *lex.Peek()
	named := next.Value == "[" && bracketedName(lex)
	lex.LoadCheckpoint(at)
	switch next.Type {
	case lexer.KQLWord:
		level, _ := kql.BinaryLevel(next.Value)
		return level == 0 && next.Value != "matches" && !(stopWords[next.Value] && next.Value != "by") &&
			next.Value != "on" && next.Value != "asc" && next.Value != "desc"
	case lexer.KQLLong, lexer.KQLReal, lexer.KQLString, lexer.KQLTyped:
		return true
	}
	return named
}

// bracketedName says whether ['name'] = comes next, as after summarize or
// extend, and passes it.
func bracketedName(lex *tokens) bool {
	lex.Next()
	quoted := startsWithQuote(lex.Next().Value)
	return quoted && lex.Next().Value == "]" && lex.Peek().Value == "="
}
