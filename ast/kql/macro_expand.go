package kql

// MacroExpand runs Body once for each entity of a group, under a name for it:
// macro-expand Group as Entity (Body), or macro-expand In in From (Body), where
// From is the name of a group.
type MacroExpand struct {
	Op
	Params []*Param `parser:"'macro-expand' @@*"`
	In     *Name    `parser:"(  (?= Word 'in') @@ 'in'"`
	From   *Name    `parser:"   @@"`
	Group  Source   `parser:" | @@"`
	Entity *Name    `parser:"   'as' @@ )"`
	Body   *Query   `parser:"'(' @@ ')'"`
}

func (o *MacroExpand) write(w *writer) {
	list1(w.text("macro-expand"), o.Params)
	if o.In != nil {
		w.text(" ").node(o.In).text(" in ").node(o.From)
	} else {
		w.text(" ").source(o.Group).text(" as ").node(o.Entity)
	}
	w.text(" (").node(o.Body).text(")")
}
