package kql

// GetSchema gives a row for each column.
type GetSchema struct {
	Op
	Keyword string `parser:"@'getschema'"`
}

func (o *GetSchema) write(w *writer) { w.text("getschema") }
