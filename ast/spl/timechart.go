package spl

// Timechart is `timechart span=1h f(x) by a`.
type Timechart struct {
	Meta
	ChartArgs
}

func (c *Timechart) print(o *out) {
	o.word("timechart")
	c.printArgs(o)
}
