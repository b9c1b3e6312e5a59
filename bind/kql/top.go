package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) top(op *kql.Top) *rel {
	return c.limited(op.Count, c.sorted([]*kql.OrderKey{op.By}, -1))
}
