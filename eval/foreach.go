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
		return &forEach{r: r, n: n, input: b, groups: groups, deep: hasSubqueries(n.Body)}, nil
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
	// deep says that the body has subqueries.
	deep bool
}

func (s *forEach) next() (*table.Batch, error) {
	for len(s.groups) > 0 {
		rows := s.groups[0]
		s.groups = s.groups[1:]
		if err := s.r.Context.Context.Err(); err != nil {
			return nil, err
		}
		group := s.input.View(rows)
		f := &filler{p: s.r.opts.Profile, hole: s.n.Hole, rows: &plan.Values{Table: table.FromBatch(group)}, deep: s.deep}
		b, err := s.r.whole(f.node(s.n.Body))
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

// filler makes the plan of one group of a body: a copy with the group's rows
// in place of the hole, also in subqueries of expressions.
type filler struct {
	p    *Profile
	hole *plan.Hole
	rows plan.Node
	// deep says that there are subqueries.
	deep bool
	// shares are the identities of what is computed once per group.
	shares map[any]any
}

func (f *filler) node(n plan.Node) plan.Node {
	if n == plan.Node(f.hole) {
		f.p.copied(f.rows, n)
		return f.rows
	}
	made := f.inputs(n)
	if f.deep {
		made = plan.WithSubqueries(made, func(q *plan.Subquery) *plan.Subquery {
			in := f.node(q.Input)
			if in == q.Input {
				return q
			}
			c := *q
			c.Input = in
			return &c
		})
	}
	if made == n {
		return n
	}
	if s, ok := made.(*plan.Share); ok {
		made = f.share(s)
	}
	f.p.copied(made, n)
	return made
}

func (f *filler) inputs(n plan.Node) plan.Node {
	in := n.Inputs()
	if each, ok := n.(*plan.ForEach); ok {
		c := *each
		c.Input, c.Body = f.node(each.Input), f.node(each.Body)
		if c.Input == each.Input && c.Body == each.Body {
			return n
		}
		return &c
	}
	out, changed := make([]plan.Node, len(in)), false
	for i, c := range in {
		out[i] = f.node(c)
		changed = changed || out[i] != c
	}
	if !changed {
		return n
	}
	return n.WithInputs(out)
}

// share is what a group computes once, apart from other groups.
func (f *filler) share(s *plan.Share) plan.Node {
	c := *s
	if s.ID != nil {
		if f.shares == nil {
			f.shares = map[any]any{}
		}
		if f.shares[s.ID] == nil {
			f.shares[s.ID] = new(byte)
		}
		c.ID = f.shares[s.ID]
	}
	return &c
}

// hasSubqueries reports whether an expression of a plan has a subquery.
func hasSubqueries(n plan.Node) bool {
	has := false
	plan.WithSubqueries(n, func(q *plan.Subquery) *plan.Subquery {
		has = true
		return q
	})
	for _, in := range n.Inputs() {
		has = has || hasSubqueries(in)
	}
	if each, ok := n.(*plan.ForEach); ok {
		has = has || hasSubqueries(each.Body)
	}
	return has
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
