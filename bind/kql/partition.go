package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// partition runs its body once per value of a column.
func (c *ctx) partition(op *kql.Partition) *rel {
	key := c.expr(op.By)
	hole := &plan.Hole{Of: c.row.node.Shape()}
	in := *c.row
	in.node = hole
	if op.Body.Braces != nil {
		c.b.unsupported(op.Span(), "partition with a body in braces")
		return c.b.failed()
	}
	body := c.b.subQuery(op.Body, c.scope, &in)
	each := &plan.ForEach{Input: c.row.node, Keys: []plan.Named{{Name: c.autoName(op.By), Expr: key}}, Hole: hole, Body: body.node}
	out := body.with(each)
	out.serialized, out.sorted = false, false
	return out
}
