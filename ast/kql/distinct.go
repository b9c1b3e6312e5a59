package kql

// Distinct keeps one row of each combination of the columns; a *Star is all.
type Distinct struct {
	Op
	Hints   []*Hint `parser:"'distinct' @@*"`
	Columns []Expr  `parser:"@@ (',' @@)*"`
}

func (o *Distinct) write(w *writer) {
	list1(w.text("distinct"), o.Hints)
	w.text(" ").exprs(o.Columns)
}
