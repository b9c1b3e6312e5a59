package spl

// Selfjoin is `selfjoin max=1 a b`.
type Selfjoin struct {
	Meta
	Args
}

func (c *Selfjoin) print(o *out) {
	o.word("selfjoin")
	c.printArgs(o)
}
