package spl

// Fieldformat is `fieldformat f=expr`: how f is shown.
type Fieldformat struct {
	Meta
	Assignment *Assignment
}

func (c *Fieldformat) print(o *out) {
	o.word("fieldformat")
	c.Assignment.print(o)
}
