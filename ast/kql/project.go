package kql

// Project keeps and computes columns; with none, rows without columns remain.
type Project struct {
	Op
	Columns []Expr `parser:"'project' (@@ (',' @@)*)?"`
}

func (o *Project) write(w *writer) { w.clause("project", o.Columns) }
