package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// series makes rows as they are pulled: their number is not bounded.
func (r *run) series(n *plan.Series) *pipe {
	rows := r.opts.BatchRows
	if rows <= 0 {
		rows = table.DefaultBatchRows
	}
	return fromStream(func() (stream[*table.Batch], error) {
		b, err := r.whole(n.Input)
		if err != nil {
			return nil, err
		}
		return &counting{schema: n.Shape().Schema, bounds: b, rows: rows}, nil
	})
}

type counting struct {
	schema *table.Schema
	bounds *table.Batch
	at     int64
	rows   int
}

func (s *counting) next() (*table.Batch, error) {
	col, err := functions.CountFrom(s.bounds.Col(0), s.bounds.Col(1), s.bounds.Col(2), s.at, s.rows)
	if err != nil || col.Len() == 0 {
		return nil, err
	}
	s.at += int64(col.Len())
	return table.NewBatch(s.schema, col.Len(), col), nil
}

func (s *counting) close() {}
