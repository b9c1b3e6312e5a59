package spl

// Tail is `tail 10`.
type Tail struct {
	Meta
	Count *Count `parser:"@@?"`
}

func (c *Tail) print(o *out) {
	o.word("tail")
	c.Count.print(o)
}
