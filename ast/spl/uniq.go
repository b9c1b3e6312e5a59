package spl

// Uniq is `uniq`.
type Uniq struct{ Meta }

func (c *Uniq) print(o *out) { o.word("uniq") }
