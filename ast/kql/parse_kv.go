package kql

// ParseKv takes columns out of a string of keys and values.
type ParseKv struct {
	Op
	X    Expr       `parser:"'parse-kv' @@"`
	As   *Schema    `parser:"'as' @@"`
	With []*Setting `parser:"('with' '(' (@@ (',' @@)*)? ')')?"`
}

func (o *ParseKv) write(w *writer) {
	w.text("parse-kv ").expr(o.X).text(" as ").node(o.As)
	if len(o.With) > 0 {
		list(w.text(" with ("), o.With)
		w.text(")")
	}
}
