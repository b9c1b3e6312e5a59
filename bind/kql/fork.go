package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

// fork gives the result of its first branch; the others are bound for their
// errors.
func (c *ctx) fork(op *kql.Fork) *rel {
	var first *rel
	for _, br := range op.Branches {
		r := c.b.subQuery(br.Body, c.scope, c.row)
		if first == nil {
			first = r
		}
	}
	if first == nil {
		return c.b.failed()
	}
	return first
}
