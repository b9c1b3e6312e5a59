package kql

// Consume reads all rows and gives none.
type Consume struct {
	Op
	Params []*Param `parser:"'consume' @@*"`
}

func (o *Consume) write(w *writer) { list1(w.text("consume"), o.Params) }
