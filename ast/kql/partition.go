package kql

// Partition runs a subquery over the rows of each value of By.
type Partition struct {
	Op
	Params []*Param  `parser:"'partition' @@*"`
	By     Pattern   `parser:"'by' @@"`
	Body   *SubQuery `parser:"@@"`
}

func (o *Partition) write(w *writer) {
	list1(w.text("partition"), o.Params)
	w.text(" by ").expr(o.By).text(" ").node(o.Body)
}
