package spl

// Delta is `delta f as g p=1`, the difference to an earlier row.
type Delta struct {
	Meta
	AliasArgs
}

func (c *Delta) print(o *out) {
	o.word("delta")
	c.printArgs(o)
}
