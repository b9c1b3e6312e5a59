package kql

// Count gives the number of rows, in a column called Count or As.
type Count struct {
	Op
	As *Name `parser:"'count' ('as' @@)?"`
}

func (o *Count) write(w *writer) {
	w.text("count")
	if o.As != nil {
		w.text(" as ").node(o.As)
	}
}
