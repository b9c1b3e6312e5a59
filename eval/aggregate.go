package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// aggInput is what workers prepare of a batch for grouping: keys of all rows,
// and for each aggregate its arguments over the rows that count.
type aggInput struct {
	n    int
	keys []table.Column
	aggs []aggArgs
}

type aggArgs struct {
	// rows are the rows that count; nil means all of them.
	rows []int32
	skip bool
	args []table.Column
}

// aggregate groups rows. Workers compute keys and arguments; one goroutine
// groups in row order, so that states see rows in input order and sums do not
// depend on the number of workers.
func (r *run) aggregate(n *plan.Aggregate) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	return r.fromBatch(func() (*table.Batch, error) {
		a, err := r.newAggregation(n.Keys, n.Aggs)
		if err != nil {
			return nil, err
		}
		a.dropNulls, a.splitLists, a.repeatLists = n.DropNullKeys, n.SplitLists, n.RepeatLists
		a.groups = newGrouper(len(n.Keys), n.LooseKeys)
		a.workers = r.opts.Workers
		defer func() { a.lanes.stop() }()
		s := each(r, p, a.preparer)
		defer s.close()
		for {
			in, err := s.next()
			if err != nil {
				return nil, err
			}
			if in == nil {
				break
			}
			if _, err := a.add(in); err != nil {
				return nil, err
			}
		}
		if err := a.lanes.stop(); err != nil {
			return nil, err
		}
		return a.result(n.Shape().Schema)
	}), nil
}

// aggregation is the state of one grouping.
type aggregation struct {
	r           *run
	keys        []plan.Named
	aggs        []plan.Agg
	dropNulls   bool
	splitLists  bool
	repeatLists bool

	groups *grouper
	states []functions.Accumulator
	held   []int64 // bytes that are reserved for each state
	// firsts are the key columns of the rows that opened a group.
	firsts [][]table.Column
	// lanes, unless nil, take the batches to the states, on as many goroutines
	// as there are workers.
	lanes   *lanes
	workers int
	batches int
}

func (r *run) newAggregation(keys []plan.Named, aggs []plan.Agg) (*aggregation, error) {
	a := &aggregation{r: r, aggs: make([]plan.Agg, len(aggs)), states: make([]functions.Accumulator, len(aggs)), held: make([]int64, len(aggs)), firsts: make([][]table.Column, len(keys))}
	var err error
	if a.keys, err = r.preparedNamed(keys); err != nil {
		return nil, err
	}
	for i, g := range aggs {
		g.Args = append([]plan.Expr(nil), g.Args...)
		for j, e := range g.Args {
			if g.Args[j], err = r.prepared(e); err != nil {
				return nil, err
			}
		}
		if g.Where, err = r.prepared(g.Where); err != nil {
			return nil, err
		}
		a.aggs[i] = g
		if a.states[i], err = r.accumulator(&g); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// accumulator makes the state of an aggregate call.
func (r *run) accumulator(g *plan.Agg) (functions.Accumulator, error) {
	o := g.Overload
	types := make([]table.Type, len(g.Args))
	for i, e := range g.Args {
		types[i] = e.Type()
	}
	if o == nil {
		for i := range types {
			types[i] = table.TypeDynamic
		}
		all := append([]table.Type(nil), types...)
		for _, c := range g.Consts {
			all = append(all, c.Type())
		}
		if o = g.Func.Resolve(all, functions.Loose); o == nil {
			return nil, errAggregate(g, typeList(all))
		}
	}
	return o.New(r.Context, types, g.Consts)
}

// preparer computes keys and arguments of a batch; one per worker.
func (a *aggregation) preparer() func(*table.Batch) (*aggInput, error) {
	c := a.r.compiler()
	keys := make([]scalar, len(a.keys))
	for i, k := range a.keys {
		keys[i] = c.compile(k.Expr)
	}
	wheres, args := make([]scalar, len(a.aggs)), make([][]scalar, len(a.aggs))
	for i, g := range a.aggs {
		if g.Where != nil {
			wheres[i] = c.compile(g.Where)
		}
		args[i] = c.all(g.Args)
	}
	return func(b *table.Batch) (*aggInput, error) {
		in := &aggInput{n: b.Len(), aggs: make([]aggArgs, len(a.aggs))}
		for _, k := range keys {
			col, err := k.eval(b)
			if err != nil {
				return nil, err
			}
			in.keys = append(in.keys, col)
		}
		for i := range a.aggs {
			over := b
			if wheres[i] != nil {
				rows, all, err := evalBool(wheres[i], b)
				if err != nil {
					return nil, err
				}
				if !all {
					if len(rows) == 0 {
						in.aggs[i].skip = true
						continue
					}
					in.aggs[i].rows, over = rows, b.View(rows)
				}
			}
			for _, e := range args[i] {
				col, err := e.eval(over)
				if err != nil {
					return nil, err
				}
				in.aggs[i].args = append(in.aggs[i].args, table.Resolve(col))
			}
		}
		return in, nil
	}
}

// add takes a batch and returns the group of each of its rows (of the rows
// that remain, when null keys are dropped or lists split).
func (a *aggregation) add(in *aggInput) ([]uint32, error) {
	if a.splitLists {
		in = a.split(in)
	}
	if a.dropNulls {
		in = withoutNullKeys(in)
	}
	groups := make([]uint32, in.n)
	fresh := a.groups.assign(in.keys, groups)
	if len(fresh) > 0 {
		for k, col := range in.keys {
			a.firsts[k] = append(a.firsts[k], table.Resolve(col).Take(fresh))
		}
		if err := a.r.Memory.Reserve(int64(len(fresh)) * int64(64+32*len(a.states))); err != nil {
			return nil, err
		}
	}
	if a.batches++; a.batches == 2 { // a single one is not worth goroutines
		a.lanes = a.startLanes(a.workers)
	}
	if a.lanes != nil {
		return groups, a.lanes.add(laneJob{a.batches, in, groups, a.groups.n})
	}
	for i := range a.aggs {
		if err := a.accumulate(i, &in.aggs[i], groups, a.groups.n); err != nil {
			return nil, err
		}
	}
	return groups, nil
}

// accumulate gives a state its arguments; n is the number of groups so far.
func (a *aggregation) accumulate(i int, in *aggArgs, groups []uint32, n int) error {
	if in.skip {
		return nil
	}
	if in.rows != nil {
		some := make([]uint32, len(in.rows))
		for j, row := range in.rows {
			some[j] = groups[row]
		}
		groups = some
	}
	args := in.args
	if a.aggs[i].FlattenLists && len(args) > 0 {
		groups, args = flattenLists(groups, args)
	}
	if err := a.states[i].Add(groups, n, args); err != nil {
		return err
	}
	h, ok := a.states[i].(functions.Holder)
	if !ok {
		return nil
	}
	more := h.Held() - a.held[i]
	a.held[i] += more
	return a.r.Memory.Reserve(more)
}

// flattenLists gives each value of a list argument a row of its own.
func flattenLists(groups []uint32, args []table.Column) ([]uint32, []table.Column) {
	first := normal(args[0])
	l, ok := first.(*table.List)
	if !ok {
		return groups, append([]table.Column{first}, args[1:]...)
	}
	parents, elements, _ := spread(l)
	out := make([]uint32, len(parents))
	for i, p := range parents {
		out[i] = groups[p]
	}
	flat := []table.Column{elements}
	for _, a := range args[1:] {
		flat = append(flat, a.Take(parents))
	}
	return out, flat
}

// withoutNullKeys drops the rows that have a null key.
func withoutNullKeys(in *aggInput) *aggInput {
	var drop []bool
	for _, c := range in.keys {
		if neverNull(c) {
			continue
		}
		for i := range in.n {
			if c.Null(i) {
				if drop == nil {
					drop = make([]bool, in.n)
				}
				drop[i] = true
			}
		}
	}
	if drop == nil {
		return in
	}
	rows := make([]int32, 0, in.n)
	for i, d := range drop {
		if !d {
			rows = append(rows, int32(i))
		}
	}
	return in.take(rows)
}

// take is the input with other rows: each in rows a row of in, rising.
func (in *aggInput) take(rows []int32) *aggInput {
	out := &aggInput{n: len(rows), aggs: make([]aggArgs, len(in.aggs))}
	for _, c := range in.keys {
		out.keys = append(out.keys, c.Take(rows))
	}
	for i, g := range in.aggs {
		out.aggs[i].skip = g.skip
		if g.skip {
			continue
		}
		within := rows
		if g.rows != nil {
			// Translate to the rows for which the condition held.
			at := make(map[int32]int32, len(g.rows))
			for j, row := range g.rows {
				at[row] = int32(j)
			}
			within = nil
			for j, row := range rows {
				if k, ok := at[row]; ok {
					within = append(within, k)
					out.aggs[i].rows = append(out.aggs[i].rows, int32(j))
				}
			}
			out.aggs[i].skip = len(within) == 0
		}
		for _, c := range g.args {
			out.aggs[i].args = append(out.aggs[i].args, c.Take(within))
		}
	}
	return out
}

// split gives a row whose key is a list to the group of each of its values,
// once for equal ones unless those are to be repeated.
func (a *aggregation) split(in *aggInput) *aggInput {
	for k := range in.keys {
		c := normal(in.keys[k])
		in.keys[k] = c
		l, ok := c.(*table.List)
		if !ok {
			continue
		}
		parents, elements, _ := spread(l)
		if !a.repeatLists {
			parents, elements = distinctElements(l)
		}
		in = in.take(parents)
		in.keys[k] = elements
	}
	return in
}

func distinctElements(l *table.List) (parents []int32, elements table.Column) {
	all, values, offsets := spread(l)
	var keep []int32
	ids := make([]uint32, len(all))
	in := &interner{loose: true}
	in.assign(values, ids, false)
	for i := range l.Len() {
		from, to := offsets[i], offsets[i+1]
		for j := from; j < to; j++ {
			seen := false
			for k := from; k < j; k++ {
				seen = seen || ids[k] == ids[j]
			}
			if !seen {
				keep = append(keep, j)
			}
		}
	}
	for _, j := range keep {
		parents = append(parents, all[j])
	}
	return parents, values.Take(keep)
}

func (a *aggregation) result(schema *table.Schema) (*table.Batch, error) {
	n := a.groups.n
	if len(a.keys) == 0 {
		n = 1
	}
	byName := map[string]table.Column{}
	for k := range a.keys {
		if n == 0 {
			byName[a.keys[k].Name] = table.NewBuilder(a.keys[k].Expr.Type(), 0).Column()
			continue
		}
		byName[a.keys[k].Name] = table.Concat(a.firsts[k])
	}
	if err := a.outputs(n, byName); err != nil {
		return nil, err
	}
	cols := make([]table.Column, schema.Len())
	for i := range cols {
		cols[i] = byName[schema.Field(i).Name]
	}
	return table.NewBatch(schema, n, cols...), nil
}

// outputs adds the aggregates' result columns, one value a group.
func (a *aggregation) outputs(n int, byName map[string]table.Column) error {
	results, err := a.results(n, a.r.opts.Workers)
	if err != nil {
		return err
	}
	for i, g := range a.aggs {
		for j, c := range results[i] {
			if j >= len(g.Names) {
				break
			}
			if g.EmptyStrings {
				c = table.WithoutNulls(c)
			}
			byName[g.Names[j]] = c
		}
	}
	return nil
}
