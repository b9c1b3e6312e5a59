package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// maxSPLChain bounds unary chains and the length of one operator chain, so
// that no tree gets deep enough to hurt those who walk it.
const maxSPLChain = 5000

// The levels of eval operators, loosest first: XOR, OR, AND, NOT (prefix, also !),
// comparison, additive with concatenation, multiplicative.
const (
	splXor = iota + 1
	splOr
	splAnd
	splNot
	splComparison
	splAdditive
	splMultiplicative
)

// splExprParser is the precedence climber of eval expressions.
type splExprParser struct {
	lex    *plexer.PeekingLexer
	depth  int
	length int
}

// parseSPLExpr is the custom production of [spl.Expr].
func parseSPLExpr(lex *plexer.PeekingLexer) (spl.Expr, error) {
	switch lex.Peek().Type {
	case lexer.SPLIdent, lexer.SPLNumber, lexer.SPLString, lexer.SPLQuoted, lexer.SPLFunc,
		lexer.SPLLParen, lexer.SPLOpen, lexer.SPLOp:
	default:
		return nil, participle.NextMatch
	}
	p := &splExprParser{lex: lex}
	return p.binary(splXor)
}

func splLevel(t *plexer.Token) (level int, op string) {
	if t.Type != lexer.SPLOp {
		return 0, ""
	}
	switch op = t.Value; op {
	case "+", "-", ".":
		return splAdditive, op
	case "*", "/", "%":
		return splMultiplicative, op
	case "=", "==", "!=", "<", "<=", ">", ">=":
		return splComparison, op
	}
	switch op = strings.ToUpper(op); op {
	case "!":
		return splNot, "NOT"
	case "XOR":
		return splXor, op
	case "OR":
		return splOr, op
	case "AND":
		return splAnd, op
	case "NOT":
		return splNot, op
	}
	return splComparison, op // LIKE, IN
}

func (p *splExprParser) binary(lowest int) (spl.Expr, error) {
	x, err := p.unary(lowest)
	if err != nil {
		return nil, err
	}
	for {
		t := p.lex.Peek()
		level, op := splLevel(t)
		not := level == splNot && t.Value != "!"
		if not { // x NOT IN (...)
			level = splComparison
		}
		if level == 0 || level < lowest || t.Value == "!" {
			return x, nil
		}
		if p.length++; p.length > maxSPLChain {
			return nil, splLimitError(t, "an expression has too many operators")
		}
		p.lex.Next()
		if not {
			in := p.lex.Next()
			if _, op = splLevel(in); op != "IN" {
				return nil, splUnexpected(in, "IN after NOT")
			}
		}
		if op == "IN" {
			if x, err = p.in(x, not); err != nil {
				return nil, err
			}
			continue
		}
		y, err := p.binary(level + 1)
		if err != nil {
			return nil, err
		}
		x = &spl.Binary{Op: op, X: x, Y: y, OpSpan: splSpan(t)}
	}
}

// unary reads a prefix operator and its operand. NOT takes a comparison,
// a sign takes a single operand.
func (p *splExprParser) unary(lowest int) (spl.Expr, error) {
	t := p.lex.Peek()
	level, op := splLevel(t)
	if level != splNot && op != "-" && op != "+" {
		return p.primary()
	}
	if p.depth++; p.depth > maxSPLChain/10 {
		return nil, splLimitError(t, "an expression has too many signs or NOTs in a row")
	}
	defer func() { p.depth-- }()
	p.lex.Next()
	var x spl.Expr
	var err error
	if level == splNot {
		x, err = p.binary(splNot)
	} else {
		x, err = p.unary(splMultiplicative + 1)
	}
	if err != nil {
		return nil, err
	}
	return &spl.Unary{Op: op, X: x, Start: t.Pos.Offset}, nil
}

func (p *splExprParser) primary() (spl.Expr, error) {
	t := p.lex.Peek()
	switch t.Type {
	case lexer.SPLIdent, lexer.SPLQuoted:
		p.lex.Next()
		return &spl.FieldRef{Raw: t.Value, Start: t.Pos.Offset}, nil
	case lexer.SPLNumber:
		p.lex.Next()
		return &spl.NumberLit{Raw: t.Value, Start: t.Pos.Offset}, nil
	case lexer.SPLString:
		p.lex.Next()
		return &spl.StringLit{Raw: t.Value, Start: t.Pos.Offset}, nil
	case lexer.SPLOpen:
		sub, err := parseSPLSubsearch(p.lex)
		if err != nil {
			return nil, err
		}
		return &spl.SubsearchExpr{Sub: sub}, nil
	case lexer.SPLFunc:
		p.lex.Next()
		args, end, err := p.arguments()
		if err != nil {
			return nil, err
		}
		return &spl.Call{Func: strings.ToLower(t.Value), Raw: t.Value, Args: args, Start: t.Pos.Offset, End: end}, nil
	case lexer.SPLLParen:
		p.lex.Next()
		x, err := p.binary(splXor)
		if err != nil {
			return nil, err
		}
		end, err := splExpect(p.lex, lexer.SPLRParen, `")"`)
		if err != nil {
			return nil, err
		}
		return &spl.Paren{X: x, Start: t.Pos.Offset, End: end}, nil
	}
	return nil, splUnexpected(t, "an expression")
}

func (p *splExprParser) in(x spl.Expr, not bool) (spl.Expr, error) {
	values, end, err := p.arguments()
	if err != nil {
		return nil, err
	}
	return &spl.In{X: x, List: values, Not: not, End: end}, nil
}

// arguments reads `(a, b)` and returns the end of the closing parenthesis.
func (p *splExprParser) arguments() (args []spl.Expr, end int, err error) {
	if _, err := splExpect(p.lex, lexer.SPLLParen, `"("`); err != nil {
		return nil, 0, err
	}
	for p.lex.Peek().Type != lexer.SPLRParen || len(args) > 0 {
		x, err := p.binary(splXor)
		if err != nil {
			return nil, 0, err
		}
		args = append(args, x)
		if p.lex.Peek().Type != lexer.SPLComma {
			break
		}
		p.lex.Next()
	}
	end, err = splExpect(p.lex, lexer.SPLRParen, `"," or ")"`)
	return args, end, err
}

// splExpect consumes a token of the given type and returns its end.
func splExpect(lex *plexer.PeekingLexer, kind plexer.TokenType, what string) (int, error) {
	t := lex.Peek()
	if t.Type != kind {
		return 0, splUnexpected(t, what)
	}
	lex.Next()
	return splSpan(t).End, nil
}

func splSpan(t *plexer.Token) source.Span {
	return source.Span{Start: t.Pos.Offset, End: t.Pos.Offset + len(t.Value)}
}
