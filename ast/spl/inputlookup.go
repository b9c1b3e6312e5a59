package spl

// Inputlookup is `inputlookup append=t table where expr`.
type Inputlookup struct {
	Meta
	Args
	Where SearchExpr `parser:"( 'where':Keyword @@ )?"`
}

func (c *Inputlookup) print(o *out) {
	o.word("inputlookup")
	c.printArgs(o)
	if c.Where != nil {
		o.word("where")
		c.Where.print(o)
	}
}
