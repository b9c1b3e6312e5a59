package kql

import "github.com/goshawk-lang/goshawk/ast"

// Fork runs several subqueries over the same rows, one result each.
type Fork struct {
	Op
	Branches []*ForkBranch `parser:"'fork' @@+"`
}

// ForkBranch is [Name =] (subquery).
type ForkBranch struct {
	ast.Place
	Name *Name     `parser:"((?! '(') @@ '=')?"`
	Body *SubQuery `parser:"@@"`
}

func (o *Fork) write(w *writer) { list1(w.text("fork"), o.Branches) }

func (b *ForkBranch) write(w *writer) {
	if b.Name != nil {
		w.node(b.Name).text("=")
	}
	w.node(b.Body)
}
