package kql

import "github.com/goshawk-lang/goshawk/ast"

// GraphMatch finds the places of a graph that look like a pattern.
type GraphMatch struct {
	Op
	Params  []*GraphParam `parser:"'graph-match' @@*"`
	Paths   []*GraphPath  `parser:"@@ (',' @@)*"`
	Cond    Expr          `parser:"('where' @@)?"`
	Project []Expr        `parser:"('project' @@ (',' @@)*)?"`
}

// GraphParam is a parameter of an operator on graphs.
type GraphParam struct {
	ast.Place
	Name  string `parser:"@( 'cycles' | 'output' | 'kind' | 'with_component_id' | 'with_node_id' | 'with_source_id' | 'with_target_id' ) '='"`
	Value Value  `parser:"@@"`
}

// GraphPath is a node and the steps from it: (a)-[e]->(b)<--(c).
type GraphPath struct {
	ast.Place
	Start *GraphNode  `parser:"@@"`
	Hops  []*GraphHop `parser:"@@*"`
}

// GraphHop is an edge and the node it leads to.
type GraphHop struct {
	ast.Place
	Edge *GraphEdge `parser:"@@"`
	Node *GraphNode `parser:"@@"`
}

// GraphNode is (Name) or ().
type GraphNode struct {
	ast.Place
	Name *Name `parser:"'(' @@? ')'"`
}

// GraphEdge is -[Name]->, <-[Name]- or -[Name]-, with [Name*Min..Max] for
// several edges in a row; without brackets -->, <-- or --.
type GraphEdge struct {
	ast.Place
	Left  bool   `parser:"@'<'? '-'"`
	Boxed bool   `parser:"(  @'['"`
	Name  *Name  `parser:"     @@?"`
	Min   string `parser:"     ('*' @Long '..'"`
	Max   string `parser:"      @Long)? ']' '-' | '-' )"`
	Right bool   `parser:"@'>'?"`
}

func (o *GraphMatch) write(w *writer) {
	list1(w.text("graph-match"), o.Params)
	writeGraphQuery(w, o.Paths, o.Cond, o.Project)
}

func writeGraphQuery(w *writer, paths []*GraphPath, cond Expr, project []Expr) {
	list(w.text(" "), paths)
	w.optional("where", cond)
	if len(project) > 0 {
		w.text(" project ").exprs(project)
	}
}

func (n *GraphParam) write(w *writer) { w.text(n.Name).text("=").node(n.Value) }

func (n *GraphPath) write(w *writer) {
	w.node(n.Start)
	for _, h := range n.Hops {
		w.node(h)
	}
}

func (n *GraphHop) write(w *writer) { w.node(n.Edge).node(n.Node) }

func (n *GraphNode) write(w *writer) {
	w.text("(")
	if n.Name != nil {
		w.node(n.Name)
	}
	w.text(")")
}

func (n *GraphEdge) write(w *writer) {
	if n.Left {
		w.text("<")
	}
	w.text("-")
	if n.Boxed {
		w.text("[")
		if n.Name != nil {
			w.node(n.Name)
		}
		if n.Min != "" {
			w.text("*").text(n.Min).text("..").text(n.Max)
		}
		w.text("]")
	}
	w.text("-")
	if n.Right {
		w.text(">")
	}
}
