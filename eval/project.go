package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// project computes columns batch by batch; window functions see all rows at
// once.
func (r *run) project(n *plan.Project) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	for _, c := range n.Cols {
		if plan.IsWindow(c.Expr) {
			in := p
			p = r.fromBatch(func() (*table.Batch, error) {
				all, err := r.collect(in)
				if err != nil {
					return nil, err
				}
				b := table.ConcatBatches(n.Input.Shape().Schema, all)
				cols, err := r.preparedNamed(n.Cols)
				if err != nil {
					return nil, err
				}
				return newProjector(r, cols, n.Keep).apply(b)
			})
			return p, nil
		}
	}
	cols := once(func() ([]plan.Named, error) { return r.preparedNamed(n.Cols) })
	return p.then(func() step {
		var pr *projector
		return func(b *table.Batch) (*table.Batch, error) {
			if pr == nil {
				c, err := cols()
				if err != nil {
					return nil, err
				}
				pr = newProjector(r, c, n.Keep)
			}
			return pr.apply(b)
		}
	}), nil
}

type projector struct {
	cols  []plan.Named
	exprs []scalar
	keep  bool
	// in is the input schema that out and place were worked out for.
	in, out *table.Schema
	place   []int
}

func newProjector(r *run, cols []plan.Named, keep bool) *projector {
	p := &projector{cols: cols, keep: keep}
	c := r.compiler()
	for _, col := range cols {
		p.exprs = append(p.exprs, c.compile(col.Expr))
	}
	return p
}

func (p *projector) apply(b *table.Batch) (*table.Batch, error) {
	if p.out == nil || p.keep && p.in != b.Schema() {
		p.layout(b.Schema())
	}
	cols := make([]table.Column, p.out.Len())
	if p.keep {
		copy(cols, b.Cols())
	}
	for i, e := range p.exprs {
		c, err := e.eval(b)
		if err != nil {
			return nil, err
		}
		cols[p.place[i]] = c
	}
	return table.NewBatch(p.out, b.Len(), cols...), nil
}

func (p *projector) layout(in *table.Schema) {
	p.in, p.place = in, make([]int, len(p.cols))
	var fields []table.Field
	at := map[string]int{}
	if p.keep {
		fields = append(fields, in.Fields()...)
		for i, f := range fields {
			at[f.Name] = i
		}
	}
	for i, c := range p.cols {
		f := table.Field{Name: c.Name, Type: c.Expr.Type()}
		if k, ok := at[c.Name]; ok && p.keep {
			fields[k], p.place[i] = f, k
			continue
		}
		p.place[i] = len(fields)
		at[c.Name] = len(fields)
		fields = append(fields, f)
	}
	p.out = table.NewSchema(fields...)
}
