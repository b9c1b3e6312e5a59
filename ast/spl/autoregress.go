package spl

// Autoregress is `autoregress f as g p=1-3`, copies of earlier values.
type Autoregress struct {
	Meta
	AliasArgs
}

func (c *Autoregress) print(o *out) {
	o.word("autoregress")
	c.printArgs(o)
}
