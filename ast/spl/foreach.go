package spl

// Foreach is `foreach pat* [eval <<FIELD>>=...]`. The template is a pipeline
// in which <<FIELD>>, <<MATCHSTR>> and <<ITEM>> occur inside names, targets
// and texts.
type Foreach struct {
	Meta
	Args
	Template Subsearch `parser:"@@"`
}

func (c *Foreach) print(o *out) {
	o.word("foreach")
	c.printArgs(o)
	c.Template.print(o)
}
