package kql

// ProjectRename renames columns: each is a *NamedExpr (New = Old).
type ProjectRename struct {
	Op
	Columns []Expr `parser:"'project-rename' (@@ (',' @@)*)?"`
}

func (o *ProjectRename) write(w *writer) { w.clause("project-rename", o.Columns) }
