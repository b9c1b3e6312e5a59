package spl

// Eventstats is `eventstats f(x) as y by a`.
type Eventstats struct {
	Meta
	StatsArgs
}

func (c *Eventstats) print(o *out) {
	o.word("eventstats")
	c.printArgs(o)
}
