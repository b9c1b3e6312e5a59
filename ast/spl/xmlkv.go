package spl

// Xmlkv is `xmlkv maxinputs=10`.
type Xmlkv struct {
	Meta
	Args
}

func (c *Xmlkv) print(o *out) {
	o.word("xmlkv")
	c.printArgs(o)
}
