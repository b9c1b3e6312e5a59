package kql

// Lookup adds the columns of the dimension table Right.
type Lookup struct {
	Op
	Params []*Param `parser:"'lookup' @@*"`
	Right  Source   `parser:"@@"`
	On     []Expr   `parser:"('on' @@ (',' @@)*)?"`
}

func (o *Lookup) write(w *writer) {
	list1(w.text("lookup"), o.Params)
	w.text(" ").source(o.Right)
	if len(o.On) > 0 {
		w.text(" on ").exprs(o.On)
	}
}
