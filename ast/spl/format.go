package spl

// Format is `format "(" "(" "AND" ")" "OR" ")"`.
type Format struct {
	Meta
	Args
}

func (c *Format) print(o *out) {
	o.word("format")
	c.printArgs(o)
}
