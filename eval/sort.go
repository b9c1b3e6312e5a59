package eval

import (
	"slices"
	"sync/atomic"

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
	held := &held{n: n, schema: n.Input.Shape().Schema, workers: r.opts.Workers, order: order}
	if r.opts.NoRewrites {
		held.order = orderByComparing
	}
	s := each(r, p, func() func(*table.Batch) (*keyed, error) {
		keys := r.compiler().all(exprs)
		return func(b *table.Batch) (*keyed, error) { return held.prepare(b, keys) }
	})
	defer s.close()
	for {
		k, err := s.next()
		if err != nil {
			return nil, err
		}
		if k == nil {
			break
		}
		if k.batch.Len() == 0 {
			continue
		}
		held.add(k)
		if err := r.Memory.Reserve(table.Bytes(k.batch)); err != nil {
			return nil, err
		}
		if n.Limit >= 0 && int64(held.rows) > 2*n.Limit+cutFrom {
			held.cut()
		}
	}
	all := held.concat()
	rows := held.order(all, n.Keys, n.Limit, held.workers)
	if n.Limit >= 0 && int64(len(rows)) > n.Limit {
		rows = rows[:n.Limit]
	}
	return all.batch.View(rows), nil
}

// cutFrom rows more than twice the wanted ones are held before any are
// forgotten.
const cutFrom = 1024

// held are the rows that a sort has kept so far.
type held struct {
	n      *plan.Sort
	schema *table.Schema
	// order gives the rows in order, at least the first ones where there is a
	// limit.
	order   func(k *keyed, keys []plan.SortKey, limit int64, workers int) []int32
	workers int
	parts   []*keyed
	rows    int
	// bound is what workers leave rows out by, nil as long as nothing is known.
	// Which rows they leave out depends on when they look; the answer does not.
	bound atomic.Pointer[bound]
}

// prepare computes a batch's keys and leaves out rows that cannot be among the
// first n.Limit. It is called by all workers.
func (h *held) prepare(b *table.Batch, exprs []scalar) (*keyed, error) {
	k := &keyed{batch: b}
	for i, e := range exprs {
		c, err := e.eval(k.batch)
		if err != nil {
			return nil, err
		}
		k.keys = append(k.keys, table.Resolve(c))
		if bound := h.bound.Load(); i == 0 && bound != nil {
			if rows, all := bound.keep(k.keys[0]); !all {
				k = k.view(rows)
			}
		}
	}
	if h.n.Limit >= 0 && int64(k.batch.Len()) > 2*h.n.Limit+cutFrom {
		rows, _ := h.first(k)
		k = k.view(rows)
	}
	return k, nil
}

func (k *keyed) view(rows []int32) *keyed {
	out := &keyed{batch: k.batch.View(rows)}
	for _, c := range k.keys {
		out.keys = append(out.keys, c.Take(rows))
	}
	return out
}

// first are the rows that come first in order, but left in input order, so
// that ties still break by it; and the last of them by order.
func (h *held) first(k *keyed) (rows []int32, last int32) {
	rows = h.order(k, h.n.Keys, h.n.Limit, 1)
	rows = rows[:min(h.n.Limit, int64(len(rows)))]
	if len(rows) > 0 {
		last = rows[len(rows)-1]
	}
	slices.Sort(rows)
	return rows, last
}

func (h *held) add(k *keyed) {
	h.parts = append(h.parts, k)
	h.rows += k.batch.Len()
}

func (h *held) concat() *keyed {
	batches := make([]*table.Batch, len(h.parts))
	for i, p := range h.parts {
		batches[i] = p.batch
	}
	all := &keyed{batch: table.ConcatBatches(h.schema, batches)}
	for k := range h.n.Keys {
		cols := make([]table.Column, len(h.parts))
		for i, p := range h.parts {
			cols[i] = p.keys[k]
		}
		all.keys = append(all.keys, table.Concat(cols))
	}
	return all
}

// cut forgets the rows that cannot be among the first n.Limit.
func (h *held) cut() {
	all := h.concat()
	rows, last := h.first(all)
	kept := &keyed{}
	cols := make([]table.Column, len(all.batch.Cols()))
	for i, c := range all.batch.Cols() {
		cols[i] = c.Take(rows)
	}
	kept.batch = table.NewBatch(all.batch.Schema(), len(rows), cols...)
	for _, k := range all.keys {
		kept.keys = append(kept.keys, k.Take(rows))
	}
	if int64(len(rows)) == h.n.Limit && len(rows) > 0 && len(all.keys) > 0 {
		h.bound.Store(newBound(all.keys[0], int(last), h.n.Keys[0]))
	}
	h.parts, h.rows = []*keyed{kept}, len(rows)
}

// order is the rows in sorted order: by packed keys as far as they go, then by
// the others. With a limit, not negative, rows behind it may be missing.
func order(k *keyed, keys []plan.SortKey, limit int64, workers int) []int32 {
	cols, keys := slices.Clone(k.keys), slices.Clone(keys)
	for i := range cols {
		cols[i], keys[i] = typedKey(cols[i], keys[i])
	}
	p := pack(cols, keys, k.batch.Len())
	if limit >= 0 && limit < int64(len(p.rows)) {
		p.keepFirst(int(limit))
	}
	p.sort(workers)
	if p.rest < len(keys) {
		untie(p, cols, keys, limit, workers)
	}
	rows := make([]int32, len(p.rows))
	for i, r := range p.rows {
		rows[i] = r.row
	}
	return rows
}

// orderByComparing is the plain way: order must say the same.
func orderByComparing(k *keyed, keys []plan.SortKey, _ int64, _ int) []int32 {
	rows := make([]int32, k.batch.Len())
	for i := range rows {
		rows[i] = int32(i)
	}
	slices.SortFunc(rows, rowComparer(k.keys, keys))
	return rows
}

// rowComparer orders rows by keys, and rows that tie by their place.
func rowComparer(cols []table.Column, keys []plan.SortKey) func(a, b int32) int {
	compare := make([]comparer, len(keys))
	for i, key := range keys {
		compare[i] = newComparer(cols[i], key)
	}
	return func(a, b int32) int {
		for _, c := range compare {
			if d := c(a, b); d != 0 {
				return d
			}
		}
		return int(a - b)
	}
}
