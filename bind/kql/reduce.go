package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) reduce(op *kql.Reduce) *rel {
	c.b.unsupported(op.Span(), "the operator reduce")
	return c.b.failed()
}
