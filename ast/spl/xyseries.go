package spl

// Xyseries is `xyseries x y z`; maketable is the same command.
type Xyseries struct {
	Meta
	Args
}

func (c *Xyseries) print(o *out) {
	o.word("xyseries")
	c.printArgs(o)
}
