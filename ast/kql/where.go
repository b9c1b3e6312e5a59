package kql

// Where keeps the rows for which Cond is true (also spelled filter).
type Where struct {
	Op
	Cond Expr `parser:"('where' | 'filter') @@"`
}

func (o *Where) write(w *writer) { w.text("where ").expr(o.Cond) }
