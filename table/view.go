package table

import "sync/atomic"

// View is a selection of another column's rows. It is gathered when someone
// first needs its values, and only once.
type View struct {
	base Column
	rows []int32
	done atomic.Pointer[Column]
	// coded: see Coded.
	coded bool
}

// NewView selects rows of base; a negative row is null. Views of views are
// not stacked.
func NewView(base Column, rows []int32) Column {
	switch b := base.(type) {
	case *View:
		return b.over(rows, compose(b.rows, rows))
	case *Const:
		return b.Take(rows)
	case *Deferred:
		if p := b.done.Load(); p != nil {
			return NewView(*p, rows)
		}
	}
	return &View{base: base, rows: rows}
}

// NewCoded makes a column of a few values that repeat: row i is row codes[i]
// of entries. It is to other columns what a [Dict] is to strings: what is
// computed of entries holds for all rows. No code may be negative.
func NewCoded(entries Column, codes []int32) *View {
	return &View{base: entries, rows: codes, coded: true}
}

// Coded gives the entries and codes of a column made by NewCoded, or of rows
// taken from one.
func (c *View) Coded() (entries Column, codes []int32, ok bool) { return c.base, c.rows, c.coded }

// over is c's rows, as a view of what c is a view of, for which they are the
// composed ones. Where c has been gathered that is used.
func (c *View) over(rows, composed []int32) Column {
	if p := c.done.Load(); p != nil && !c.coded {
		return NewView(*p, rows)
	}
	out := &View{base: c.base, rows: composed, coded: c.coded}
	if c.coded {
		for _, r := range composed {
			if r < 0 {
				out.coded = false
				break
			}
		}
	}
	return out
}

// compose is outer as rows of what inner selects from.
func compose(inner, outer []int32) []int32 {
	out := make([]int32, len(outer))
	for i, r := range outer {
		out[i] = -1
		if r >= 0 {
			out[i] = inner[r]
		}
	}
	return out
}

// Selected gives the column and the rows of it that are selected, a negative
// one for null, as long as they have not been gathered.
func (c *View) Selected() (base Column, rows []int32, ok bool) {
	if c.done.Load() != nil {
		return nil, nil, false
	}
	return c.base, c.rows, true
}

// SelectedTexts is Selected where c is a view of texts.
func SelectedTexts(c Column) (texts *Vec[string], rows []int32, ok bool) {
	view, ok := c.(*View)
	if !ok {
		return nil, nil, false
	}
	base, rows, ok := view.Selected()
	if !ok {
		return nil, nil, false
	}
	texts, ok = base.(*Vec[string])
	return texts, rows, ok
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
	if p := c.done.Load(); p != nil && !c.coded {
		return (*p).Slice(i, j)
	}
	return &View{base: c.base, rows: c.rows[i:j:j], coded: c.coded}
}

// Take implements Column.
func (c *View) Take(rows []int32) Column {
	if c.coded {
		return c.over(rows, compose(c.rows, rows))
	}
	if p := c.done.Load(); p != nil {
		return (*p).Take(rows)
	}
	return c.base.Take(compose(c.rows, rows))
}
