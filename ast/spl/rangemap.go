package spl

// Rangemap is `rangemap field=f low=0-10 default=high`.
type Rangemap struct {
	Meta
	Args
}

func (c *Rangemap) print(o *out) {
	o.word("rangemap")
	c.printArgs(o)
}
