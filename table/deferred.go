package table

import (
	"sync"
	"sync/atomic"
)

// Deferred is a column that is made when someone first needs its values: all
// of it, or, as long as few rows are asked for, these alone.
type Deferred struct {
	typ  Type
	n    int
	done atomic.Pointer[Column]
	// asked counts the rows that were made without the others.
	asked atomic.Int64

	mu   sync.Mutex
	make func(rows []int32) Column // nil once all rows are made
}

// NewDeferred makes a column of n rows of type t. The function gives it in the
// form of another column: the rows asked for, none of them negative, or all
// when rows is nil. It may be called by several goroutines at a time, and is
// let go of once it has made all rows.
func NewDeferred(t Type, n int, make func(rows []int32) Column) *Deferred {
	return &Deferred{typ: t, n: n, make: make}
}

// Gather is the column with all of its rows.
func (c *Deferred) Gather() Column {
	if p := c.done.Load(); p != nil {
		return *p
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.done.Load(); p != nil {
		return *p
	}
	all := c.make(nil)
	c.done.Store(&all)
	c.make = nil
	return all
}

// Type implements Column.
func (c *Deferred) Type() Type { return c.typ }

// Len implements Column.
func (c *Deferred) Len() int { return c.n }

// Null implements Column.
func (c *Deferred) Null(i int) bool { return c.Take([]int32{int32(i)}).Null(0) }

// Value implements Column.
func (c *Deferred) Value(i int) Value { return c.Take([]int32{int32(i)}).Value(0) }

// Slice implements Column.
func (c *Deferred) Slice(i, j int) Column {
	if p := c.done.Load(); p != nil {
		return (*p).Slice(i, j)
	}
	rows := make([]int32, j-i)
	for k := range rows {
		rows[k] = int32(i + k)
	}
	return NewView(c, rows)
}

// Take implements Column. Where in all more than half as many rows are asked
// for as there are, all are made.
func (c *Deferred) Take(rows []int32) Column {
	if p := c.done.Load(); p != nil {
		return (*p).Take(rows)
	}
	if 2*c.asked.Add(int64(len(rows))) > int64(c.n) {
		return c.Gather().Take(rows)
	}
	for _, r := range rows {
		if r < 0 {
			return c.Gather().Take(rows)
		}
	}
	c.mu.Lock()
	some := c.make
	c.mu.Unlock()
	if some == nil {
		return c.Gather().Take(rows)
	}
	return some(rows)
}
