package parser

import (
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/lexer"
)

// splEval and splFieldformat are written by hand: eval is the command that
// detections use most, and participle's struct, repetition and captures cost
// an assignment more than its expression does.

// splEval reads `a=x, b=y`.
func splEval(lex *plexer.PeekingLexer) (spl.Command, error) {
	c := &spl.Eval{}
	for {
		a, err := splAssignment(lex)
		if err != nil {
			return nil, err
		}
		c.Assignments = append(c.Assignments, a)
		if lex.Peek().Type != lexer.SPLComma {
			return c, nil
		}
		lex.Next()
	}
}

// splFieldformat reads `a=x`.
func splFieldformat(lex *plexer.PeekingLexer) (spl.Command, error) {
	a, err := splAssignment(lex)
	return &spl.Fieldformat{Assignment: a}, err
}

func splAssignment(lex *plexer.PeekingLexer) (*spl.Assignment, error) {
	t := lex.Peek()
	if t.Type != lexer.SPLTarget {
		return nil, splUnexpected(t, "")
	}
	lex.Next()
	if _, err := splExpect(lex, lexer.SPLEq, ""); err != nil {
		return nil, err
	}
	x, err := parseSPLExpr(lex)
	if err != nil {
		return nil, splNoMatch(err, lex, "")
	}
	return &spl.Assignment{Target: spl.Target{Raw: t.Value, Start: t.Pos.Offset}, X: x}, nil
}
