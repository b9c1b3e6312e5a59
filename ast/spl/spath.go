package spl

// Spath is `spath input=f path=a.b output=g`, or the path alone.
type Spath struct {
	Meta
	Args
}

func (c *Spath) print(o *out) {
	o.word("spath")
	c.printArgs(o)
}
