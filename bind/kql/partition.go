package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// partition runs its body once per value of a column.
// https://learn.microsoft.com/kusto/query/partition-operator
func (c *ctx) partition(op *kql.Partition) *rel {
	key := c.expr(op.By)
	hole := &plan.Hole{Of: c.row.node.Shape()}
	in := *c.row
	in.node = hole
	scope, rows := c.scope, &in
	if op.Body.Braces != nil {
		// A body with a source of its own sees the key's value only.
		if op.Body.Body().Main() == nil {
			c.b.errorf(codeTabular, op.Span(), "a table is expected")
			return c.b.failed()
		}
		value := in.project([]plan.Named{{Name: "key", Expr: key}})
		scope, rows = scope.with(c.autoName(op.By), &entity{scalar: &plan.Subquery{Input: value.node, T: key.Type()}}), nil
	}
	c.strategy(op)
	body := c.b.subQuery(op.Body, scope, rows)
	each := &plan.ForEach{Input: c.row.node, Keys: []plan.Named{{Name: c.autoName(op.By), Expr: key}}, Hole: hole, Body: body.node}
	out := body.with(each)
	out.serialized, out.sorted = false, false
	return out
}

// strategy checks how the engine is told to run the body, which changes what
// the body may be and not the answer.
func (c *ctx) strategy(op *kql.Partition) {
	c.b.params(op.Params)
	for _, p := range op.Params {
		if p.Name != "hint.strategy" {
			continue
		}
		switch strategy := word(p); strategy {
		case "legacy":
		case "native", "shuffle":
			if op.Body.Braces != nil {
				c.b.errorf(codeParameter, p.Span(), "a body in braces is only possible with hint.strategy=legacy, not %s", strategy)
			}
		default:
			c.b.errorf(codeParameter, p.Span(), "partition has no strategy %q: it is legacy, native or shuffle", strategy)
		}
	}
}
