package spl

// Where is `where expr`.
type Where struct {
	Meta
	X Expr `parser:"@@"`
}

func (c *Where) print(o *out) {
	o.word("where")
	c.X.print(o)
}
