package kql

// AssertSchema fails unless the columns are these.
type AssertSchema struct {
	Op
	Schema *Schema `parser:"'assert-schema' @@"`
}

func (o *AssertSchema) write(w *writer) { w.text("assert-schema ").node(o.Schema) }
