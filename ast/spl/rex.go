package spl

// Rex is `rex field=f "(?<n>...)"` or `rex mode=sed "s/a/b/"`.
type Rex struct {
	Meta
	Args
}

func (c *Rex) print(o *out) {
	o.word("rex")
	c.printArgs(o)
}
