package kql

// SampleDistinct gives Count distinct values of Of.
type SampleDistinct struct {
	Op
	Count Expr `parser:"'sample-distinct' @@"`
	Of    Expr `parser:"'of' @@"`
}

func (o *SampleDistinct) write(w *writer) {
	w.text("sample-distinct ").expr(o.Count).text(" of ").expr(o.Of)
}
