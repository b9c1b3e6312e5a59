package spl

// Fields is `fields a, b` or `fields - a, b`.
type Fields struct {
	Meta
	// Sign is "-" when the fields are removed, else "+" or empty.
	Sign   string  `parser:"@Sign?"`
	Fields []*Name `parser:"@@ ( Comma? @@ )*"`
}

func (c *Fields) print(o *out) {
	o.word("fields")
	o.word(c.Sign)
	list(o, c.Fields)
}
