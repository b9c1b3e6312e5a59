package kql

// Range makes a column of values from From to To by Step.
type Range struct {
	Op
	Column *Name `parser:"'range' @@"`
	From   Expr  `parser:"'from' @@"`
	To     Expr  `parser:"'to' @@"`
	Step   Expr  `parser:"'step' @@"`
}

func (o *Range) write(w *writer) {
	w.text("range ").node(o.Column).text(" from ").expr(o.From).text(" to ").expr(o.To).text(" step ").expr(o.Step)
}
