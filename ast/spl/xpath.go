package spl

// Xpath is `xpath outfield=name "//path" field=xml default=none`.
type Xpath struct {
	Meta
	Args
}

func (c *Xpath) print(o *out) {
	o.word("xpath")
	c.printArgs(o)
}
