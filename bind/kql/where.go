package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) where(op *kql.Where) *rel { return c.row.filter(c.b, c.predicate(op.Cond)) }

// filter keeps the rows for which pred is true. A predicate that looks at
// other rows is computed as a column first.
func (r *rel) filter(b *binder, pred plan.Expr) *rel {
	if !plan.IsWindow(pred) {
		return r.with(&plan.Filter{Input: r.node, Pred: pred})
	}
	temp := b.temp()
	with := r.extend([]plan.Named{{Name: temp, Expr: pred}})
	kept := with.with(&plan.Filter{Input: with.node, Pred: &plan.Column{Name: temp, T: table.TypeBool}})
	return kept.without(temp)
}
