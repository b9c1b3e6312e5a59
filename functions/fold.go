package functions

import "github.com/goshawk-lang/goshawk/table"

// Fold1 makes an aggregate of one argument from a state type S: step takes a
// row that is not null, result turns the state into the answer (false: null).
// The zero S is the state of a group without rows.
func Fold1[A table.Element, S any, R table.Element](step func(*S, A), result func(*S) (R, bool)) AggregateOverload {
	return AggregateOverload{
		Params: []table.Type{table.TypeOf[A]()},
		Result: table.TypeOf[R](),
		New: func(*Context, []table.Type, []table.Value) (Accumulator, error) {
			return &fold1[A, S, R]{step: step, result: result}, nil
		},
	}
}

type fold1[A table.Element, S any, R table.Element] struct {
	states []S
	step   func(*S, A)
	result func(*S) (R, bool)
}

func (f *fold1[A, S, R]) Add(groups []uint32, n int, args []table.Column) error {
	f.states = grow(f.states, n)
	a := NewArg[A](args[0])
	nulls := boxedNulls(&a)
	for i, g := range groups {
		if nulls.nulls != nil && nulls.nulls[i*nulls.step] {
			continue
		}
		f.step(&f.states[g], a.At(i))
	}
	return nil
}

func (f *fold1[A, S, R]) Results(n int) []table.Column {
	f.states = grow(f.states, n)
	b := table.NewVecBuilder[R](n)
	for g := range n {
		if r, ok := f.result(&f.states[g]); ok {
			b.Add(r)
		} else {
			b.AddNull()
		}
	}
	return []table.Column{b.Column()}
}

// grow extends s to n elements, leaving room so that growing by one group at
// a time costs constant time each.
func grow[S any](s []S, n int) []S {
	if n <= len(s) {
		return s
	}
	if n <= cap(s) {
		return s[:n]
	}
	bigger := make([]S, n, max(n, 2*cap(s)))
	copy(bigger, s)
	return bigger
}
