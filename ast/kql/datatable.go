package kql

// DataTable is a table written out: datatable (schema) [values], row by row.
type DataTable struct {
	Exp
	Schema *Schema `parser:"'datatable' @@"`
	Values []Expr  `parser:"'[' (@@ ','?)* ']'"`
}

func (o *DataTable) write(w *writer) {
	w.text("datatable ").node(o.Schema).text(" [").exprs(o.Values).text("]")
}
