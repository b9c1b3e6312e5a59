package kql

import (
	"fmt"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// matcher runs the steps of a scan over rows. Each step holds at most one
// sequence: the rows that it and the steps before it matched last.
type matcher struct {
	cols     []table.Field
	steps    []scanStep
	names    []string
	defaults map[string]table.Value
	id       string
}

// sequence is the state of a step.
type sequence struct {
	id   int64
	rows []map[string]table.Value // per step; nil for those not reached
}

func (m *matcher) run(c *functions.Context, in []*table.Table, _ functions.TableArgs) (*table.Table, error) {
	batch := in[0].Batch()
	builders := make([]table.Builder, len(m.cols))
	fields := append([]table.Field(nil), m.cols...)
	for i, f := range m.cols {
		builders[i] = table.NewBuilder(f.Type, batch.Len())
	}
	ids := table.NewVecBuilder[int64](batch.Len())
	state := make([]*sequence, len(m.steps))
	next := int64(0)
	emit := func(row map[string]table.Value, id int64) {
		for i, f := range m.cols {
			builders[i].Append(row[f.Name])
		}
		ids.Add(id)
	}
	for i := range batch.Len() {
		row := map[string]table.Value{}
		for k, f := range m.cols {
			row[f.Name] = batch.Col(k).Value(i)
		}
		for k := len(m.steps) - 1; k >= 0; k-- {
			if err := m.step(c, k, row, state, &next, emit); err != nil {
				return nil, err
			}
		}
	}
	cols := make([]table.Column, len(builders))
	for i, b := range builders {
		cols[i] = b.Column()
	}
	if m.id != "" {
		fields, cols = append(fields, table.Field{Name: m.id, Type: table.TypeLong}), append(cols, ids.Column())
	}
	return table.New(table.NewSchema(fields...), cols...), nil
}

// step lets a row go on from the step before, start a sequence, or stay in
// the step, whichever comes first.
func (m *matcher) step(c *functions.Context, k int, row map[string]table.Value, state []*sequence, next *int64, emit func(map[string]table.Value, int64)) error {
	var from *sequence
	switch {
	case k > 0 && state[k-1] != nil:
		from = &sequence{id: state[k-1].id, rows: append([]map[string]table.Value(nil), state[k-1].rows...)}
		from.rows[k] = nil
	case k == 0 && state[0] == nil:
		from = &sequence{id: *next, rows: make([]map[string]table.Value, len(m.steps))}
	}
	if from != nil {
		matched, err := m.matches(c, k, row, from)
		if err != nil {
			return err
		}
		if matched != nil {
			if k > 0 {
				state[k-1] = nil
			} else {
				*next++
			}
			from.rows[k] = matched
			state[k] = from
			if !m.steps[k].silent {
				emit(matched, from.id)
			}
			return nil
		}
	}
	if state[k] == nil {
		return nil
	}
	matched, err := m.matches(c, k, row, state[k])
	if err != nil || matched == nil {
		return err
	}
	state[k].rows[k] = matched
	if !m.steps[k].silent {
		emit(matched, state[k].id)
	}
	return nil
}

// matches is the row with the step's assignments when its condition holds.
func (m *matcher) matches(c *functions.Context, k int, row map[string]table.Value, seq *sequence) (map[string]table.Value, error) {
	read := m.reader(row, seq)
	v, err := valueOf(c, m.steps[k].cond, read)
	if err != nil || !v.Bool() {
		return nil, err
	}
	out := make(map[string]table.Value, len(row))
	for name, x := range row {
		out[name] = x
	}
	for _, a := range m.steps[k].assign {
		if out[a.Name], err = valueOf(c, a.Expr, read); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// reader gives the values of columns: the row's, and those of the steps' last
// matches, or their defaults.
func (m *matcher) reader(row map[string]table.Value, seq *sequence) func(string) table.Value {
	return func(name string) table.Value {
		if v, ok := row[name]; ok {
			return v
		}
		for i, step := range m.names {
			if n := len(step); len(name) > n && name[:n] == step && name[n] == 0 {
				if seq.rows[i] != nil {
					return seq.rows[i][name[n+1:]]
				}
				return m.defaults[name[n+1:]]
			}
		}
		return table.Value{}
	}
}

// valueOf computes an expression for one row.
func valueOf(c *functions.Context, e plan.Expr, read func(string) table.Value) (table.Value, error) {
	switch e := e.(type) {
	case *plan.Const:
		return e.Value, nil
	case *plan.Column:
		return read(e.Name), nil
	case *plan.Call:
		cols := make([]table.Column, len(e.Args))
		for i, a := range e.Args {
			v, err := valueOf(c, a, read)
			if err != nil {
				return v, err
			}
			cols[i] = table.NewConst(v, a.Type(), 1)
		}
		col, err := guarded(func() (table.Column, error) {
			return e.Overload.Kernel(&functions.Call{Context: c, N: 1, Null: e.Func.Null, Result: e.T}, cols)
		})
		if err != nil {
			return table.Value{}, err
		}
		if e.EmptyStrings {
			col = table.WithoutNulls(col)
		}
		return col.Value(0), nil
	}
	return table.Value{}, fmt.Errorf("this expression is not supported in scan")
}
