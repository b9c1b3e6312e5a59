package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// after is what an operator with errors gives to those after it, so that they
// are checked and yet not blamed for what went wrong here. An operator that
// names all its columns gives exactly these, whatever their values.
func (b *binder) after(op kql.Operator, in, out *rel) *rel {
	switch op := op.(type) {
	case *kql.Where, *kql.Sort, *kql.Top, *kql.Take, *kql.Sample, *kql.Render:
		if in != nil && in.graph == nil {
			return b.exactly(in)
		}
	case *kql.Extend:
		if allNamed(op.Columns) && out != nil {
			return b.exactly(out)
		}
	case *kql.Serialize:
		if allNamed(op.Columns) && out != nil {
			return b.exactly(out)
		}
	}
	return b.recovered(out)
}

// exactly has the columns of r; its rows may be in an order that a failed
// operator would have made.
func (b *binder) exactly(r *rel) *rel {
	b.broken = true
	out := *r
	out.serialized, out.sorted, out.late = true, true, false
	return &out
}

func allNamed(list []kql.Expr) bool {
	for _, e := range list {
		if names, _ := kql.Named(e); len(names) != 1 {
			return false
		}
	}
	return true
}

// recovered has the columns of r as far as they are known, and any others.
func (b *binder) recovered(r *rel) *rel {
	out := b.failed()
	if r == nil || r.graph != nil {
		return out
	}
	out.cols, out.name = r.cols, r.name
	out.node = &plan.Hole{Of: plan.Shape{Schema: table.NewSchema(r.cols...), Open: true}}
	return out
}
