package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// makeRange counts from one bound to the other. They may depend on the clock,
// or on rows. Unlike the function range, the operator has no most elements.
func (c *ctx) makeRange(op *kql.Range) *rel {
	inner := &ctx{b: c.b, scope: c.scope}
	from, to, step := inner.expr(op.From), inner.expr(op.To), inner.expr(op.Step)
	t := from.Type()
	switch {
	case t == table.TypeUnknown || to.Type() == table.TypeUnknown:
		t = table.TypeUnknown
	case t == table.TypeDateTime || t == table.TypeTimeSpan:
	case !t.Numeric() || !to.Type().Numeric() || !step.Type().Numeric():
		c.b.errorf(codeType, op.Span(), "range does not take the types (%s)", typeList([]table.Type{t, to.Type(), step.Type()}))
		return c.b.failed()
	default:
		t = widest(t, to.Type(), step.Type())
		from, to, step = c.b.cast(from, t), c.b.cast(to, t), c.b.cast(step, t)
	}
	if types, unknown := typesOf([]plan.Expr{from, to, step}); !unknown {
		// The types are those of the function; its array is never made.
		if o, _ := c.b.resolve(c.b.catalog.Scalar("range"), types, []plan.Expr{from, to, step}); o == nil {
			c.b.errorf(codeType, op.Span(), "range does not take the types (%s)", typeList(types))
			return c.b.failed()
		}
	}
	if t == table.TypeInt {
		t = table.TypeLong
		from = c.b.cast(from, t)
	}
	one := &rel{node: oneRowNode()}
	bounds := one.project([]plan.Named{{Name: "from", Expr: from}, {Name: "to", Expr: to}, {Name: "step", Expr: step}})
	n := &plan.Series{Input: bounds.node, As: op.Column.Text(), T: t}
	return &rel{node: n, cols: []table.Field{{Name: op.Column.Text(), Type: t}}, serialized: true}
}

// widest is the widest of several numeric types.
func widest(types ...table.Type) table.Type {
	order := map[table.Type]int{table.TypeInt: 1, table.TypeLong: 2, table.TypeReal: 3, table.TypeDecimal: 4}
	out := types[0]
	for _, t := range types {
		if order[t] > order[out] {
			out = t
		}
	}
	return out
}
