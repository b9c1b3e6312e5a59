package eval

import (
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// tableCall runs a table function over whole inputs, or batch by batch one
// that works on each row by itself.
func (r *run) tableCall(n *plan.TableCall) (*pipe, error) {
	if n.Func.ByRow != nil {
		return r.rowCall(n)
	}
	return r.fromBatch(func() (*table.Batch, error) {
		in := make([]*table.Table, len(n.In))
		for i, c := range n.In {
			b, err := r.whole(c)
			if err != nil {
				return nil, err
			}
			in[i] = table.FromBatch(b)
		}
		t, err := n.Func.Run(r.Context, in, n.Args)
		if err != nil {
			return nil, errTableCall(n.Func.Name, err)
		}
		return t.Batch(), nil
	}), nil
}

// deferred runs its inputs, has the rest of the plan built, and runs that.
func (r *run) deferred(n *plan.Deferred) (*pipe, error) {
	return fromStream(func() (stream[*table.Batch], error) {
		in := make([]*table.Table, len(n.In))
		for i, c := range n.In {
			b, err := r.whole(c)
			if err != nil {
				return nil, err
			}
			in[i] = table.FromBatch(b)
		}
		root, err := n.Build(r.Context.Context, in)
		if err != nil {
			return nil, err
		}
		if !r.opts.NoRewrites {
			root = plan.Optimize(root)
		}
		r.opts.Profile.root(root)
		p, err := r.build(root)
		if err != nil {
			return nil, err
		}
		return r.stream(p), nil
	}), nil
}

// rowCall runs a table function over the batches of its first input.
func (r *run) rowCall(n *plan.TableCall) (*pipe, error) {
	p, err := r.build(n.In[0])
	if err != nil {
		return nil, err
	}
	work := once(func() (functions.RowWork, error) {
		others := make([]*table.Table, len(n.In)-1)
		for i, c := range n.In[1:] {
			b, err := r.whole(c)
			if err != nil {
				return nil, err
			}
			others[i] = table.FromBatch(b)
		}
		return n.Func.ByRow(r.Context, others, n.Args)
	})
	return p.then(func() step {
		return func(b *table.Batch) (*table.Batch, error) {
			do, err := work()
			if err != nil {
				return nil, errTableCall(n.Func.Name, err)
			}
			t, err := do(table.FromBatch(b))
			if err != nil {
				return nil, errTableCall(n.Func.Name, err)
			}
			return t.Batch(), nil
		}
	}), nil
}
