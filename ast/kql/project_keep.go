package kql

// ProjectKeep keeps the columns that match, in their order in the input.
type ProjectKeep struct {
	Op
	Columns []Pattern `parser:"'project-keep' (@@ (',' @@)*)?"`
}

func (o *ProjectKeep) write(w *writer) { list(w.text("project-keep "), o.Columns) }
