package spl

// Strcat is `strcat a "/" b dest`; the last word is the target.
type Strcat struct {
	Meta
	Args
}

func (c *Strcat) print(o *out) {
	o.word("strcat")
	c.printArgs(o)
}
