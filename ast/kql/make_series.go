package kql

import "github.com/goshawk-lang/goshawk/ast"

// MakeSeries makes arrays of aggregates over an axis: on X from a to b step c,
// or on X in range(a, b, c), which sets In.
type MakeSeries struct {
	Op
	Params []*Param     `parser:"'make-series' @@*"`
	Series []*SeriesAgg `parser:"@@ (',' @@)*"`
	On     Axis         `parser:"'on' @@"`
	In     Source       `parser:"(  'in' @@"`
	From   Expr         `parser:" | ('from' @@)?"`
	To     Expr         `parser:"   ('to' @@)?"`
	Step   Expr         `parser:"   'step' @@ )"`
	By     []Expr       `parser:"('by' @@ (',' @@)*)?"`
}

// SeriesAgg is an aggregate and the value of empty bins.
type SeriesAgg struct {
	ast.Place
	X       Expr `parser:"@@"`
	Default Expr `parser:"('default' '=' @@)?"`
}

func (o *MakeSeries) write(w *writer) {
	list1(w.text("make-series"), o.Params)
	list(w.text(" "), o.Series)
	w.text(" on ").expr(o.On)
	if o.In != nil {
		w.text(" in ").source(o.In)
	}
	w.optional("from", o.From).optional("to", o.To).optional("step", o.Step)
	if len(o.By) > 0 {
		w.text(" by ").exprs(o.By)
	}
}

func (a *SeriesAgg) write(w *writer) {
	w.expr(a.X)
	if a.Default != nil {
		w.text(" default = ").expr(a.Default)
	}
}
