package kql

import "github.com/goshawk-lang/goshawk/ast"

// MvExpand makes a row of each element of arrays (also spelled mvexpand).
type MvExpand struct {
	Op
	Params []*Param      `parser:"('mv-expand' | 'mvexpand') @@*"`
	Items  []*ExpandItem `parser:"@@ (',' @@)*"`
	Limit  Expr          `parser:"('limit' @@)?"`
}

// ExpandItem is an expression to expand, and the type its elements get.
type ExpandItem struct {
	ast.Place
	X  Expr    `parser:"@@"`
	To *TypeOf `parser:"('to' @@)?"`
}

func (o *MvExpand) write(w *writer) {
	list1(w.text("mv-expand"), o.Params)
	list(w.text(" "), o.Items)
	if o.Limit != nil {
		w.text(" limit ").expr(o.Limit)
	}
}

func (i *ExpandItem) write(w *writer) {
	w.expr(i.X)
	if i.To != nil {
		w.text(" to ").node(i.To)
	}
}
