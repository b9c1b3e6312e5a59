package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// sampleDistinct takes the first distinct values.
func (c *ctx) sampleDistinct(op *kql.SampleDistinct) *rel {
	n, ok := c.whole(op.Count)
	l := c.newColumns()
	l.bind([]kql.Expr{op.Of})
	if !ok || len(l.out) == 0 {
		return c.b.failed()
	}
	out := c.grouped(l.out, nil, l.before(c.row))
	return out.with(&plan.Limit{Input: out.node, N: n})
}
