package kql

// Reduce groups similar strings.
type Reduce struct {
	Op
	Params []*Param   `parser:"'reduce' @@*"`
	By     Expr       `parser:"'by' @@"`
	With   []*Setting `parser:"('with' @@ (',' @@)*)?"`
}

func (o *Reduce) write(w *writer) {
	list1(w.text("reduce"), o.Params)
	w.text(" by ").expr(o.By)
	if len(o.With) > 0 {
		list(w.text(" with "), o.With)
	}
}
