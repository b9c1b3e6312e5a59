package spl

// Rare is `rare a by b`.
type Rare struct {
	Meta
	TopArgs
}

func (c *Rare) print(o *out) {
	o.word("rare")
	c.printArgs(o)
}
