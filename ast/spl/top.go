package spl

// Top is `top 5 a, b by c`.
type Top struct {
	Meta
	TopArgs
}

// TopArgs are the arguments that top and rare share.
type TopArgs struct {
	Count   *Count     `parser:"@@?"`
	Fields  []*Name    `parser:"( Comma? ( @@"`
	Options Options    `parser:"| @@ ) )+"`
	By      []*ByField `parser:"( 'by':Keyword @@ ( Comma? @@ )* )?"`
}

func (a *TopArgs) printArgs(o *out) {
	a.Count.print(o)
	each(o, a.Options)
	list(o, a.Fields)
	clause(o, "by", a.By)
}

func (c *Top) print(o *out) {
	o.word("top")
	c.printArgs(o)
}
