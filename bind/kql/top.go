package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) top(op *kql.Top) *rel {
	n, ok := c.whole(op.Count)
	if !ok {
		n = 0
	}
	return c.sorted([]*kql.OrderKey{op.By}, n)
}
