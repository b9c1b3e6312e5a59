package spl

// Tags is `tags outputfield=t a b`.
type Tags struct {
	Meta
	Args
}

func (c *Tags) print(o *out) {
	o.word("tags")
	c.printArgs(o)
}
