package kql

// Evaluate calls a plugin; Schema is the declared result, or nil.
type Evaluate struct {
	Op
	Hints  []*Hint `parser:"'evaluate' @@*"`
	Call   Source  `parser:"@@"`
	Schema *Schema `parser:"(':' @@)?"`
}

func (o *Evaluate) write(w *writer) {
	list1(w.text("evaluate"), o.Hints)
	w.text(" ").source(o.Call)
	if o.Schema != nil {
		w.text(" : ").node(o.Schema)
	}
}
