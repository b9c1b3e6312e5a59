package spl

// Transpose is `transpose 5 header_field=a`.
type Transpose struct {
	Meta
	// Before are the options before the number of rows.
	Before Options `parser:"@@*"`
	Count  *Count  `parser:"@@?"`
	Args
}

func (c *Transpose) print(o *out) {
	o.word("transpose")
	each(o, c.Before)
	c.Count.print(o)
	c.printArgs(o)
}
