package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// forEach runs a plan once per group of rows, or once per row.
func (r *run) forEach(n *plan.ForEach) (*pipe, error) {
	return fromStream(func() (stream[*table.Batch], error) {
		b, err := r.whole(n.Input)
		if err != nil {
			return nil, err
		}
		groups, err := r.partitions(b, n)
		if err != nil {
			return nil, err
		}
		return &forEach{r: r, n: n, input: b, groups: groups}, nil
	}), nil
}

// partitions are the rows of each group, in order of the groups' first rows.
func (r *run) partitions(b *table.Batch, n *plan.ForEach) ([][]int32, error) {
	if n.PerRow {
		groups := make([][]int32, b.Len())
		for i := range groups {
			groups[i] = []int32{int32(i)}
		}
		return groups, nil
	}
	ids := make([]uint32, b.Len())
	cols := make([]table.Column, len(n.Keys))
	c := r.compiler()
	for i, k := range n.Keys {
		e, err := r.prepared(k.Expr)
		if err != nil {
			return nil, err
		}
		if cols[i], err = c.compile(e).eval(b); err != nil {
			return nil, err
		}
	}
	g := newGrouper(len(cols), false)
	g.assign(cols, ids)
	groups := make([][]int32, g.n)
	for i, id := range ids {
		groups[id] = append(groups[id], int32(i))
	}
	return groups, nil
}

type forEach struct {
	r      *run
	n      *plan.ForEach
	input  *table.Batch
	groups [][]int32
}

func (s *forEach) next() (*table.Batch, error) {
	for len(s.groups) > 0 {
		rows := s.groups[0]
		s.groups = s.groups[1:]
		if err := s.r.Context.Context.Err(); err != nil {
			return nil, err
		}
		group := s.input.View(rows)
		body := fill(s.r.opts.Profile, s.n.Body, s.n.Hole, &plan.Values{Table: table.FromBatch(group)})
		b, err := s.r.whole(body)
		if err != nil {
			return nil, err
		}
		if b.Len() == 0 {
			continue
		}
		if s.n.KeepOuter {
			b = beside(s.input, rows[0], b)
		}
		return b, nil
	}
	return nil, nil
}

func (s *forEach) close() { s.groups = nil }

// fill is a copy of a plan with rows in place of a hole.
func fill(p *Profile, n plan.Node, hole *plan.Hole, rows plan.Node) plan.Node {
	if n == plan.Node(hole) {
		p.copied(rows, n)
		return rows
	}
	in := n.Inputs()
	if f, ok := n.(*plan.ForEach); ok {
		c := *f
		c.Input, c.Body = fill(p, f.Input, hole, rows), fill(p, f.Body, hole, rows)
		p.copied(&c, n)
		return &c
	}
	if len(in) == 0 {
		return n
	}
	out, changed := make([]plan.Node, len(in)), false
	for i, c := range in {
		out[i] = fill(p, c, hole, rows)
		changed = changed || out[i] != c
	}
	if !changed {
		return n
	}
	made := n.WithInputs(out)
	p.copied(made, n)
	return made
}

// beside is a body's result with the columns of the row it was run for, the
// body's own columns over them.
func beside(outer *table.Batch, row int32, b *table.Batch) *table.Batch {
	fields := append([]table.Field(nil), outer.Schema().Fields()...)
	cols := make([]table.Column, len(fields))
	for i, c := range outer.Cols() {
		cols[i] = table.NewConst(c.Value(int(row)), fields[i].Type, b.Len())
	}
	for i, f := range b.Schema().Fields() {
		if k := outer.Schema().Index(f.Name); k >= 0 {
			fields[k], cols[k] = f, b.Col(i)
		} else {
			fields, cols = append(fields, f), append(cols, b.Col(i))
		}
	}
	return table.NewBatch(table.NewSchema(fields...), b.Len(), cols...)
}
