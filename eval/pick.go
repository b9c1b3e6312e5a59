package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// pick chooses, drops and renames columns by what each batch has.
func (r *run) pick(n *plan.Pick) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	return p.then(func() step {
		var in, out *table.Schema
		var from []int
		return func(b *table.Batch) (*table.Batch, error) {
			if b.Schema() != in {
				in, out = b.Schema(), n.Apply(b.Schema())
				sources := n.Sources(in)
				from = make([]int, len(sources))
				for i, s := range sources {
					from[i] = in.Index(s.From)
				}
			}
			cols := make([]table.Column, len(from))
			for i, k := range from {
				if k < 0 {
					cols[i] = table.NewConst(table.Value{}, table.TypeDynamic, b.Len())
				} else {
					cols[i] = b.Col(k)
				}
			}
			return table.NewBatch(out, b.Len(), cols...), nil
		}
	}), nil
}
