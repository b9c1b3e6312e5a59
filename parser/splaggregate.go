package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
	"github.com/goshawk-lang/goshawk/source"
)

// parseSPLAgg is the custom production of [spl.AggExpr]. It takes the comma
// before the aggregate too: a repetition of its own for that costs six
// allocations an aggregate.
func parseSPLAgg(lex *plexer.PeekingLexer) (spl.AggExpr, error) {
	before := lex.MakeCheckpoint()
	if lex.Peek().Type == lexer.SPLComma {
		lex.Next()
	}
	agg, err := splAggregate(lex)
	if err == participle.NextMatch {
		lex.LoadCheckpoint(before)
	}
	return agg, err
}

func splAggregate(lex *plexer.PeekingLexer) (spl.AggExpr, error) {
	t := lex.Peek()
	start := t.Pos.Offset
	switch t.Type {
	case lexer.SPLEvalOpen:
		x, end, err := splEvalInside(lex)
		if err != nil {
			return nil, err
		}
		text := source.Span{Start: start, End: end}
		as, all, err := splAlias(lex, text)
		return &spl.EvalAggregate{X: x, As: as, Text: text, All: all}, err
	case lexer.SPLWord:
		if t.Value[0] == '"' || t.Value[0] == '\'' {
			return nil, splUnexpected(t, "a function such as count or values(field)")
		}
		lex.Next()
		as, all, err := splAlias(lex, splSpan(t))
		return &spl.Aggregate{Func: t.Value, As: as, Text: splSpan(t), All: all}, err
	case lexer.SPLFunc:
		lex.Next()
		lex.Next() // the parenthesis: that made it a function
		if strings.EqualFold(t.Value, "sparkline") {
			return splSparkline(lex, start)
		}
		return splCall(lex, t)
	}
	return nil, participle.NextMatch
}

func splCall(lex *plexer.PeekingLexer, t *plexer.Token) (spl.AggExpr, error) {
	agg := &spl.Aggregate{Func: t.Value, Parens: true}
	switch a := lex.Peek(); a.Type {
	case lexer.SPLEvalOpen:
		x, _, err := splEvalInside(lex)
		if err != nil {
			return nil, err
		}
		agg.Eval = x
	case lexer.SPLWord:
		agg.Arg = splName(lex.Next())
	}
	end, err := splExpect(lex, lexer.SPLRParen, `")" after one field (or eval(...))`)
	if err != nil {
		return nil, err
	}
	agg.Text = source.Span{Start: t.Pos.Offset, End: end}
	agg.As, agg.All, err = splAlias(lex, agg.Text)
	return agg, err
}

func splSparkline(lex *plexer.PeekingLexer, start int) (spl.AggExpr, error) {
	inner, err := parseSPLAgg(lex)
	if err != nil {
		return nil, splNoMatch(err, lex, "an aggregate")
	}
	s := &spl.Sparkline{Agg: inner}
	if lex.Peek().Type == lexer.SPLComma {
		lex.Next()
		if lex.Peek().Type != lexer.SPLWord {
			return nil, splUnexpected(lex.Peek(), "a time span")
		}
		s.Step = splName(lex.Next())
	}
	end, err := splExpect(lex, lexer.SPLRParen, `")"`)
	if err != nil {
		return nil, err
	}
	s.As, s.All, err = splAlias(lex, source.Span{Start: start, End: end})
	return s, err
}

// splEvalInside reads `eval( expr )`, whose opening is one token.
func splEvalInside(lex *plexer.PeekingLexer) (spl.Expr, int, error) {
	lex.Next()
	x, err := parseSPLExpr(lex)
	if err != nil {
		return nil, 0, splNoMatch(err, lex, "an expression")
	}
	end, err := splExpect(lex, lexer.SPLRParen, `")"`)
	return x, end, err
}

// splAlias reads an optional AS and returns the span with it.
func splAlias(lex *plexer.PeekingLexer, span source.Span) (*spl.Name, source.Span, error) {
	if t := lex.Peek(); t.Type != lexer.SPLKeyword || t.Value != "as" {
		return nil, span, nil
	}
	lex.Next()
	t := lex.Peek()
	if t.Type != lexer.SPLWord {
		return nil, span, splUnexpected(t, "a name after AS")
	}
	lex.Next()
	return splName(t), span.Join(splSpan(t)), nil
}
