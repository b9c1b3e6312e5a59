package spl

// Appendcols is `appendcols override=t [subsearch]`.
type Appendcols struct {
	Meta
	SubArgs
}

func (c *Appendcols) print(o *out) {
	o.word("appendcols")
	c.printArgs(o)
}
