package kql

// Summarize aggregates the rows of each group of equal By values.
type Summarize struct {
	Op
	Hints      []*Hint `parser:"'summarize' @@*"`
	Aggregates []Expr  `parser:"(@@ (',' @@)*)?"`
	By         []Expr  `parser:"('by' @@ (',' @@)*)?"`
}

func (o *Summarize) write(w *writer) {
	list1(w.text("summarize"), o.Hints)
	if len(o.Aggregates) > 0 {
		w.text(" ").exprs(o.Aggregates)
	}
	if len(o.By) > 0 {
		w.text(" by ").exprs(o.By)
	}
}
