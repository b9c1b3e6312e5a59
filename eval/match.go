package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// match follows sequences of rows. What a step computes from the row alone is
// computed for all rows at once; only what reads states goes row by row.
func (r *run) match(n *plan.Match) (*pipe, error) {
	return r.fromBatch(func() (*table.Batch, error) {
		b, err := r.whole(n.Input)
		if err != nil {
			return nil, err
		}
		m := &matcher{n: n, input: b, states: make([]*sequence, len(n.Steps)), pending: make([]*matched, len(n.Steps))}
		if err := m.prepare(r); err != nil {
			return nil, err
		}
		for row := range b.Len() {
			if row&1023 == 0 && r.Context.Context.Err() != nil {
				return nil, r.Context.Context.Err()
			}
			if err := m.row(int32(row)); err != nil {
				return nil, err
			}
		}
		for k := range m.pending {
			m.flush(k)
		}
		return m.result(), nil
	}), nil
}

// sequence is what a step holds: the rows that it and the steps before matched.
type sequence struct {
	id   int64
	rows []*matched
}

// matched is a row of the input with the values of the declared columns.
type matched struct {
	row  int32
	id   int64
	vals []table.Value
}

type matcher struct {
	n       *plan.Match
	input   *table.Batch
	steps   []matchStep
	states  []*sequence
	pending []*matched // rows of steps that put out the last one only
	nextID  int64
	out     []*matched
}

// matchStep is a step with its expressions compiled.
type matchStep struct {
	static []bool // by row; nil when there is no such part
	cond   *rowScalar
	assign []assignment
}

// assignment sets declared column to: from a column computed for all rows, or
// row by row.
type assignment struct {
	to  int
	all table.Column
	row *rowScalar
}

func (m *matcher) prepare(r *run) error {
	for _, s := range m.n.Steps {
		var step matchStep
		var err error
		if step.static, err = r.flags(s.Static, m.input); err != nil {
			return err
		}
		if s.Cond != nil {
			if step.cond, err = m.perRow(r, s.Cond); err != nil {
				return err
			}
		}
		for _, a := range s.Assign {
			set := assignment{to: m.declared(a.Name)}
			if m.readsState(a.Expr) {
				set.row, err = m.perRow(r, a.Expr)
			} else {
				set.all, err = r.computed(a.Expr, m.input)
			}
			if err != nil {
				return err
			}
			step.assign = append(step.assign, set)
		}
		m.steps = append(m.steps, step)
	}
	return nil
}

func (r *run) computed(e plan.Expr, b *table.Batch) (table.Column, error) {
	e, err := r.prepared(e)
	if err != nil {
		return nil, err
	}
	return r.compiler().compile(e).eval(b)
}

func (m *matcher) declared(name string) int {
	for i, d := range m.n.Declared {
		if d.Name == name {
			return i
		}
	}
	return -1
}

func (m *matcher) readsState(e plan.Expr) bool {
	reads := false
	plan.Columns(e, func(name string) { reads = reads || m.ref(name) != nil })
	return reads
}

func (m *matcher) ref(name string) *plan.MatchRef {
	for i := range m.n.Refs {
		if m.n.Refs[i].As == name {
			return &m.n.Refs[i]
		}
	}
	return nil
}

// row tries one row against the steps, the last first.
func (m *matcher) row(row int32) error {
	for k := len(m.steps) - 1; k >= 0; k-- {
		s := &m.steps[k]
		if s.static != nil && !s.static[row] {
			continue
		}
		if k > 0 && m.states[k-1] != nil {
			ok, err := m.holds(s, row, m.states[k-1])
			if err != nil {
				return err
			}
			if ok {
				before := m.states[k-1]
				m.flush(k)
				m.flush(k - 1)
				m.states[k-1] = nil
				moved := &sequence{before.id, append([]*matched(nil), before.rows...)}
				if err := m.take(k, row, moved); err != nil {
					return err
				}
				continue
			}
		}
		if m.states[k] == nil && k > 0 {
			continue
		}
		if ok, err := m.holds(s, row, m.states[k]); err != nil {
			return err
		} else if !ok {
			continue
		}
		state := m.states[k]
		if state == nil {
			state = &sequence{id: m.nextID}
			m.nextID++
		}
		if err := m.take(k, row, state); err != nil {
			return err
		}
	}
	return nil
}

func (m *matcher) holds(s *matchStep, row int32, state *sequence) (bool, error) {
	if s.cond == nil {
		return true, nil
	}
	v, err := s.cond.eval(m, row, state)
	return v.Bool(), err
}

// take makes row the one that step k holds in a sequence.
func (m *matcher) take(k int, row int32, state *sequence) error {
	got := &matched{row: row, id: state.id, vals: make([]table.Value, len(m.n.Declared))}
	for i, d := range m.n.Declared {
		got.vals[i] = d.Default
	}
	for _, a := range m.steps[k].assign {
		if a.row == nil {
			got.vals[a.to] = a.all.Value(int(row))
			continue
		}
		v, err := a.row.eval(m, row, state)
		if err != nil {
			return err
		}
		got.vals[a.to] = v
	}
	if len(state.rows) > k {
		state.rows[k] = got
	} else {
		state.rows = append(state.rows, got)
	}
	m.states[k] = state
	switch m.n.Steps[k].Output {
	case plan.MatchAll:
		m.out = append(m.out, got)
	case plan.MatchLast:
		m.pending[k] = got
	}
	return nil
}

// flush puts out the last row of a series that has ended.
func (m *matcher) flush(k int) {
	if m.pending[k] != nil {
		m.out = append(m.out, m.pending[k])
		m.pending[k] = nil
	}
}

func (m *matcher) result() *table.Batch {
	rows, ids := make([]int32, len(m.out)), make([]int64, len(m.out))
	for i, o := range m.out {
		rows[i], ids[i] = o.row, o.id
	}
	b := m.input.View(rows)
	for k, d := range m.n.Declared {
		col := table.NewBuilder(d.T, len(rows))
		for _, o := range m.out {
			col.Append(o.vals[k])
		}
		b = withTyped(b, d.Name, d.T, col.Column())
	}
	if m.n.ID != "" {
		b = withTyped(b, m.n.ID, table.TypeLong, table.NewVec(ids, nil))
	}
	return b
}

func withTyped(b *table.Batch, name string, t table.Type, c table.Column) *table.Batch {
	b = withColumn(b, name, c)
	fields := append([]table.Field(nil), b.Schema().Fields()...)
	fields[b.Schema().Index(name)].Type = t
	return table.NewBatch(table.NewSchema(fields...), b.Len(), b.Cols()...)
}

// rowScalar computes an expression for one row and one state. Its batch has
// only the columns that the expression reads.
type rowScalar struct {
	s      scalar
	schema *table.Schema
	reads  []rowRead
}

// rowRead is where a column comes from: a column of the input or, when ref is
// set, the row that a step holds.
type rowRead struct {
	input    table.Column
	ref      *plan.MatchRef
	declared int
}

func (m *matcher) perRow(r *run, e plan.Expr) (*rowScalar, error) {
	e, err := r.prepared(e)
	if err != nil {
		return nil, err
	}
	out := &rowScalar{s: r.compiler().compile(e)}
	var fields []table.Field
	seen := map[string]bool{}
	plan.Columns(e, func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		if ref := m.ref(name); ref != nil {
			fields = append(fields, table.Field{Name: name, Type: ref.T})
			out.reads = append(out.reads, rowRead{input: m.input.Column(ref.Column), ref: ref, declared: m.declared(ref.Column)})
			return
		}
		if i := m.input.Schema().Index(name); i >= 0 {
			fields = append(fields, m.input.Schema().Field(i))
			out.reads = append(out.reads, rowRead{input: m.input.Col(i)})
		}
	})
	out.schema = table.NewSchema(fields...)
	return out, nil
}

func (s *rowScalar) eval(m *matcher, row int32, state *sequence) (table.Value, error) {
	cols := make([]table.Column, len(s.reads))
	for i, from := range s.reads {
		if from.ref == nil {
			cols[i] = from.input.Slice(int(row), int(row)+1)
		} else {
			cols[i] = table.NewConst(from.held(m, state), from.ref.T, 1)
		}
	}
	c, err := s.s.eval(table.NewBatch(s.schema, 1, cols...))
	if err != nil {
		return table.Value{}, err
	}
	return c.Value(0), nil
}

// held is a column's value in the row that a step holds.
func (f *rowRead) held(m *matcher, state *sequence) table.Value {
	if state != nil && f.ref.Step < len(state.rows) {
		got := state.rows[f.ref.Step]
		if f.declared >= 0 {
			return got.vals[f.declared]
		}
		if f.input != nil {
			return f.input.Value(int(got.row))
		}
		return table.Value{}
	}
	if f.declared >= 0 {
		return m.n.Declared[f.declared].Default
	}
	if f.ref.T == table.TypeString {
		return table.StringValue("")
	}
	return table.Value{}
}
