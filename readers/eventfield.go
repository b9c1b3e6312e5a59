package readers

import (
	"sync"

	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// eventField collects one extracted field: any number of texts for any row,
// rows in order.
type eventField struct {
	name  string
	texts *texts
	rows  []int32 // per text
	multi bool    // some row has several
	usual int     // how many rows to make room for
	phase splunk.Phase
}

func (f *eventField) has(row int32) bool {
	return len(f.rows) > 0 && f.rows[len(f.rows)-1] == row
}

func (f *eventField) add(row int32, text []byte) {
	f.multi = f.multi || f.has(row)
	if f.rows == nil {
		f.rows = make([]int32, 0, f.usual)
		f.texts.codes = make([]uint32, 0, f.usual)
	}
	f.rows = append(f.rows, row)
	f.texts.add(text)
}

// column is the field over n rows: strings while no row has several values,
// lists otherwise.
func (f *eventField) column(n int) table.Column {
	if !f.multi {
		c := f.texts.scatter(f.rows, n)
		if d, isDict := c.(*table.Dict); isDict && d.Entries().Len() == 1 && n > 1 {
			return table.NewConst(d.Value(0), table.TypeString, n)
		}
		return c
	}
	offsets := make([]int32, n+1)
	for _, r := range f.rows {
		offsets[r+1]++
	}
	var nulls []bool
	for i := range n {
		if offsets[i+1] == 0 {
			if nulls == nil {
				nulls = make([]bool, n)
			}
			nulls[i] = true
		}
		offsets[i+1] += offsets[i]
	}
	return table.NewList(offsets, f.texts.column(), nulls)
}

// timeField collects _time. A value's kind depends on itself only: whole
// seconds are integers, others reals.
type timeField struct {
	vals         []epochTime
	nulls        []bool
	null         bool // some are null
	whole, parts bool // some are whole seconds, some have a fraction
}

func (f *timeField) add(t epochTime, null bool) {
	f.vals, f.nulls = append(f.vals, t), append(f.nulls, null)
	f.null = f.null || null
	f.whole = f.whole || !null && t.exact
	f.parts = f.parts || !null && !t.exact
}

func (f *timeField) column() table.Column {
	nulls := f.nulls
	if !f.null {
		nulls = nil
	}
	switch {
	case !f.parts:
		out := make([]int64, len(f.vals))
		for i, t := range f.vals {
			out[i] = t.whole
		}
		return table.NewVec(out, nulls)
	case !f.whole:
		out := make([]float64, len(f.vals))
		for i, t := range f.vals {
			out[i] = t.real
		}
		return table.NewVec(out, nulls)
	}
	out := make([]table.Value, len(f.vals))
	for i, t := range f.vals {
		switch {
		case f.nulls[i]:
		case t.exact:
			out[i] = table.LongValue(t.whole)
		default:
			out[i] = table.RealValue(t.real)
		}
	}
	return table.NewVec(out, nulls)
}

// schemaCache hands out one schema for batches of the same shape.
type schemaCache struct {
	mu   sync.Mutex
	last *table.Schema
}

func (c *schemaCache) schema(fields []table.Field) *table.Schema {
	s := table.NewSchema(fields...)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil && c.last.Equal(s) {
		return c.last
	}
	c.last = s
	return s
}
