package kql

// Top keeps the first Count rows in the order of By.
type Top struct {
	Op
	Hints []*Hint   `parser:"'top' @@*"`
	Count Expr      `parser:"@@"`
	By    *OrderKey `parser:"'by' @@"`
}

func (o *Top) write(w *writer) {
	list1(w.text("top"), o.Hints)
	w.text(" ").expr(o.Count).text(" by ").node(o.By)
}
