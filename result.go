package goshawk

import (
	"iter"

	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/table"
)

// Result is a run in progress. It is read once, by one goroutine.
type Result struct {
	res   *eval.Result
	loose bool
	// untyped is the schema that batches of the schema typed are shown with.
	typed, untyped *table.Schema
}

// Row is one row of a result.
type Row struct {
	schema *table.Schema
	values []table.Value
}

// Get is the value of the column called name; null when there is none.
func (r Row) Get(name string) table.Value {
	if i := r.schema.Index(name); i >= 0 {
		return r.values[i]
	}
	return table.Value{}
}

// Values are all values, in the order of Schema.
func (r Row) Values() []table.Value { return r.values }

// Schema lists the row's columns. Rows of an SPL search may differ in it.
func (r Row) Schema() *table.Schema { return r.schema }

// Schema lists the columns known before the run; those of an SPL search are
// all dynamic.
func (r *Result) Schema() *table.Schema {
	if r.loose {
		return untyped(r.res.Schema())
	}
	return r.res.Schema()
}

// Batches gives the result batch by batch, in order. It ends after the first
// error.
func (r *Result) Batches() iter.Seq2[*table.Batch, error] {
	return func(yield func(*table.Batch, error) bool) {
		for {
			b, err := r.res.Next()
			if err != nil {
				yield(nil, err)
				return
			}
			if b == nil {
				return
			}
			if r.loose {
				b = r.present(b)
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

// RowOf is row i of a batch.
func RowOf(b *table.Batch, i int) Row { return Row{b.Schema(), b.Row(i)} }

// Rows gives the result row by row, in order. It ends after the first error.
func (r *Result) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for b, err := range r.Batches() {
			if err != nil {
				yield(Row{}, err)
				return
			}
			for i := range b.Len() {
				if !yield(RowOf(b, i), nil) {
					return
				}
			}
		}
	}
}

// Table collects the rest of the result.
func (r *Result) Table() (*table.Table, error) {
	var all []*table.Batch
	for b, err := range r.Batches() {
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return table.FromBatch(table.ConcatBatches(r.Schema(), all)), nil
}

// Report tells which records and values the readers left out, so far.
func (r *Result) Report() table.Report { return r.res.Report() }

// Warnings tell what the result lacks, so far: rows that a limit of Splunk's
// left out (see [Engine.SetSPLLimits]).
func (r *Result) Warnings() []string { return r.res.Warnings() }

// Close stops the run and waits for its goroutines.
func (r *Result) Close() { r.res.Close() }

// present gives SPL's values the form in which Splunk shows them: a list of
// one value is that value, a list of none is no value, a whole number has no
// decimal point, a truth value is text. Fields have no types.
func (r *Result) present(b *table.Batch) *table.Batch {
	if b.Schema() != r.typed {
		r.typed, r.untyped = b.Schema(), untyped(b.Schema())
	}
	cols := make([]table.Column, len(b.Cols()))
	for i, c := range b.Cols() {
		cols[i] = presentColumn(table.Resolve(c))
	}
	return table.NewBatch(r.untyped, b.Len(), cols...)
}

func untyped(s *table.Schema) *table.Schema {
	fields := make([]table.Field, s.Len())
	for i, f := range s.Fields() {
		fields[i] = table.Field{Name: f.Name, Type: table.TypeDynamic}
	}
	return table.NewSchema(fields...)
}

func presentColumn(c table.Column) table.Column {
	switch c := c.(type) {
	case *table.List:
		if single, ok := c.Single(); ok {
			return presentColumn(table.Resolve(single))
		}
		return presentList(c)
	case *table.Const:
		return table.NewConst(presentValue(c.Val()), c.Type(), c.Len())
	case *table.Vec[table.Value], *table.Vec[float64], *table.Vec[bool]:
	default:
		return c
	}
	vals := make([]table.Value, c.Len())
	for i := range vals {
		vals[i] = presentValue(c.Value(i))
	}
	return table.NewVec(vals, nil)
}

// presentList presents the rows of a list column: one value alone is that
// value. The arrays share one slice.
func presentList(l *table.List) table.Column {
	vals, child, offsets := make([]table.Value, l.Len()), l.Child(), l.Offsets()
	room := make([]table.Value, 0, child.Len())
	for i := range vals {
		from, to := int(offsets[i]), int(offsets[i+1])
		switch {
		case from == to || l.Null(i):
		case to == from+1:
			vals[i] = presentValue(child.Value(from))
		default:
			at := len(room)
			for k := from; k < to; k++ {
				room = append(room, presentValue(child.Value(k)))
			}
			vals[i] = table.ArrayValue(room[at:len(room):len(room)])
		}
	}
	return table.NewVec(vals, nil)
}

func presentValue(v table.Value) table.Value {
	switch v.Kind() {
	case table.KindReal:
		if f := v.Real(); f == float64(int64(f)) && f < 1e15 && f > -1e15 {
			return table.LongValue(int64(f))
		}
	case table.KindBool:
		if v.Bool() {
			return table.StringValue("True")
		}
		return table.StringValue("False")
	case table.KindArray:
		switch a := v.Array(); len(a) {
		case 0:
			return table.Value{}
		case 1:
			return presentValue(a[0])
		default:
			out := make([]table.Value, len(a))
			for i, x := range a {
				out[i] = presentValue(x)
			}
			return table.ArrayValue(out)
		}
	}
	return v
}
