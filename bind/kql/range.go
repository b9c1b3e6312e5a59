package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// makeRange expands the array that the function range gives. The bounds may
// depend on the clock.
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
	list := c.b.function("range", op.Span(), from, to, step)
	one := &rel{node: oneRowNode()}
	if t == table.TypeInt {
		t = table.TypeLong
	}
	n := &plan.Expand{Input: one.node, Cols: []plan.ExpandColumn{{Expr: list, As: op.Column.Text(), To: t}}}
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
