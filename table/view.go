package table

import "sync/atomic"

// View is a selection of another column's rows. It is gathered when someone
// first needs its values, and only once.
type View struct {
	base Column
	rows []int32
	done atomic.Pointer[Column]
}

// NewView selects rows of base; a negative row is null. Views of views are
// not stacked: the inner one is gathered first.
func NewView(base Column, rows []int32) Column {
	switch b := base.(type) {
	case *View:
		base = b.Gather()
	case *Const:
		return b.Take(rows)
	}
	return &View{base: base, rows: rows}
}

// Gather is the selection as a column of base's form.
func (c *View) Gather() Column {
	if p := c.done.Load(); p != nil {
		return *p
	}
	g := c.base.Take(c.rows)
	c.done.Store(&g)
	return g
}

// Type implements Column.
func (c *View) Type() Type { return c.base.Type() }

// Len implements Column.
func (c *View) Len() int { return len(c.rows) }

// Null implements Column.
func (c *View) Null(i int) bool { return c.rows[i] < 0 || c.base.Null(int(c.rows[i])) }

// Value implements Column.
func (c *View) Value(i int) Value {
	if c.rows[i] < 0 {
		return Value{}
	}
	return c.base.Value(int(c.rows[i]))
}

// Slice implements Column.
func (c *View) Slice(i, j int) Column {
	if p := c.done.Load(); p != nil {
		return (*p).Slice(i, j)
	}
	return &View{base: c.base, rows: c.rows[i:j:j]}
}

// Take implements Column.
func (c *View) Take(rows []int32) Column {
	if p := c.done.Load(); p != nil {
		return (*p).Take(rows)
	}
	inner := make([]int32, len(rows))
	for i, r := range rows {
		inner[i] = -1
		if r >= 0 {
			inner[i] = c.rows[r]
		}
	}
	return c.base.Take(inner)
}
