package spl

// Bad stands for a command that does not parse; Err says why. A search that
// contains one is never returned without an error.
type Bad struct {
	Meta
	Err error
}

func (c *Bad) print(o *out) { o.word(c.keyword) }
