package kql

import "github.com/goshawk-lang/goshawk/ast"

// ProjectReorder moves the columns that match to the front.
type ProjectReorder struct {
	Op
	Keys []*ReorderKey `parser:"'project-reorder' (@@ (',' @@)*)?"`
}

// ReorderKey is a column pattern and how those that match it are sorted.
type ReorderKey struct {
	ast.Place
	Column    Pattern `parser:"@@"`
	Direction string  `parser:"@('asc' | 'desc' | 'granny-asc' | 'granny-desc')?"`
}

func (o *ProjectReorder) write(w *writer) { list(w.text("project-reorder "), o.Keys) }

func (k *ReorderKey) write(w *writer) { w.expr(k.Column).word(k.Direction) }
