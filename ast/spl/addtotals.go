package spl

// Addtotals is `addtotals row=t col=f fieldname=Total a b`.
type Addtotals struct {
	Meta
	Args
}

func (c *Addtotals) print(o *out) {
	o.word("addtotals")
	c.printArgs(o)
}
