package kql

// Search looks for a term in all columns, of the rows so far or of the tables In.
type Search struct {
	Op
	Params []*Param `parser:"'search' @@*"`
	In     []Source `parser:"('in' '(' @@ (',' @@)* ')')?"`
	Cond   Expr     `parser:"@@"`
}

func (o *Search) write(w *writer) {
	list1(w.text("search"), o.Params)
	if len(o.In) > 0 {
		w.text(" in (").sources(o.In).text(")")
	}
	w.text(" ").expr(o.Cond)
}
