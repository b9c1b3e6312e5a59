package spl

import "github.com/goshawk-lang/goshawk/source"

// Return is `return 5 a, alias=b, $c`.
type Return struct {
	Meta
	Count *Count        `parser:"@@?"`
	Items []*ReturnItem `parser:"( Comma? @@ )*"`
}

// ReturnItem is a field, `alias=field` or `$field`. Exactly one is set.
type ReturnItem struct {
	Alias *Option `parser:"@@"`
	Field *Name   `parser:"| @@"`
}

// Span covers the item.
func (n *ReturnItem) Span() source.Span {
	if n.Alias != nil {
		return n.Alias.Span()
	}
	return n.Field.Span()
}

func (n *ReturnItem) print(o *out) {
	if n.Alias != nil {
		n.Alias.print(o)
		return
	}
	n.Field.print(o)
}

func (c *Return) print(o *out) {
	o.word("return")
	c.Count.print(o)
	each(o, c.Items)
}
