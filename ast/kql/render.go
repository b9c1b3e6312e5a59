package kql

// Render says how to draw the result; the rows stay as they are.
type Render struct {
	Op
	Chart    string     `parser:"'render' @Word"`
	Settings []*Setting `parser:"(  (?= Word '=') @@+"`
	With     []*Setting `parser:" | 'with' ( '(' (@@ ','?)* ')' | @@+ ) )?"`
}

func (o *Render) write(w *writer) {
	list1(w.text("render ").text(o.Chart), o.Settings)
	if len(o.With) > 0 {
		list(w.text(" with ("), o.With)
		w.text(")")
	}
}
