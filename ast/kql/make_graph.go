package kql

import "github.com/goshawk-lang/goshawk/ast"

// MakeGraph makes a graph of rows that are edges.
type MakeGraph struct {
	Op
	Hints  []*Hint `parser:"'make-graph' @@*"`
	Source Pattern `parser:"@@ '-' '-' '>'"`
	Target Pattern `parser:"@@"`
	// NodeID names the nodes' only property, or Nodes are the tables of nodes;
	// both may be missing.
	NodeID *Name         `parser:"(  'with_node_id' '=' @@"`
	Nodes  []*GraphNodes `parser:"| 'with' @@ (',' @@)* )?"`
	// By and Body make a graph of each partition.
	By   Pattern   `parser:"('partitioned' '-' 'by' @@"`
	Body *SubQuery `parser:"@@)?"`
}

// GraphNodes is Table on ID: a table of nodes and the column of their ids.
type GraphNodes struct {
	ast.Place
	Table Source `parser:"@@"`
	ID    *Name  `parser:"'on' @@"`
}

func (o *MakeGraph) write(w *writer) {
	list1(w.text("make-graph"), o.Hints)
	w.text(" ").expr(o.Source).text(" --> ").expr(o.Target)
	if o.NodeID != nil {
		w.text(" with_node_id=").node(o.NodeID)
	}
	if len(o.Nodes) > 0 {
		list(w.text(" with "), o.Nodes)
	}
	if o.Body != nil {
		w.text(" partitioned-by ").expr(o.By).text(" ").node(o.Body)
	}
}

func (n *GraphNodes) write(w *writer) { w.source(n.Table).text(" on ").node(n.ID) }
