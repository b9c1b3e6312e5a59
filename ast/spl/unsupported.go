package spl

// Unsupported is a command known by name only. Raw is its arguments as
// written.
type Unsupported struct {
	Meta
	Raw string
}

func (c *Unsupported) print(o *out) {
	o.word(c.keyword)
	o.word(c.Raw)
}
