package kql

// Unsupported is an operator of KQL that is recognised by its keyword but
// whose syntax is not analysed: Text is all of it. It has to be refused by
// name, at its Span.
type Unsupported struct {
	Op
	Keyword string
	Text    string
}

func (o *Unsupported) write(w *writer) { w.text(o.Text) }
