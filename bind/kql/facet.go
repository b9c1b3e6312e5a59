package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// facet gives its first table: the values of the first column and their
// counts.
func (c *ctx) facet(op *kql.Facet) *rel {
	l := c.newColumns()
	l.bind(op.By[:1])
	agg, ok := c.counting("count_" + l.out[0].Name)
	if !ok || len(l.out) == 0 {
		return c.b.failed()
	}
	return c.grouped(l.out, []plan.Agg{agg}, c.row)
}
