package kql

// Sample keeps Count rows at random.
type Sample struct {
	Op
	Count Expr `parser:"'sample' @@"`
}

func (o *Sample) write(w *writer) { w.text("sample ").expr(o.Count) }
