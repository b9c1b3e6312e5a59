package kql

// Union appends tables; those that match a *Wildcard too.
type Union struct {
	Op
	Params []*Param `parser:"'union' @@*"`
	Tables []Source `parser:"@@ (',' @@)*"`
}

func (o *Union) write(w *writer) {
	list1(w.text("union"), o.Params)
	w.text(" ").sources(o.Tables)
}
