package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

// serialize declares the order that the rows have.
func (c *ctx) serialize(op *kql.Serialize) *rel {
	r := *c.row
	r.serialized = true
	inner := *c
	inner.row = &r
	return inner.extendBy(op.Columns)
}
