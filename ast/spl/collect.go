package spl

// Collect is `collect index=i`.
type Collect struct {
	Meta
	Args
}

func (c *Collect) print(o *out) {
	o.word("collect")
	c.printArgs(o)
}
