package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) where(op *kql.Where) *rel {
	pred := c.predicate(op.Cond)
	if named, ok := op.Cond.(*kql.NamedExpr); ok {
		c.conditionNamed(named, pred)
	}
	if j, ok := c.row.node.(*plan.Join); ok && j.UniqueLeft && j.Kind == plan.Inner && leftOnly(j, pred) {
		// Which of the left rows of a key an innerunique join takes is open:
		// one that the condition lets pass is as good as any, and it is what
		// the engine's own rewriting comes to.
		pushed := *j
		pushed.Left = &plan.Filter{Input: j.Left, Pred: pred}
		return c.row.with(&pushed)
	}
	return c.row.filter(c.b, pred)
}

// conditionNamed is about "where a = x": the grammar takes it as naming x, not
// as comparing. What is not true or false then is surely a slip; the rest is
// worth a warning.
func (c *ctx) conditionNamed(e *kql.NamedExpr, pred plan.Expr) {
	_, x := kql.Named(e)
	if t := c.expr(x).Type(); t != table.TypeBool && t != table.TypeUnknown {
		c.b.errorf(codeType, e.Span(), "a condition of type bool is expected, not %s; = names a value, == compares", t)
		return
	}
	c.b.warnf(codeNamedCondition, e.Span(), "= names the condition instead of comparing; == compares")
}

// leftOnly says whether an expression reads columns of the left side only,
// under their own names.
func leftOnly(j *plan.Join, e plan.Expr) bool {
	left := map[string]bool{}
	for _, c := range j.Cols {
		if !c.Right && c.From == c.As {
			left[c.As] = true
		}
	}
	only := !plan.IsWindow(e)
	plan.Columns(e, func(name string) { only = only && left[name] })
	return only
}

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
