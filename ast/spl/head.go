package spl

// Head is `head 10`, `head limit=10` or `head x>1 keeplast=t null=f`.
type Head struct {
	Meta
	Options Options `parser:"@@*"`
	// X is the number of rows, or the condition that rows satisfy; or nil.
	X    Expr    `parser:"@@?"`
	More Options `parser:"@@*"`
}

func (c *Head) print(o *out) {
	o.word("head")
	each(o, c.Options)
	if c.X != nil {
		c.X.print(o)
	}
	each(o, c.More)
}
