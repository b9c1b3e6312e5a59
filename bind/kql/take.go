package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

func (c *ctx) take(op *kql.Take) *rel { return c.first(op.Count) }

func (c *ctx) first(count kql.Expr) *rel {
	n, ok := c.whole(count)
	if !ok {
		return c.b.failed()
	}
	return c.row.with(&plan.Limit{Input: c.row.node, N: n})
}
