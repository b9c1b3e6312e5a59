package kql

import "github.com/goshawk-lang/goshawk/ast"

// Find looks for rows in many tables.
type Find struct {
	Op
	Params  []*Param      `parser:"'find' @@*"`
	In      []Source      `parser:"('in' '(' @@ (',' @@)* ')')?"`
	Cond    Expr          `parser:"'where'? @@"`
	Smart   bool          `parser:"(  @'project-smart'"`
	Project []*FindColumn `parser:" | 'project' @@ (',' @@)* )?"`
	Away    []Pattern     `parser:"('project-away' @@ (',' @@)*)?"`
}

// FindColumn is a column with an optional type, or pack(*).
type FindColumn struct {
	ast.Place
	Column Source    `parser:"@@"`
	Type   *TypeName `parser:"(':' @@)?"`
}

func (o *Find) write(w *writer) {
	list1(w.text("find"), o.Params)
	if len(o.In) > 0 {
		w.text(" in (").sources(o.In).text(")")
	}
	w.text(" where ").expr(o.Cond)
	if o.Smart {
		w.text(" project-smart")
	}
	if len(o.Project) > 0 {
		list(w.text(" project "), o.Project)
	}
	if len(o.Away) > 0 {
		list(w.text(" project-away "), o.Away)
	}
}

func (c *FindColumn) write(w *writer) {
	w.source(c.Column)
	if c.Type != nil {
		w.text(":").node(c.Type)
	}
}
