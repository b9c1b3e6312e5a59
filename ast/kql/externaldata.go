package kql

// ExternalData is a table read from URIs (also spelled external_data).
type ExternalData struct {
	Exp
	Schema *Schema    `parser:"('externaldata' | 'external_data') @@"`
	URIs   []Expr     `parser:"'[' @@ (',' @@)* ','? ']'"`
	With   []*Setting `parser:"('with' '(' (@@ (',' @@)*)? ')')?"`
}

func (o *ExternalData) write(w *writer) {
	w.text("externaldata ").node(o.Schema).text(" [").exprs(o.URIs).text("]")
	if len(o.With) > 0 {
		list(w.text(" with ("), o.With)
		w.text(")")
	}
}
