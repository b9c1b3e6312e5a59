package table

import "fmt"

// Batch is a stretch of rows: one column per field, all of the same length.
// A column's own Type may be narrower than its field's when that is dynamic.
type Batch struct {
	schema *Schema
	cols   []Column
	n      int
}

// NewBatch makes a batch of n rows. It panics when the shapes do not fit,
// which is a mistake of the caller's program, never of the data.
func NewBatch(s *Schema, n int, cols ...Column) *Batch {
	if len(cols) != s.Len() {
		panic(fmt.Sprintf("table: %d columns for %d fields", len(cols), s.Len()))
	}
	for i, c := range cols {
		if c.Len() != n {
			panic(fmt.Sprintf("table: column %q has %d rows, not %d", s.Field(i).Name, c.Len(), n))
		}
	}
	return &Batch{s, cols, n}
}

// Schema is the shape of the batch.
func (b *Batch) Schema() *Schema { return b.schema }

// Len is the number of rows.
func (b *Batch) Len() int { return b.n }

// Cols are the columns in field order; they must not be changed.
func (b *Batch) Cols() []Column { return b.cols }

// Col is the i-th column.
func (b *Batch) Col(i int) Column { return b.cols[i] }

// Column is the column called name, or nil.
func (b *Batch) Column(name string) Column {
	if i := b.schema.Index(name); i >= 0 {
		return b.cols[i]
	}
	return nil
}

// Slice is rows [i, j), sharing memory.
func (b *Batch) Slice(i, j int) *Batch {
	if i == 0 && j == b.n {
		return b
	}
	cols := make([]Column, len(b.cols))
	for k, c := range b.cols {
		cols[k] = c.Slice(i, j)
	}
	return &Batch{b.schema, cols, j - i}
}

// View selects rows without gathering any column yet.
func (b *Batch) View(rows []int32) *Batch {
	cols := make([]Column, len(b.cols))
	// Columns that were selected together share their rows, and so do those
	// selected from them.
	var inner, composed []int32
	for k, c := range b.cols {
		v, ok := c.(*View)
		if !ok {
			cols[k] = NewView(c, rows)
			continue
		}
		if composed == nil || len(v.rows) != len(inner) || len(inner) > 0 && &v.rows[0] != &inner[0] {
			inner, composed = v.rows, compose(v.rows, rows)
		}
		cols[k] = v.over(rows, composed)
	}
	return &Batch{b.schema, cols, len(rows)}
}

// Row boxes the values of row i.
func (b *Batch) Row(i int) []Value {
	row := make([]Value, len(b.cols))
	for k, c := range b.cols {
		row[k] = c.Value(i)
	}
	return row
}

// Table is rows in memory: one whole column per field.
type Table struct{ batch *Batch }

// New makes a table; it panics when the columns' lengths differ.
func New(s *Schema, cols ...Column) *Table {
	n := 0
	if len(cols) > 0 {
		n = cols[0].Len()
	}
	return &Table{NewBatch(s, n, cols...)}
}

// FromBatch makes a table of one batch's rows.
func FromBatch(b *Batch) *Table { return &Table{b} }

// FromRows makes a table of boxed rows; a value that does not fit its
// column's type becomes null.
func FromRows(s *Schema, rows [][]Value) *Table {
	cols := make([]Column, s.Len())
	for k := range cols {
		b := NewBuilder(s.Field(k).Type, len(rows))
		for _, row := range rows {
			b.Append(row[k])
		}
		cols[k] = b.Column()
	}
	return &Table{NewBatch(s, len(rows), cols...)}
}

// Batch is the whole table as one batch.
func (t *Table) Batch() *Batch { return t.batch }

// Schema is the table's shape.
func (t *Table) Schema() *Schema { return t.batch.schema }

// Len is the number of rows.
func (t *Table) Len() int { return t.batch.n }
