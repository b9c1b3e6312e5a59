package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// sample keeps rows at random: those with the least random numbers.
func (c *ctx) sample(op *kql.Sample) *rel {
	n, ok := c.whole(op.Count)
	if !ok {
		return c.b.failed()
	}
	random := c.b.function("rand", op.Span())
	out := c.row.with(&plan.Sort{Input: c.row.node, Keys: []plan.SortKey{{Expr: random}}, Limit: n})
	out.serialized, out.sorted = false, false
	if random.Type() == table.TypeUnknown {
		return c.b.failed()
	}
	return out
}
