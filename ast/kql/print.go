package kql

// Print makes one row of the expressions.
type Print struct {
	Op
	Columns []Expr `parser:"'print' @@ (',' @@)*"`
}

func (o *Print) write(w *writer) { w.text("print ").exprs(o.Columns) }
