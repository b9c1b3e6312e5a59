package spl

import "github.com/goshawk-lang/goshawk/source"

// Lookup is `lookup table a as b OUTPUT c as d`.
type Lookup struct {
	Meta
	Options Options `parser:"@@*"`
	Table   *Name   `parser:"@@"`
	// More are options after the table.
	More Options `parser:"( Comma? ( @@"`
	// Match maps the table's fields to the event's.
	Match   []*AliasedField `parser:"| @@ ) )*"`
	Outputs []*LookupOutput `parser:"@@*"`
}

// LookupOutput is `OUTPUT a as b, c` or the same with OUTPUTNEW.
type LookupOutput struct {
	Pos Pos
	// Kind is "output" or "outputnew".
	Kind   string          `parser:"@( 'output':Keyword | 'outputnew':Keyword )"`
	Fields []*AliasedField `parser:"@@ ( Comma? @@ )*"`
}

// Span runs from the keyword to the last field.
func (n *LookupOutput) Span() source.Span {
	return from(n.Pos, 0).Join(n.Fields[len(n.Fields)-1].Span())
}

func (n *LookupOutput) print(o *out) { clause(o, n.Kind, n.Fields) }

func (c *Lookup) print(o *out) {
	o.word("lookup")
	each(o, c.Options)
	c.Table.print(o)
	each(o, c.More)
	each(o, c.Match)
	each(o, c.Outputs)
}
