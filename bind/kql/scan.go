package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) scan(op *kql.Scan) *rel {
	c.b.unsupported(op.Span(), "the operator scan")
	return c.b.failed()
}
