package spl

// Gentimes is `gentimes start=-1 increment=1h`.
type Gentimes struct {
	Meta
	Args
}

func (c *Gentimes) print(o *out) {
	o.word("gentimes")
	c.printArgs(o)
}
