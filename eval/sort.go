package eval

import (
	"slices"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// keyed is a batch with the columns it is ordered by.
type keyed struct {
	batch *table.Batch
	keys  []table.Column
}

// sort orders all rows stably. With a limit it never holds more than a few
// times that many rows.
func (r *run) sort(n *plan.Sort) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	return r.fromBatch(func() (*table.Batch, error) { return r.sorted(p, n) }), nil
}

func (r *run) sorted(p *pipe, n *plan.Sort) (*table.Batch, error) {
	exprs := make([]plan.Expr, len(n.Keys))
	for i, k := range n.Keys {
		var err error
		if exprs[i], err = r.prepared(k.Expr); err != nil {
			return nil, err
		}
	}
	s := each(r, p, func() func(*table.Batch) (*keyed, error) {
		keys := r.compiler().all(exprs)
		return func(b *table.Batch) (*keyed, error) {
			k := &keyed{batch: b}
			for _, e := range keys {
				c, err := e.eval(b)
				if err != nil {
					return nil, err
				}
				k.keys = append(k.keys, c)
			}
			return k, nil
		}
	})
	defer s.close()
	schema := n.Input.Shape().Schema
	held := &held{}
	for {
		k, err := s.next()
		if err != nil {
			return nil, err
		}
		if k == nil {
			break
		}
		held.add(k)
		if err := r.Memory.Reserve(table.Bytes(k.batch)); err != nil {
			return nil, err
		}
		if n.Limit >= 0 && int64(held.rows) > 4*n.Limit+4*table.DefaultBatchRows {
			held.cut(schema, n)
		}
	}
	all := held.concat(schema, len(n.Keys))
	rows := order(all, n.Keys)
	if n.Limit >= 0 && int64(len(rows)) > n.Limit {
		rows = rows[:n.Limit]
	}
	return all.batch.View(rows), nil
}

// held are the rows that a sort has kept so far.
type held struct {
	parts []*keyed
	rows  int
}

func (h *held) add(k *keyed) {
	h.parts = append(h.parts, k)
	h.rows += k.batch.Len()
}

func (h *held) concat(schema *table.Schema, keys int) *keyed {
	batches := make([]*table.Batch, len(h.parts))
	for i, p := range h.parts {
		batches[i] = p.batch
	}
	all := &keyed{batch: table.ConcatBatches(schema, batches)}
	for k := range keys {
		cols := make([]table.Column, len(h.parts))
		for i, p := range h.parts {
			cols[i] = p.keys[k]
		}
		all.keys = append(all.keys, table.Concat(cols))
	}
	return all
}

// cut forgets the rows that cannot be among the first n.Limit.
func (h *held) cut(schema *table.Schema, n *plan.Sort) {
	all := h.concat(schema, len(n.Keys))
	rows := order(all, n.Keys)[:n.Limit]
	// Kept rows stay in input order, so that ties still break by it.
	slices.Sort(rows)
	kept := &keyed{}
	cols := make([]table.Column, len(all.batch.Cols()))
	for i, c := range all.batch.Cols() {
		cols[i] = c.Take(rows)
	}
	kept.batch = table.NewBatch(all.batch.Schema(), len(rows), cols...)
	for _, k := range all.keys {
		kept.keys = append(kept.keys, k.Take(rows))
	}
	h.parts, h.rows = []*keyed{kept}, len(rows)
}

// order is the rows in sorted order.
func order(k *keyed, keys []plan.SortKey) []int32 {
	rows := make([]int32, k.batch.Len())
	for i := range rows {
		rows[i] = int32(i)
	}
	compare := make([]comparer, len(keys))
	for i, key := range keys {
		compare[i] = newComparer(k.keys[i], key)
	}
	slices.SortFunc(rows, func(a, b int32) int {
		for _, c := range compare {
			if d := c(a, b); d != 0 {
				return d
			}
		}
		return int(a - b)
	})
	return rows
}
