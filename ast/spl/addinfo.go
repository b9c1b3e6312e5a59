package spl

// Addinfo is `addinfo`: fields about the search itself.
type Addinfo struct{ Meta }

func (c *Addinfo) print(o *out) { o.word("addinfo") }
