package kql

// Facet gives a table of values and counts for each column.
type Facet struct {
	Op
	By   []Expr    `parser:"'facet' 'by' @@ (',' @@)*"`
	With *SubQuery `parser:"('with' @@)?"`
}

func (o *Facet) write(w *writer) {
	w.text("facet by ").exprs(o.By)
	if o.With != nil {
		w.text(" with ").node(o.With)
	}
}
