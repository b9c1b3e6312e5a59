package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/lexer"
)

// typedKinds are the kinds of literals of the form type(...).
var typedKinds = map[string]kql.LiteralKind{"bool": kql.Bool, "boolean": kql.Bool, "int": kql.Int, "int32": kql.Int,
	"long": kql.Long, "int64": kql.Long, "real": kql.Real, "double": kql.Real, "decimal": kql.Decimal,
	"datetime": kql.DateTime, "date": kql.DateTime, "timespan": kql.Timespan, "time": kql.Timespan,
	"guid": kql.GUID, "uniqueid": kql.GUID}

// literal consumes a number, a timespan, true, false or type(...).
func literal(lex *tokens) *kql.Literal {
	t := lex.Next()
	n := &kql.Literal{Raw: t.Value, Value: t.Value}
	switch t.Type {
	case lexer.KQLLong:
		n.Kind = kql.Long
	case lexer.KQLReal:
		n.Kind = kql.Real
	case lexer.KQLTimespan:
		n.Kind = kql.Timespan
	case lexer.KQLTyped:
		name, inside, _ := strings.Cut(t.Value, "(")
		n.Kind = typedKinds[strings.TrimSpace(name)]
		n.Value = strings.TrimSpace(strings.TrimSuffix(inside, ")"))
		n.IsNull = n.Value == "null" || n.Value == ""
	default:
		n.Kind = kql.Bool
		n.Value = strings.ToLower(t.Value)
	}
	return placed(n, t.Pos.Offset, lex)
}

// stringLiteral consumes a string and those directly after it, which are
// parts of the same text.
func (p *kqlParser) stringLiteral(lex *tokens) (*kql.Literal, error) {
	t := lex.Peek()
	if t.Type != lexer.KQLString {
		return nil, participle.NextMatch
	}
	lex.Next()
	value, hidden, ok := kql.Unquote(t.Value)
	if !ok {
		return nil, fault(codeUnexpected, spanOf(t), "the string %s has an escape sequence that is not known", shortened(t.Value))
	}
	n := &kql.Literal{Kind: kql.Text, Raw: t.Value, Value: value, Hidden: hidden}
	if lex.Peek().Type != lexer.KQLString {
		return placed(n, t.Pos.Offset, lex), nil
	}
	// A long row of strings must not cost the square of its length.
	var joined, raw strings.Builder
	joined.WriteString(n.Value)
	raw.WriteString(n.Raw)
	for next := lex.Peek(); next.Type == lexer.KQLString; next = lex.Peek() {
		lex.Next()
		more, _, ok := kql.Unquote(next.Value)
		if !ok {
			return nil, fault(codeUnexpected, spanOf(next), "the string %s has an escape sequence that is not known", shortened(next.Value))
		}
		joined.WriteString(more)
		raw.WriteByte(' ')
		raw.WriteString(next.Value)
	}
	n.Value, n.Raw = joined.String(), raw.String()
	return placed(n, t.Pos.Offset, lex), nil
}

// dynamic parses dynamic(...), whose inside is JSON with KQL's literals.
func (p *kqlParser) dynamic(lex *tokens) (kql.Expr, error) {
	start := lex.Next().Pos.Offset
	lex.Next()
	value, err := p.json(lex)
	if err != nil {
		return nil, err
	}
	if err := p.want(lex, ")"); err != nil {
		return nil, err
	}
	return placed(&kql.Dynamic{Value: value}, start, lex), nil
}

func (p *kqlParser) json(lex *tokens) (kql.Expr, error) {
	t := lex.Peek()
	start := t.Pos.Offset
	switch t.Type {
	case lexer.KQLString:
		return p.stringLiteral(lex)
	case lexer.KQLLong, lexer.KQLReal, lexer.KQLTimespan, lexer.KQLTyped:
		return literal(lex), nil
	}
	switch t.Value {
	case "[":
		return p.jsonArray(lex)
	case "{":
		return p.jsonObject(lex)
	case "true", "false":
		return literal(lex), nil
	case "null":
		lex.Next()
		return placed(&kql.Literal{Kind: kql.Null, Raw: "null", Value: "null", IsNull: true}, start, lex), nil
	case "dynamic":
		if second(lex) == "(" {
			return p.dynamic(lex)
		}
	case "-", "+":
		lex.Next()
		if k := lex.Peek().Type; k != lexer.KQLLong && k != lexer.KQLReal && k != lexer.KQLTimespan {
			return nil, unexpected(lex.Peek(), "a number")
		}
		x := literal(lex)
		return placed(&kql.Unary{Op: t.Value, X: x}, start, lex), nil
	}
	return nil, unexpected(t, "a JSON value")
}

func (p *kqlParser) jsonArray(lex *tokens) (kql.Expr, error) {
	n := &kql.Array{}
	start := lex.Next().Pos.Offset
	for lex.Peek().Value != "]" {
		x, err := p.json(lex)
		if err != nil {
			return nil, err
		}
		n.Elements = append(n.Elements, x)
		if t := lex.Peek(); t.Value == "," {
			lex.Next()
		} else if t.Value != "]" {
			return nil, unexpected(t, `"," or "]"`)
		}
	}
	lex.Next()
	return placed(n, start, lex), nil
}

func (p *kqlParser) jsonObject(lex *tokens) (kql.Expr, error) {
	n := &kql.Object{}
	start := lex.Next().Pos.Offset
	for lex.Peek().Value != "}" {
		t := lex.Peek()
		if t.Type != lexer.KQLString {
			return nil, unexpected(t, "a key in quotes")
		}
		key, err := p.stringLiteral(lex)
		if err != nil {
			return nil, err
		}
		if err := p.want(lex, ":"); err != nil {
			return nil, err
		}
		x, err := p.json(lex)
		if err != nil {
			return nil, err
		}
		n.Properties = append(n.Properties, placed(&kql.Property{Key: key, Value: x}, t.Pos.Offset, lex))
		if t := lex.Peek(); t.Value == "," {
			lex.Next()
		} else if t.Value != "}" {
			return nil, unexpected(t, `"," or "}"`)
		}
	}
	lex.Next()
	return placed(n, start, lex), nil
}
