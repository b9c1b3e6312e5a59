package kql

// Extend adds or replaces columns.
type Extend struct {
	Op
	Columns []Expr `parser:"'extend' @@ (',' @@)*"`
}

func (o *Extend) write(w *writer) { w.text("extend ").exprs(o.Columns) }
