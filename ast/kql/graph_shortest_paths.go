package kql

// GraphShortestPaths finds shortest paths that look like a pattern.
type GraphShortestPaths struct {
	Op
	Params  []*GraphParam `parser:"'graph-shortest-paths' @@*"`
	Paths   []*GraphPath  `parser:"@@ (',' @@)*"`
	Cond    Expr          `parser:"('where' @@)?"`
	Project []Expr        `parser:"('project' @@ (',' @@)*)?"`
}

func (o *GraphShortestPaths) write(w *writer) {
	list1(w.text("graph-shortest-paths"), o.Params)
	writeGraphQuery(w, o.Paths, o.Cond, o.Project)
}
