package kql

// Take keeps at most Count rows (also spelled limit).
type Take struct {
	Op
	Count Expr `parser:"('take' | 'limit') @@"`
}

func (o *Take) write(w *writer) { w.text("take ").expr(o.Count) }
