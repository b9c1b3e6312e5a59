package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) take(op *kql.Take) *rel {
	return c.limited(op.Count, c.row)
}
