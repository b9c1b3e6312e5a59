package readers

import (
	"fmt"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// columns are what a typed scan wants: distinct fields, and the request's
// order over them.
type columns struct {
	fields   []table.Field
	declared []bool
	index    map[string]int
	schema   *table.Schema // of the batches
	order    []int         // per field of schema: which of fields
	// parts are, per field, which parts of its JSON are wanted; nil for all.
	parts []*table.JSONParts
	// later says, per field, that its values are decoded when they are asked for.
	later []bool
	// records says that the batches have the records' text, too.
	records bool
}

// selectColumns resolves a request against a schema; names that it does not
// have are left out. declared is the number of leading fields that a schema
// declares.
func selectColumns(s *table.Schema, declared int, req table.ScanRequest) columns {
	names := req.Columns
	if req.All {
		names = s.Names()
	}
	c := columns{index: map[string]int{}}
	var out []table.Field
	c.records = req.Records
	for _, name := range names {
		at := s.Index(name)
		if at < 0 {
			c.records = c.records || name == table.RecordColumn
			continue
		}
		k, known := c.index[name]
		if !known {
			k = len(c.fields)
			c.index[name] = k
			c.fields = append(c.fields, s.Field(at))
			c.declared = append(c.declared, at < declared)
			c.parts = append(c.parts, req.Parts[name])
			c.later = append(c.later, slices.Contains(req.Later, name) && neverMisfits(s.Field(at).Type))
		}
		c.order = append(c.order, k)
		out = append(out, c.fields[k])
	}
	if c.records {
		out = append(out, table.Field{Name: table.RecordColumn, Type: table.TypeString})
	}
	c.schema = table.NewSchema(out...)
	return c
}

// rows collects the rows of a chunk.
type rows struct {
	columns *columns
	sinks   []sink   // nil for columns that are decoded later
	later   []*cells // of these; nil for others
	held    bool     // see hold
	records []string // the text of each, when asked for
	n       int
}

func (c *columns) newRows(hint int) *rows {
	r := &rows{columns: c, sinks: make([]sink, len(c.fields)), later: make([]*cells, len(c.fields))}
	for k, f := range c.fields {
		if c.later[k] {
			r.later[k] = &cells{typ: f.Type, declared: c.declared[k], hint: hint}
			continue
		}
		r.sinks[k] = newSink(f.Type, c.declared[k], hint)
		if d, ok := r.sinks[k].(*dynamicSink); ok && c.parts[k] != nil {
			r.sinks[k] = newNarrowSink(d, c.parts[k], hint)
		}
	}
	return r
}

// batch hands out the rows; it must be called once.
func (r *rows) batch() *table.Batch {
	done := make([]table.Column, len(r.sinks))
	for k, s := range r.sinks {
		if s == nil {
			done[k] = r.later[k].column(r.n)
		} else {
			done[k] = s.column()
		}
	}
	cols := make([]table.Column, len(r.columns.order), len(r.columns.order)+1)
	for i, k := range r.columns.order {
		cols[i] = done[k]
	}
	if r.columns.records {
		cols = append(cols, table.NewVec(r.records, nil))
	}
	return table.NewBatch(r.columns.schema, r.n, cols...)
}

// drain hands out the rows and goes on with none.
func (r *rows) drain() *table.Batch {
	b := r.batch()
	*r = *r.columns.newRows(r.n)
	return b
}

// misfit is the reason reported for a value that does not fit column k.
func (c *columns) misfit(k int, raw []byte) string {
	const most = 40
	text := string(raw)
	if len(text) > most {
		text = text[:most] + "..."
	}
	return fmt.Sprintf("column %s: %q is not a %s", c.fields[k].Name, text, c.fields[k].Type)
}
