package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// union reads its inputs one after the other, each with all workers.
func (r *run) union(n *plan.Union) (*pipe, error) {
	pipes := make([]*pipe, len(n.In))
	for i, in := range n.In {
		var err error
		if pipes[i], err = r.build(in); err != nil {
			return nil, err
		}
	}
	p := fromStream(func() (stream[*table.Batch], error) { return &chained{r: r, pipes: pipes}, nil })
	if shape := n.Shape(); !shape.Open {
		p = p.then(func() step {
			return func(b *table.Batch) (*table.Batch, error) { return conform(b, shape.Schema, n.EmptyStrings), nil }
		})
	}
	return p, nil
}

type chained struct {
	r     *run
	pipes []*pipe
	now   stream[*table.Batch]
}

func (s *chained) next() (*table.Batch, error) {
	for {
		if s.now == nil {
			if len(s.pipes) == 0 {
				return nil, nil
			}
			s.now, s.pipes = s.r.stream(s.pipes[0]), s.pipes[1:]
		}
		b, err := s.now.next()
		if b != nil || err != nil {
			return b, err
		}
		s.now.close()
		s.now = nil
	}
}

func (s *chained) close() {
	if s.now != nil {
		s.now.close()
	}
	s.pipes = nil
}

// conform gives a batch the columns of a schema: by name, nulls where it has
// none.
func conform(b *table.Batch, schema *table.Schema, emptyStrings bool) *table.Batch {
	if b.Schema().Equal(schema) {
		return b
	}
	cols := make([]table.Column, schema.Len())
	for i, f := range schema.Fields() {
		if c := b.Column(f.Name); c != nil {
			cols[i] = c
			continue
		}
		cols[i] = table.NewConst(missing(f.Type, emptyStrings), f.Type, b.Len())
	}
	return table.NewBatch(schema, b.Len(), cols...)
}

// missing is the value of a column that is not there.
func missing(t table.Type, emptyStrings bool) table.Value {
	if emptyStrings && t == table.TypeString {
		return table.StringValue("")
	}
	return table.Value{}
}
