package kql

// ProjectByNames keeps the columns whose names the expressions give.
type ProjectByNames struct {
	Op
	Columns []Expr `parser:"'project-by-names' (@@ (',' @@)*)?"`
}

func (o *ProjectByNames) write(w *writer) { w.clause("project-by-names", o.Columns) }
