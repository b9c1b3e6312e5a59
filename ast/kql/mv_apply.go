package kql

// MvApply runs On over the elements of arrays, row by row (also mvapply).
type MvApply struct {
	Op
	Params []*Param      `parser:"('mv-apply' | 'mvapply') @@*"`
	Items  []*ExpandItem `parser:"@@ (',' @@)*"`
	Limit  Expr          `parser:"('limit' @@)?"`
	ID     Expr          `parser:"('id' @@)?"`
	On     *SubQuery     `parser:"'on' @@"`
}

func (o *MvApply) write(w *writer) {
	list1(w.text("mv-apply"), o.Params)
	list(w.text(" "), o.Items)
	if o.Limit != nil {
		w.text(" limit ").expr(o.Limit)
	}
	if o.ID != nil {
		w.text(" id ").expr(o.ID)
	}
	w.text(" on ").node(o.On)
}
