package spl

// Nomv is `nomv f`.
type Nomv struct {
	Meta
	Args
}

func (c *Nomv) print(o *out) {
	o.word("nomv")
	c.printArgs(o)
}
