package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) count(op *kql.Count) *rel {
	name := "Count"
	if op.As != nil {
		name = op.As.Text()
	}
	agg, ok := c.counting(name)
	if !ok {
		c.b.unsupported(op.Span(), "the operator count")
		return c.b.failed()
	}
	return relOf(&plan.Aggregate{Input: c.row.node, Aggs: []plan.Agg{agg}})
}

// counting is the aggregate count() under a name.
func (c *ctx) counting(name string) (plan.Agg, bool) {
	f := c.b.catalog.Aggregate("count")
	if f == nil {
		return plan.Agg{}, false
	}
	return plan.Agg{Names: []string{name}, Types: []table.Type{table.TypeLong}, Func: f, Overload: f.Resolve(nil, 0)}, true
}
