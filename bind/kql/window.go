package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
)

// window binds a function that sees all rows in order, which the rows must
// have: after sort, top, range, serialize and operators that keep it.
func (c *ctx) window(e *kql.Call, f *functions.Func) plan.Expr {
	args := make([]plan.Expr, len(e.Args))
	for i, a := range e.Args {
		args[i] = c.expr(a)
	}
	if c.row == nil || !c.row.serialized || c.aggs != nil || c.members != nil {
		c.b.errorf(codeSerialized, e.Span(), "%s needs rows in a known order: put sort or serialize before it", e.Name.Text)
		return bad()
	}
	return c.b.apply(f, e.Name.Text, e.Span(), args)
}
