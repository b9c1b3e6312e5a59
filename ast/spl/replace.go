package spl

import "github.com/goshawk-lang/goshawk/source"

// Replace is `replace a WITH b, c WITH d IN f, g`.
type Replace struct {
	Meta
	Pairs []*ReplacePair `parser:"@@ ( Comma? @@ )*"`
	In    []*Name        `parser:"( 'in':Keyword @@ ( Comma? @@ )* )?"`
}

// ReplacePair is `a WITH b`.
type ReplacePair struct {
	Old *Name `parser:"@@ 'with':Keyword"`
	New *Name `parser:"@@"`
}

// Span covers both values.
func (n *ReplacePair) Span() source.Span { return n.Old.Span().Join(n.New.Span()) }

func (n *ReplacePair) print(o *out) {
	n.Old.print(o)
	o.word("with")
	n.New.print(o)
}

func (c *Replace) print(o *out) {
	o.word("replace")
	list(o, c.Pairs)
	clause(o, "in", c.In)
}
