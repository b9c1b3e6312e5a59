package spl

// Filldown is `filldown a, b*`.
type Filldown struct {
	Meta
	Args
}

func (c *Filldown) print(o *out) {
	o.word("filldown")
	c.printArgs(o)
}
