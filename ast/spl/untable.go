package spl

// Untable is `untable x y z`.
type Untable struct {
	Meta
	Args
}

func (c *Untable) print(o *out) {
	o.word("untable")
	c.printArgs(o)
}
