package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// window adds aggregates over partitions to the rows themselves.
func (r *run) window(n *plan.Window) (*pipe, error) {
	return r.fromBatch(func() (*table.Batch, error) {
		b, err := r.whole(n.Input)
		if err != nil || b.Len() == 0 {
			return b, err
		}
		switch {
		case n.Frame == nil:
			return r.overPartitions(n, b)
		case resetsByResult(n):
			return r.stretches(n, b)
		}
		return r.running(n, b)
	}), nil
}

// overPartitions computes each aggregate over whole partitions.
func (r *run) overPartitions(n *plan.Window, b *table.Batch) (*table.Batch, error) {
	a, err := r.newAggregation(n.Partition, n.Aggs)
	if err != nil {
		return nil, err
	}
	a.groups = newGrouper(len(n.Partition), n.LooseKeys)
	in, err := a.preparer()(b)
	if err != nil {
		return nil, err
	}
	groups, err := a.add(in)
	if err != nil {
		return nil, err
	}
	byName := map[string]table.Column{}
	if err := a.outputs(max(a.groups.n, 1), byName); err != nil {
		return nil, err
	}
	rows := make([]int32, len(groups))
	for i, g := range groups {
		rows[i] = int32(g)
		if n.SkipNullKeys && anyNullAt(in.keys, i) {
			rows[i] = -1
		}
	}
	for _, g := range a.aggs {
		for _, name := range g.Names {
			old := b.Column(name)
			c := byName[name].Take(rows)
			if n.SkipNullKeys && old != nil {
				c = fillFrom(c, rows, old)
			}
			b = withColumn(b, name, c)
		}
	}
	return b, nil
}

func anyNullAt(cols []table.Column, i int) bool {
	for _, c := range cols {
		if c.Null(i) {
			return true
		}
	}
	return false
}

// fillFrom takes the rows marked -1 from the column that was there before.
func fillFrom(c table.Column, rows []int32, old table.Column) table.Column {
	take := make([]int32, len(rows))
	for i, r := range rows {
		take[i] = int32(i)
		if r < 0 {
			take[i] = int32(len(rows) + i)
		}
	}
	return table.Concat([]table.Column{c, old}).Take(take)
}

// running computes each aggregate over the rows up to each row.
func (r *run) running(n *plan.Window, b *table.Batch) (*table.Batch, error) {
	w, err := r.newRunning(n, b)
	if err != nil {
		return nil, err
	}
	for i := range n.Aggs {
		cols, err := w.compute(i)
		if err != nil {
			return nil, err
		}
		for j, name := range n.Aggs[i].Names {
			c := cols[j]
			if n.Aggs[i].EmptyStrings {
				c = table.WithoutNulls(c)
			}
			b = withColumn(b, name, c)
		}
	}
	return b, nil
}
