package spl

// Extract is `extract kvdelim="=" pairdelim=";"`; kv is the same command.
type Extract struct {
	Meta
	Args
}

func (c *Extract) print(o *out) {
	o.word("extract")
	c.printArgs(o)
}
