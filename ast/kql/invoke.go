package kql

// Invoke calls a function with the rows so far as its first argument.
type Invoke struct {
	Op
	Call Source `parser:"'invoke' @@"`
}

func (o *Invoke) write(w *writer) { w.text("invoke ").source(o.Call) }
