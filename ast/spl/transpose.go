package spl

// Transpose is `transpose 5 header_field=a`.
type Transpose struct {
	Meta
	Count *Count `parser:"@@?"`
	Args
}

func (c *Transpose) print(o *out) {
	o.word("transpose")
	c.Count.print(o)
	c.printArgs(o)
}
