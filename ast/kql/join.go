package kql

// Join combines rows with those of Right. On holds the conditions, which the
// syntax does not require; Where is the form with a free condition.
type Join struct {
	Op
	Params []*Param `parser:"'join' @@*"`
	Right  Source   `parser:"@@"`
	On     []Expr   `parser:"(  'on' @@ (',' @@)*"`
	Where  Expr     `parser:" | 'where' @@ )?"`
}

func (o *Join) write(w *writer) {
	list1(w.text("join"), o.Params)
	w.text(" ").source(o.Right)
	if len(o.On) > 0 {
		w.text(" on ").exprs(o.On)
	}
	if o.Where != nil {
		w.text(" where ").expr(o.Where)
	}
}
