package spl

// Iplocation is `iplocation prefix=p f`.
type Iplocation struct {
	Meta
	Args
}

func (c *Iplocation) print(o *out) {
	o.word("iplocation")
	c.printArgs(o)
}
