package spl

// Streamstats is `streamstats window=3 f(x) as y by a`.
type Streamstats struct {
	Meta
	StatsArgs
}

func (c *Streamstats) print(o *out) {
	o.word("streamstats")
	c.printArgs(o)
}
