package spl

// Mvcombine is `mvcombine delim="," f`.
type Mvcombine struct {
	Meta
	Args
}

func (c *Mvcombine) print(o *out) {
	o.word("mvcombine")
	c.printArgs(o)
}
