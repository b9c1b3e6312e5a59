package spl

// Table is `table a, b*`.
type Table struct {
	Meta
	Fields []*Name `parser:"@@ ( Comma? @@ )*"`
}

func (c *Table) print(o *out) {
	o.word("table")
	list(o, c.Fields)
}
