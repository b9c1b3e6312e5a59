package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// topHitters counts (or sums By) exactly, where Kusto estimates.
func (c *ctx) topHitters(op *kql.TopHitters) *rel {
	n, ok := c.whole(op.Count)
	l := c.newColumns()
	l.bind([]kql.Expr{op.Of})
	if !ok || len(l.out) == 0 {
		return c.b.failed()
	}
	name := "approximate_count_" + l.out[0].Name
	agg, ok := c.counting(name)
	if op.By != nil {
		name = "approximate_sum_" + c.autoName(op.By)
		f := c.b.catalog.Aggregate("sum")
		agg, ok = c.b.resolveAggregate(op.By.Span(), "sum", f, []plan.Expr{c.expr(op.By)})
		agg.Names = []string{name}
	}
	if !ok {
		return c.b.failed()
	}
	out := c.grouped(l.out, []plan.Agg{agg}, l.before(c.row))
	keys := []plan.SortKey{{Expr: &plan.Column{Name: name, T: agg.Types[0]}, Desc: true}}
	out = out.with(&plan.Sort{Input: out.node, Keys: keys, Limit: n})
	out.serialized, out.sorted = true, true
	return out
}
