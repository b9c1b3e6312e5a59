package spl

// Fillnull is `fillnull value=0 a, b`.
type Fillnull struct {
	Meta
	Args
}

func (c *Fillnull) print(o *out) {
	o.word("fillnull")
	c.printArgs(o)
}
