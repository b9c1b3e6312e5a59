package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// tableCall runs a table function over whole inputs.
func (r *run) tableCall(n *plan.TableCall) (*pipe, error) {
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
