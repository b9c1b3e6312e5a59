package kql

// GraphMarkComponents numbers the connected components of a graph.
type GraphMarkComponents struct {
	Op
	Params []*GraphParam `parser:"'graph-mark-components' @@*"`
}

func (o *GraphMarkComponents) write(w *writer) { list1(w.text("graph-mark-components"), o.Params) }
