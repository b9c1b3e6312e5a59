package kql

// Opaque is a table of KQL that is recognised by the word it begins with but
// whose syntax is not analysed: Text is all of it. It has to be refused by
// name, at its Span.
type Opaque struct {
	Exp
	Keyword string
	Text    string
}

func (e *Opaque) write(w *writer) { w.text(e.Text) }
