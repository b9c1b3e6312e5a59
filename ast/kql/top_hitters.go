package kql

// TopHitters estimates the Count most frequent values of Of, by By if given.
type TopHitters struct {
	Op
	Count Expr `parser:"'top-hitters' @@"`
	Of    Expr `parser:"'of' @@"`
	By    Expr `parser:"('by' @@)?"`
}

func (o *TopHitters) write(w *writer) {
	w.text("top-hitters ").expr(o.Count).text(" of ").expr(o.Of)
	if o.By != nil {
		w.text(" by ").expr(o.By)
	}
}
