package kql

import "github.com/goshawk-lang/goshawk/ast"

// TopNested aggregates a hierarchy of groups, keeping the top of each level.
type TopNested struct {
	Op
	Levels []*TopNestedLevel `parser:"@@ (',' @@)*"`
}

// TopNestedLevel is top-nested [Count] of Of [with others = Others] by By.
type TopNestedLevel struct {
	ast.Place
	Count  Expr      `parser:"'top-nested' @@?"`
	Of     Expr      `parser:"'of' @@"`
	Others Expr      `parser:"('with' 'others' '=' @@)?"`
	By     *OrderKey `parser:"'by' @@"`
}

func (o *TopNested) write(w *writer) { list(w, o.Levels) }

func (l *TopNestedLevel) write(w *writer) {
	w.text("top-nested")
	if l.Count != nil {
		w.text(" ").expr(l.Count)
	}
	w.text(" of ").expr(l.Of)
	if l.Others != nil {
		w.text(" with others = ").expr(l.Others)
	}
	w.text(" by ").node(l.By)
}
