package kql

// ProjectAway removes the columns that match.
type ProjectAway struct {
	Op
	Columns []Pattern `parser:"'project-away' (@@ (',' @@)*)?"`
}

func (o *ProjectAway) write(w *writer) { list(w.text("project-away "), o.Columns) }
