package spl

// Dedup is `dedup 2 a, b keepevents=t sortby -c`.
type Dedup struct {
	Meta
	Count *Count `parser:"@@?"`
	Args
	SortBy []*SortKey `parser:"( 'sortby':Keyword @@ ( Comma? @@ )* )?"`
}

func (c *Dedup) print(o *out) {
	o.word("dedup")
	c.Count.print(o)
	each(o, c.Options)
	list(o, c.Fields)
	clause(o, "sortby", c.SortBy)
}
