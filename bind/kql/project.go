package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) project(op *kql.Project) *rel {
	l := c.newColumns()
	l.bind(op.Columns)
	return l.before(c.row).project(l.out)
}
