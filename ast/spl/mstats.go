package spl

// Mstats is `mstats f(metric) where expr by a span=1m`.
type Mstats struct {
	Meta
	TstatsArgs
}

func (c *Mstats) print(o *out) {
	o.word("mstats")
	c.printArgs(o)
}
