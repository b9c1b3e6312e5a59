package spl

import "github.com/goshawk-lang/goshawk/source"

// Join is `join type=left max=0 a, b [subsearch]`, or with WHERE instead of
// the fields. A dataset such as inputlookup:a.csv may stand for the subsearch.
type Join struct {
	Meta
	Fields  []*Name     `parser:"( Comma? ( @@"`
	Options Options     `parser:"| @@ ) )*"`
	Where   []*JoinPair `parser:"( 'where':Keyword @@ ( 'and':Keyword? (?= Word '=':Op ) @@ )* )?"`
	Sub     Subsearch   `parser:"( @@"`
	// Data is the dataset after WHERE; without it, the last of the fields may be
	// one. Either is nil when Sub is given.
	Data *Name `parser:"| @@ )?"`
}

// JoinPair is `L.a=R.b` after WHERE.
type JoinPair struct {
	Left  *Name `parser:"@@ '=':Op"`
	Right *Name `parser:"@@"`
}

// Span covers both names.
func (n *JoinPair) Span() source.Span { return n.Left.Span().Join(n.Right.Span()) }

func (n *JoinPair) print(o *out) {
	n.Left.print(o)
	o.hug("=")
	n.Right.print(o)
}

func (c *Join) print(o *out) {
	o.word("join")
	each(o, c.Options)
	list(o, c.Fields)
	if len(c.Where) > 0 {
		o.word("where")
		for i, p := range c.Where {
			if i > 0 {
				o.word("AND")
			}
			p.print(o)
		}
	}
	if c.Data != nil {
		c.Data.print(o)
	}
	if c.Sub != nil {
		c.Sub.print(o)
	}
}
