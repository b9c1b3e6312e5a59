package spl

import "github.com/goshawk-lang/goshawk/source"

// Sort is `sort 0 -a, +num(b) desc`.
type Sort struct {
	Meta
	// Count is the row limit, or nil for the default.
	Count   *Count     `parser:"@@?"`
	Options Options    `parser:"( Comma? ( @@"`
	Keys    []*SortKey `parser:"| @@ ) )+"`
	// Desc reverses the whole order.
	Desc bool `parser:"@( 'd':Keyword | 'desc':Keyword )?"`
}

// SortKey is one field to sort by.
type SortKey struct {
	Pos Pos
	// Sign is "-" for descending, else "+" or empty.
	Sign string `parser:"@Sign?"`
	// Func is num, str, ip or auto around the field, or empty. Any other
	// function means a column of that name, such as count(x).
	Func  string `parser:"( @Func LParen"`
	Arg   *Name  `parser:"@@?"`
	Close *Mark  `parser:"@@"`
	Name  *Name  `parser:"| @@ )"`
}

// Span covers sign and field.
func (n *SortKey) Span() source.Span {
	if n.Close != nil {
		return source.Span{Start: n.Pos.Offset, End: n.Close.Pos.Offset + 1}
	}
	return from(n.Pos, 0).Join(n.Name.Span())
}

func (n *SortKey) print(o *out) {
	if n.Sign != "" {
		o.word(n.Sign)
		o.tight = true
	}
	if n.Name != nil {
		n.Name.print(o)
		return
	}
	o.word(n.Func)
	o.hug("(")
	if n.Arg != nil {
		n.Arg.print(o)
	}
	o.glue(")")
}

func (c *Sort) print(o *out) {
	o.word("sort")
	c.Count.print(o)
	list(o, c.Keys)
	// An option after the fields keeps a last field called d from being read as
	// the word that reverses the order.
	each(o, c.Options)
	if c.Desc {
		o.word("desc")
	}
}
