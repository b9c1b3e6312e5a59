package parser

import (
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/goshawk-lang/goshawk/ast/kql"
)

// operator parses one operator. An error in it is kept in a Bad node and the
// tokens up to the next operator are skipped, so that later ones are looked at.
func (p *kqlParser) operator(lex *tokens) kql.Operator {
	start := lex.MakeCheckpoint()
	first := lex.Peek()
	var node kql.Operator
	err := error(nil)
	if parse := p.operators[first.Value]; parse == nil {
		err = unknownOperator(first)
	} else if node, err = parse(lex); err == nil && !endsOperator(lex.Peek()) {
		err = trailing(lex, first.Value)
	}
	if err == nil {
		return node
	}
	f := worded(err, first.Value, lex.Peek())
	lex.LoadCheckpoint(start)
	skipOperator(lex, f.found.Span.Start)
	flag(lex)
	return placed(&kql.Bad{Err: &f.found}, first.Pos.Offset, lex)
}

// endsOperator says whether an operator may end before this token.
func endsOperator(t *plexer.Token) bool {
	if t.EOF() {
		return true
	}
	switch t.Value {
	case "|", ";", ")", "]", "}", ",":
		return true
	}
	return false
}

// skipOperator moves to the | or the end after the operator that begins here,
// and past from at least unless that is behind the end.
func skipOperator(lex *tokens, from int) {
	depth := 0
	for t := lex.Peek(); !t.EOF(); t = lex.Peek() {
		switch t.Value {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth == 0 {
				return
			}
			depth--
		case "|", ";":
			if depth == 0 {
				return
			}
		case "let":
			// A statement whose ";" before it is missing.
			if depth == 0 && t.Pos.Offset >= from {
				return
			}
		}
		lex.Next()
	}
}

// unsupported reads an operator that is known by its keyword only.
func (p *kqlParser) unsupported(lex *tokens) (kql.Operator, error) {
	raw := lex.RawCursor()
	first := lex.Next()
	skipOperator(lex, len(first.Value)+1<<40)
	n := placed(&kql.Unsupported{Keyword: first.Value}, first.Pos.Offset, lex)
	n.Text = textFrom(lex, raw, first.Pos.Offset)
	return n, nil
}

// opaque reads a table that is known by its first word only.
func (p *kqlParser) opaque(lex *tokens) kql.Expr {
	raw := lex.RawCursor()
	first := lex.Next()
	skipOperator(lex, len(first.Value)+1<<40)
	n := placed(&kql.Opaque{Keyword: first.Value}, first.Pos.Offset, lex)
	n.Text = textFrom(lex, raw, first.Pos.Offset)
	return n
}

// textFrom is the text of the tokens from a raw cursor up to what was consumed
// last, without what stands before offset start.
func textFrom(lex *tokens, raw plexer.RawCursor, start int) string {
	var text []byte
	for _, t := range lex.Range(raw, lex.RawCursor()) {
		if t.Pos.Offset >= start {
			text = append(text, t.Value...)
		}
	}
	return string(text)
}

// flag notes in the stream that the tree holds a Bad node, so that a good one
// need not be searched. All copies of the stream share their tokens.
func flag(lex *tokens) { lex.Range(0, 1)[0].Pos.Filename = "bad" }

func flagged(lex *tokens) bool { return lex.Range(0, 1)[0].Pos.Filename != "" }
