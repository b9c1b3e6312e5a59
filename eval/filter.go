package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// filter keeps rows by selecting, not by copying: columns of the kept rows are
// gathered by whoever reads them.
func (r *run) filter(n *plan.Filter) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	if n.InScan && p.scanning != nil {
		return r.filterInScan(p, n), nil
	}
	pred := once(func() (plan.Expr, error) { return r.prepared(n.Pred) })
	return p.then(func() step { return r.keeping(pred) }), nil
}

// keeping is the step that keeps the rows for which a predicate is true.
func (r *run) keeping(pred func() (plan.Expr, error)) step {
	var s scalar
	return func(b *table.Batch) (*table.Batch, error) {
		if s == nil {
			e, err := pred()
			if err != nil {
				return nil, err
			}
			s = r.compiler().compile(e)
		}
		rows, all, err := evalBool(s, b)
		switch {
		case err != nil:
			return nil, err
		case all:
			return b, nil
		case len(rows) == 0:
			return nil, nil
		}
		return b.View(rows), nil
	}
}
