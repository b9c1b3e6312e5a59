package kql

// As gives the rows so far a name.
type As struct {
	Op
	Hints []*Hint `parser:"'as' @@*"`
	Name  *Name   `parser:"@@"`
}

func (o *As) write(w *writer) {
	list1(w.text("as"), o.Hints)
	w.text(" ").node(o.Name)
}
