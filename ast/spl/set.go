package spl

// Set is `set union [subsearch] [subsearch]`.
type Set struct {
	Meta
	Operation *Name       `parser:"@@"`
	Subs      []Subsearch `parser:"@@+"`
}

func (c *Set) print(o *out) {
	o.word("set")
	c.Operation.print(o)
	each(o, c.Subs)
}
