package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// runningWindow is what the aggregates of one running window share. A frame
// that reaches back without bound feeds one state row by row; a bounded frame
// is computed anew for each row.
type runningWindow struct {
	r    *run
	n    *plan.Window
	rows int
	// part is the partition of each row, -1 where a key is null and such rows
	// are skipped: they have no result and count nowhere.
	part          []int32
	before, after []bool
	time          []float64
	in            *aggInput
}

func (r *run) newRunning(n *plan.Window, b *table.Batch) (*runningWindow, error) {
	a, err := r.newAggregation(n.Partition, n.Aggs)
	if err != nil {
		return nil, err
	}
	w := &runningWindow{r: r, n: n, rows: b.Len(), part: make([]int32, b.Len())}
	if w.in, err = a.preparer()(b); err != nil {
		return nil, err
	}
	ids := make([]uint32, b.Len())
	newGrouper(len(n.Partition), n.LooseKeys).assign(w.in.keys, ids)
	for i, id := range ids {
		w.part[i] = int32(id)
		if n.SkipNullKeys && anyNullAt(w.in.keys, i) {
			w.part[i] = -1
		}
	}
	f := n.Frame
	if w.before, err = r.flags(f.ResetBefore, b); err != nil {
		return nil, err
	}
	if w.after, err = r.flags(f.ResetAfter, b); err != nil {
		return nil, err
	}
	if f.Span > 0 {
		e, err := r.prepared(f.Time)
		if err != nil {
			return nil, err
		}
		c, err := r.compiler().compile(e).eval(b)
		if err != nil {
			return nil, err
		}
		t := functions.NewArg[float64](functions.LooseColumn(c, table.TypeReal))
		w.time = make([]float64, b.Len())
		for i := range w.time {
			w.time[i] = t.At(i)
		}
	}
	return w, nil
}

// flags are the rows for which a condition is true; nil without one.
func (r *run) flags(e plan.Expr, b *table.Batch) ([]bool, error) {
	if e == nil {
		return nil, nil
	}
	e, err := r.prepared(e)
	if err != nil {
		return nil, err
	}
	c, err := r.compiler().compile(e).eval(b)
	if err != nil {
		return nil, err
	}
	a := functions.NewArg[bool](c)
	out := make([]bool, b.Len())
	for i := range out {
		out[i] = a.At(i)
	}
	return out, nil
}

// compute gives an aggregate's output columns, one value a row.
func (w *runningWindow) compute(i int) ([]table.Column, error) {
	agg, in := w.n.Aggs[i], w.in.aggs[i]
	counts := make([]int32, w.rows) // the row's place among the arguments, or -1
	for row := range counts {
		counts[row] = int32(row)
		if in.rows != nil || in.skip {
			counts[row] = -1
		}
	}
	for at, row := range in.rows {
		counts[row] = int32(at)
	}
	if w.n.Frame.Rows == 0 && w.time == nil {
		return w.growing(&agg, in.args, counts)
	}
	out := w.values(agg.Names)
	history := map[int32][]int32{} // rows so far, by partition
	err := w.walk(func() { clear(history) }, func(row int, part int32) error {
		frame := history[w.key(part)]
		now := frame
		if w.n.Frame.Current {
			now = append(frame[:len(frame):len(frame)], int32(row))
		}
		state, err := w.overFrame(&agg, in.args, counts, w.clip(now, row), part)
		if err != nil {
			return err
		}
		readInto(out, state, row)
		history[w.key(part)] = append(frame, int32(row))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return narrowed(out), nil
}

// values are the results of an aggregate, null until they are computed.
func (w *runningWindow) values(names []string) [][]table.Value {
	out := make([][]table.Value, len(names))
	for j := range out {
		out[j] = make([]table.Value, w.rows)
	}
	return out
}

func narrowed(values [][]table.Value) []table.Column {
	cols := make([]table.Column, len(values))
	for j := range values {
		cols[j] = table.Narrow(table.NewVec(values[j], nil))
	}
	return cols
}

// walk visits the rows that have a partition, in order; forget drops what was
// seen so far, where the frame says so.
func (w *runningWindow) walk(forget func(), visit func(row int, part int32) error) error {
	last := int32(-1)
	for row, part := range w.part {
		if w.resets(row, last) {
			forget()
		}
		if part >= 0 {
			last = part
			if err := visit(row, part); err != nil {
				return err
			}
		}
		if w.after != nil && w.after[row] {
			forget()
		}
	}
	return nil
}

// resets tells whether what was seen so far is forgotten before a row. last is
// the partition of the row before, -1 where none was seen: a row without a key
// is not part of any and changes nothing.
func (w *runningWindow) resets(row int, last int32) bool {
	part := w.part[row]
	return w.before != nil && w.before[row] || w.n.Frame.ResetOnChange && part >= 0 && last >= 0 && part != last
}

// growing computes frames without a bound: one state for each partition takes
// the rows one by one, and is asked after each.
func (w *runningWindow) growing(agg *plan.Agg, args []table.Column, counts []int32) ([]table.Column, error) {
	out := w.values(agg.Names)
	states := map[int32]functions.Accumulator{}
	err := w.walk(func() { clear(states) }, func(row int, _ int32) error { return w.grow(states, agg, args, counts, out, row) })
	if err != nil {
		return nil, err
	}
	return narrowed(out), nil
}

// grow gives a row's partition its values and reads the row's result, in the
// order that the frame asks for.
func (w *runningWindow) grow(states map[int32]functions.Accumulator, agg *plan.Agg, args []table.Column, counts []int32, out [][]table.Value, row int) error {
	state := states[w.part[row]]
	if state == nil {
		var err error
		if state, err = w.r.accumulator(agg); err != nil {
			return err
		}
		states[w.part[row]] = state
	}
	if !w.n.Frame.Current {
		readInto(out, state, row)
	}
	if at := counts[row]; at >= 0 {
		if err := addRow(state, agg, args, at); err != nil {
			return err
		}
	}
	if w.n.Frame.Current {
		readInto(out, state, row)
	}
	return nil
}

func addRow(state functions.Accumulator, agg *plan.Agg, args []table.Column, at int32) error {
	groups := []uint32{0}
	one := make([]table.Column, len(args))
	for k, a := range args {
		one[k] = a.Slice(int(at), int(at)+1)
	}
	if agg.FlattenLists && len(one) > 0 {
		groups, one = flattenLists(groups, one)
	}
	return state.Add(groups, 1, one)
}

// readInto boxes a state's results: the state goes on, so its columns must not
// be kept.
func readInto(out [][]table.Value, state functions.Accumulator, row int) {
	for j, c := range state.Results(1) {
		if j < len(out) {
			out[j][row] = c.Value(0)
		}
	}
}

// key is where a row's history is kept: with a global window all partitions
// share it.
func (w *runningWindow) key(part int32) int32 {
	if w.n.Frame.Global && w.n.Frame.Rows > 0 {
		return 0
	}
	return part
}

// clip cuts a frame to its number of rows and its span of time.
func (w *runningWindow) clip(frame []int32, row int) []int32 {
	if rows := int(w.n.Frame.Rows); rows > 0 && len(frame) > rows {
		frame = frame[len(frame)-rows:]
	}
	if w.time == nil {
		return frame
	}
	var near []int32
	for _, r := range frame {
		if d := w.time[row] - w.time[r]; d < w.n.Frame.Span && -d < w.n.Frame.Span {
			near = append(near, r)
		}
	}
	return near
}

func (w *runningWindow) overFrame(agg *plan.Agg, args []table.Column, counts []int32, frame []int32, part int32) (functions.Accumulator, error) {
	state, err := w.r.accumulator(agg)
	if err != nil {
		return nil, err
	}
	var take []int32
	for _, r := range frame {
		if counts[r] >= 0 && w.part[r] == part {
			take = append(take, counts[r])
		}
	}
	if len(take) > 0 {
		groups := make([]uint32, len(take))
		sub := make([]table.Column, len(args))
		for k, a := range args {
			sub[k] = a.Take(take)
		}
		if agg.FlattenLists && len(sub) > 0 {
			groups, sub = flattenLists(groups, sub)
		}
		if err := state.Add(groups, 1, sub); err != nil {
			return nil, err
		}
	}
	return state, nil
}
