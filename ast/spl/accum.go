package spl

// Accum is `accum f as g`, a running total.
type Accum struct {
	Meta
	AliasArgs
}

func (c *Accum) print(o *out) {
	o.word("accum")
	c.printArgs(o)
}
