package spl

// Makemv is `makemv delim="," f`.
type Makemv struct {
	Meta
	Args
}

func (c *Makemv) print(o *out) {
	o.word("makemv")
	c.printArgs(o)
}
