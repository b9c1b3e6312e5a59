package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/source"
)

// Name is a field name, a pattern of names, a table name or any other plain
// argument, bare or in quotes.
type Name struct {
	Pos Pos
	// Raw is the word as written, quotes included.
	Raw string `parser:"@Word"`
}

// Text is the name without quotes and escapes.
func (n *Name) Text() string { return Unquote(n.Raw) }

// Quoted reports whether the name stands in double quotes.
func (n *Name) Quoted() bool { return isQuoted(n.Raw) }

// Pattern reports whether the name contains the wildcard *.
func (n *Name) Pattern() bool { return strings.IndexByte(n.Raw, '*') >= 0 }

// Span covers the word with its quotes.
func (n *Name) Span() source.Span { return from(n.Pos, len(n.Raw)) }

func (n *Name) print(o *out) { o.word(printable(n.Raw)) }

// Count is a leading number: the 5 of `top 5 user`.
type Count struct {
	Pos Pos
	Raw string `parser:"@Number"`
}

// Span covers the digits.
func (n *Count) Span() source.Span { return from(n.Pos, len(n.Raw)) }

func (n *Count) print(o *out) {
	if n != nil {
		o.word(n.Raw)
	}
}

// Mark is a closing parenthesis, kept for its position.
type Mark struct {
	Pos Pos
	Raw string `parser:"@RParen"`
}

// AliasedField is `f` or `f AS g`.
type AliasedField struct {
	Field *Name `parser:"@@"`
	As    *Name `parser:"( 'as':Keyword @@ )?"`
}

// Span covers the field and its alias.
func (n *AliasedField) Span() source.Span {
	if n.As != nil {
		return n.Field.Span().Join(n.As.Span())
	}
	return n.Field.Span()
}

func (n *AliasedField) print(o *out) {
	n.Field.print(o)
	alias(o, n.As)
}
