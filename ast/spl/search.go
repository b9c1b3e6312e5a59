package spl

// SearchCommand is `search expr`, or the same implied at the start of a
// search. X is nil when nothing is written, which keeps every row.
type SearchCommand struct {
	Meta
	X SearchExpr `parser:"@@?"`
}

func (c *SearchCommand) print(o *out) {
	o.word("search")
	if c.X != nil {
		c.X.print(o)
	}
}
