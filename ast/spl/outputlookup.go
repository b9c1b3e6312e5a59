package spl

// Outputlookup is `outputlookup append=t table`.
type Outputlookup struct {
	Meta
	Args
}

func (c *Outputlookup) print(o *out) {
	o.word("outputlookup")
	c.printArgs(o)
}
