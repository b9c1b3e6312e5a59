package spl

// Appendpipe is `appendpipe [pipeline over the current rows]`.
type Appendpipe struct {
	Meta
	SubArgs
}

func (c *Appendpipe) print(o *out) {
	o.word("appendpipe")
	c.printArgs(o)
}
