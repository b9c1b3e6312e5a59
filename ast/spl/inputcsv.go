package spl

// Inputcsv is `inputcsv file where expr`.
type Inputcsv struct {
	Meta
	Args
	Where SearchExpr `parser:"( 'where':Keyword @@ )?"`
}

func (c *Inputcsv) print(o *out) {
	o.word("inputcsv")
	c.printArgs(o)
	if c.Where != nil {
		o.word("where")
		c.Where.print(o)
	}
}
