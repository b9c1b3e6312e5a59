package spl

// Reverse is `reverse`.
type Reverse struct{ Meta }

func (c *Reverse) print(o *out) { o.word("reverse") }
