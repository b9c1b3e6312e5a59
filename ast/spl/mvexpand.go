package spl

// Mvexpand is `mvexpand f limit=10`.
type Mvexpand struct {
	Meta
	Args
}

func (c *Mvexpand) print(o *out) {
	o.word("mvexpand")
	c.printArgs(o)
}
