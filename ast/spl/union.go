package spl

// Union is `union [a] [b]`, of subsearches and named datasets.
type Union struct {
	Meta
	Options Options     `parser:"( Comma? ( @@"`
	Fields  []*Name     `parser:"| @@"`
	Subs    []Subsearch `parser:"| @@ ) )+"`
}

func (c *Union) print(o *out) {
	o.word("union")
	each(o, c.Options)
	each(o, c.Fields)
	each(o, c.Subs)
}
