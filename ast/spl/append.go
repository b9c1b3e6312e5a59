package spl

// Append is `append [subsearch]`.
type Append struct {
	Meta
	SubArgs
}

// SubArgs are options followed by one subsearch.
type SubArgs struct {
	Options Options   `parser:"@@*"`
	Sub     Subsearch `parser:"@@"`
}

func (a *SubArgs) printArgs(o *out) {
	each(o, a.Options)
	a.Sub.print(o)
}

func (c *Append) print(o *out) {
	o.word("append")
	c.printArgs(o)
}
