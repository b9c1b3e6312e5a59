package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// join keeps the right input in a hash table and streams the left one through
// it, so that rows come in the order of the left input.
func (r *run) join(n *plan.Join) (*pipe, error) {
	left, err := r.build(n.Left)
	if err != nil {
		return nil, err
	}
	return fromStream(func() (stream[*table.Batch], error) {
		h, err := r.buildSide(n)
		if err != nil {
			return nil, err
		}
		in := each(r, left, h.prober)
		return &joined{h: h, in: in}, nil
	}), nil
}

// hashed is the build side of a join.
type hashed struct {
	r      *run
	n      *plan.Join
	right  *table.Batch
	groups *grouper
	// rows of key k are rows[start[k]:start[k+1]].
	start, rows []int32
	on          []plan.Expr // left keys
	seen        *grouper    // keys of left rows so far (UniqueLeft)
	matched     []bool      // right rows that met a left row
}

func (r *run) buildSide(n *plan.Join) (*hashed, error) {
	right, err := r.whole(n.Right)
	if err != nil {
		return nil, err
	}
	h := &hashed{r: r, n: n, right: right, groups: newGrouper(len(n.On), n.LooseKeys)}
	keys := make([]table.Column, len(n.On))
	c := r.compiler()
	for i, k := range n.On {
		e, err := r.prepared(k.Right)
		if err != nil {
			return nil, err
		}
		if keys[i], err = c.compile(e).eval(right); err != nil {
			return nil, err
		}
		e, err = r.prepared(k.Left)
		if err != nil {
			return nil, err
		}
		h.on = append(h.on, e)
	}
	ids := make([]uint32, right.Len())
	if err := h.groups.assignOnce(keys, ids, r.opts.Workers); err != nil {
		return nil, err
	}
	skip := nullRows(keys, right.Len(), n.NullsMatch)
	h.index(ids, skip)
	if n.UniqueLeft {
		h.seen = newGrouper(len(n.On), n.LooseKeys)
	}
	if n.Kind == plan.RightOuter || n.Kind == plan.FullOuter || n.Kind == plan.RightSemi || n.Kind == plan.RightAnti {
		h.matched = make([]bool, right.Len())
	}
	return h, r.Memory.Reserve(int64(right.Len()) * 16)
}

// nullRows are the rows that cannot match because a key is null.
func nullRows(keys []table.Column, n int, match bool) []bool {
	if match {
		return nil
	}
	var out []bool
	for _, c := range keys {
		if neverNull(c) {
			continue
		}
		for i := range n {
			if c.Null(i) {
				if out == nil {
					out = make([]bool, n)
				}
				out[i] = true
			}
		}
	}
	return out
}

// neverNull reports whether a column's form says that no row is null.
func neverNull(c table.Column) bool {
	switch c := table.Resolve(c).(type) {
	case *table.Const:
		return !c.Val().IsNull()
	case *table.Dict:
		return c.Entries().Nulls() == nil
	case *table.Vec[table.Value]:
		return false
	case interface{ Nulls() []bool }:
		return c.Nulls() == nil
	}
	return false
}

// index lists the rows of each key, by counting sort.
func (h *hashed) index(ids []uint32, skip []bool) {
	h.start = make([]int32, h.groups.n+2)
	for i, id := range ids {
		if skip == nil || !skip[i] {
			h.start[id+2]++
		}
	}
	for k := 2; k < len(h.start); k++ {
		h.start[k] += h.start[k-1]
	}
	h.rows = make([]int32, h.start[len(h.start)-1])
	for i, id := range ids {
		if skip == nil || !skip[i] {
			h.rows[h.start[id+1]] = int32(i)
			h.start[id+1]++
		}
	}
}

// probe is a left batch with its keys' columns and, per row, the number of the
// key on the right, or none.
type probe struct {
	batch *table.Batch
	keys  []table.Column
	ids   []uint32
	// out is the first piece of the answer where workers can find it alone.
	out *table.Batch
	// skip and keep are the rows that match none and those that may match;
	// at is the next row to match, met how many of its matches are done.
	skip, keep []bool
	at, met    int
}

// pieceRows is about how many rows of the answer are made at once, as a left
// batch may match any number of them.
const pieceRows = 1 << 16

// ordered reports whether left batches must be matched one after the other,
// because what one meets matters to the next or to the end.
func (h *hashed) ordered() bool { return h.seen != nil || h.matched != nil }

// prober looks up the left keys; one per worker.
func (h *hashed) prober() func(*table.Batch) (*probe, error) {
	exprs := h.r.compiler().all(h.on)
	groups := h.groups.reader()
	return func(b *table.Batch) (*probe, error) {
		p := &probe{batch: b, ids: make([]uint32, b.Len())}
		for _, e := range exprs {
			c, err := e.eval(b)
			if err != nil {
				return nil, err
			}
			p.keys = append(p.keys, table.Resolve(c))
		}
		groups.assign(p.keys, p.ids)
		p.skip = nullRows(p.keys, b.Len(), h.n.NullsMatch)
		if !h.ordered() {
			p.out = h.match(p)
		}
		return p, nil
	}
}

type joined struct {
	h  *hashed
	in stream[*probe]
	// now is the left batch that is being matched.
	now  *probe
	done bool
}

func (s *joined) next() (*table.Batch, error) {
	for !s.done {
		if err := s.h.r.Err(); err != nil {
			return nil, err
		}
		b, err := s.piece()
		if err != nil || b != nil && b.Len() > 0 {
			return b, err
		}
	}
	return nil, nil
}

// piece is the next piece of the answer, perhaps an empty one.
func (s *joined) piece() (*table.Batch, error) {
	if s.now != nil && s.now.at < len(s.now.ids) {
		return s.h.match(s.now), nil
	}
	p, err := s.in.next()
	if err != nil {
		return nil, err
	}
	s.now = p
	switch {
	case p == nil:
		s.done = true
		return s.h.rest(), nil
	case s.h.ordered():
		p.keep = s.h.uniqueLeft(p)
		return s.h.match(p), nil
	}
	return p.out, nil
}

func (s *joined) close() { s.in.close() }

// match joins rows of a left batch, from where it stopped, until a piece of
// the answer is full.
func (h *hashed) match(p *probe) *table.Batch {
	rest := len(p.ids) - p.at
	left, right := make([]int32, 0, rest), make([]int32, 0, rest)
	for ; p.at < len(p.ids) && len(left) < pieceRows; p.at++ {
		if p.keep != nil && !p.keep[p.at] {
			continue
		}
		i, rows := int32(p.at), h.matches(p)
		switch h.n.Kind {
		case plan.LeftSemi:
			if len(rows) > 0 {
				left = append(left, i)
			}
		case plan.LeftAnti:
			if len(rows) == 0 {
				left = append(left, i)
			}
		case plan.RightSemi, plan.RightAnti:
		default:
			if len(rows) == 0 && (h.n.Kind == plan.LeftOuter || h.n.Kind == plan.FullOuter) {
				left, right = append(left, i), append(right, -1)
			}
			some := rows[p.met:min(len(rows), p.met+pieceRows)]
			for range some {
				left = append(left, i)
			}
			right = append(right, some...)
			if p.met += len(some); p.met < len(rows) {
				return h.assemble(p.batch, left, right)
			}
			p.met = 0
		}
	}
	if len(left) == 0 {
		return nil
	}
	if h.n.Kind == plan.LeftSemi || h.n.Kind == plan.LeftAnti {
		return h.assemble(p.batch, left, nil)
	}
	return h.assemble(p.batch, left, right)
}

// matches are the right rows that the next left row meets.
func (h *hashed) matches(p *probe) []int32 {
	id := p.ids[p.at]
	if id == none || p.skip != nil && p.skip[p.at] {
		return nil
	}
	rows := h.rows[h.start[id]:h.start[id+1]]
	if most := h.n.MaxMatches; most > 0 && int64(len(rows)) > most {
		rows = rows[:most]
	}
	if h.matched != nil && p.met == 0 {
		for _, r := range rows {
			h.matched[r] = true
		}
	}
	return rows
}

// uniqueLeft marks the rows that are the first of their key over the whole
// left input; nil means all count. Rows with null keys are judged like others.
func (h *hashed) uniqueLeft(p *probe) []bool {
	if h.seen == nil {
		return nil
	}
	ids := make([]uint32, p.batch.Len())
	keep := make([]bool, p.batch.Len())
	for _, row := range h.seen.assign(p.keys, ids) {
		keep[row] = true
	}
	return keep
}

// rest are the right rows that the join's kind gives after all left rows.
func (h *hashed) rest() *table.Batch {
	if h.matched == nil {
		return nil
	}
	want := h.n.Kind == plan.RightSemi
	var rows []int32
	for i, m := range h.matched {
		if m == want {
			rows = append(rows, int32(i))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	left := make([]int32, len(rows))
	for i := range left {
		left[i] = -1
	}
	empty := table.ConcatBatches(h.n.Left.Shape().Schema, nil)
	return h.assemble(empty, left, rows)
}

// assemble makes the output of matched pairs of rows; -1 stands for no row.
// right is nil when only left columns are wanted.
func (h *hashed) assemble(b *table.Batch, left, right []int32) *table.Batch {
	if h.n.Cols == nil {
		return h.merge(b, left, right)
	}
	fields, cols := make([]table.Field, len(h.n.Cols)), make([]table.Column, len(h.n.Cols))
	for i, c := range h.n.Cols {
		fields[i] = table.Field{Name: c.As, Type: c.T}
		cols[i] = h.gather(b, left, right, c.Right, c.From, c.T)
	}
	return table.NewBatch(table.NewSchema(fields...), len(left), cols...)
}

func (h *hashed) gather(b *table.Batch, left, right []int32, fromRight bool, name string, t table.Type) table.Column {
	side, rows := b, left
	if fromRight {
		side, rows = h.right, right
	}
	col := side.Column(name)
	if col == nil || rows == nil {
		return table.NewConst(missing(t, h.n.EmptyStrings), t, len(left))
	}
	out := table.NewView(col, rows)
	if h.n.EmptyStrings && t == table.TypeString {
		out = table.WithoutNulls(out)
	}
	return out
}

// merge lays the right columns over the left ones by name.
func (h *hashed) merge(b *table.Batch, left, right []int32) *table.Batch {
	fields := append([]table.Field(nil), b.Schema().Fields()...)
	cols := make([]table.Column, len(fields))
	for i, c := range b.Cols() {
		cols[i] = table.NewView(c, left)
	}
	if right == nil {
		return table.NewBatch(table.NewSchema(fields...), len(left), cols...)
	}
	for i, f := range h.right.Schema().Fields() {
		c := table.NewView(h.right.Col(i), right)
		k := b.Schema().Index(f.Name)
		switch {
		case k < 0:
			fields, cols = append(fields, f), append(cols, c)
		case h.n.Overwrite:
			fields[k], cols[k] = f, overlay(c, right, cols[k])
		}
	}
	return table.NewBatch(table.NewSchema(fields...), len(left), cols...)
}

// overlay keeps the left value where there is no right row or no right value.
func overlay(c table.Column, right []int32, left table.Column) table.Column {
	clean := true
	take := make([]int32, len(right))
	for i := range right {
		take[i] = int32(i)
		if right[i] < 0 || c.Null(i) {
			take[i] = int32(len(right) + i)
			clean = false
		}
	}
	if clean {
		return c
	}
	return table.Concat([]table.Column{c, left}).Take(take)
}
