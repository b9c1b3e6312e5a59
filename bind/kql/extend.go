package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

func (c *ctx) extend(op *kql.Extend) *rel { return c.extendBy(op.Columns) }

func (c *ctx) extendBy(list []kql.Expr) *rel {
	l := c.newColumns(c.row.names()...)
	l.namedOnly = true
	l.bind(list)
	return l.after(l.before(c.row).extend(l.out))
}
