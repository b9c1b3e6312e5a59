package kql

// Sort orders the rows (also spelled order).
type Sort struct {
	Op
	Hints []*Hint     `parser:"('sort' | 'order') @@*"`
	Keys  []*OrderKey `parser:"'by' @@ (',' @@)*"`
}

func (o *Sort) write(w *writer) {
	list1(w.text("sort"), o.Hints)
	list(w.text(" by "), o.Keys)
}
