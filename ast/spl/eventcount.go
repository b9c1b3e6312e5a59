package spl

// Eventcount is `eventcount index=a index=b* summarize=f`.
type Eventcount struct {
	Meta
	Args
}

func (c *Eventcount) print(o *out) {
	o.word("eventcount")
	c.printArgs(o)
}
