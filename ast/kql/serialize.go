package kql

// Serialize declares the order of the rows safe for window functions, and may
// add columns.
type Serialize struct {
	Op
	Columns []Expr `parser:"'serialize' (@@ (',' @@)*)?"`
}

func (o *Serialize) write(w *writer) { w.clause("serialize", o.Columns) }
