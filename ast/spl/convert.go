package spl

import "github.com/goshawk-lang/goshawk/source"

// Convert is `convert timeformat="..." ctime(a) as b, num(c)`.
type Convert struct {
	Meta
	Options Options       `parser:"( Comma? ( @@"`
	Items   []*Conversion `parser:"| @@ ) )+"`
}

// Conversion is `f(field) AS name`.
type Conversion struct {
	Pos   Pos
	Func  string `parser:"@Func LParen"`
	Field *Name  `parser:"@@?"`
	Close *Mark  `parser:"@@"`
	As    *Name  `parser:"( 'as':Keyword @@ )?"`
}

// Span covers the call and its alias.
func (n *Conversion) Span() source.Span {
	if n.As != nil {
		return from(n.Pos, 0).Join(n.As.Span())
	}
	return source.Span{Start: n.Pos.Offset, End: n.Close.Pos.Offset + 1}
}

func (n *Conversion) print(o *out) {
	o.word(n.Func)
	o.hug("(")
	if n.Field != nil {
		n.Field.print(o)
	}
	o.glue(")")
	alias(o, n.As)
}

func (c *Convert) print(o *out) {
	o.word("convert")
	each(o, c.Options)
	list(o, c.Items)
}
