package spl

import "github.com/goshawk-lang/goshawk/source"

// Bin is `bin f span=1h as g`; bucket and discretize are the same command.
type Bin struct {
	Meta
	AliasArgs
}

// AliasArgs are options, one field and its alias, in any order.
type AliasArgs struct {
	Options Options         `parser:"( Comma? ( @@"`
	Fields  []*AliasedField `parser:"| @@ ) )+"`
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

func (a *AliasArgs) printArgs(o *out) {
	each(o, a.Options)
	list(o, a.Fields)
}

func (c *Bin) print(o *out) {
	o.word("bin")
	c.printArgs(o)
}
