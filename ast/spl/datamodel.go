package spl

// Datamodel is `datamodel M N search`.
type Datamodel struct {
	Meta
	Args
}

func (c *Datamodel) print(o *out) {
	o.word("datamodel")
	c.printArgs(o)
}
