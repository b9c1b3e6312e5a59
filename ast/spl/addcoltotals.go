package spl

// Addcoltotals is `addcoltotals labelfield=f a b`.
type Addcoltotals struct {
	Meta
	Args
}

func (c *Addcoltotals) print(o *out) {
	o.word("addcoltotals")
	c.printArgs(o)
}
