package kql

import "github.com/goshawk-lang/goshawk/ast"

// GraphToTable gives the nodes of a graph, its edges, or both.
type GraphToTable struct {
	Op
	Outputs []*GraphOutput `parser:"'graph-to-table' @@ (',' @@)*"`
}

// GraphOutput is nodes or edges, perhaps with a name and parameters.
type GraphOutput struct {
	ast.Place
	What   string        `parser:"@( 'nodes' | 'edges' )"`
	As     *Name         `parser:"('as' @@)?"`
	Params []*GraphParam `parser:"@@*"`
}

func (o *GraphToTable) write(w *writer) { list(w.text("graph-to-table "), o.Outputs) }

func (n *GraphOutput) write(w *writer) {
	w.text(n.What)
	if n.As != nil {
		w.text(" as ").node(n.As)
	}
	list1(w, n.Params)
}
