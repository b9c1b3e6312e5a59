package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// topHitters counts (or sums By) exactly, where Kusto estimates.
//
// The column of sums has the type of By, where summarize with sum widens an int
// to a long. The sum of ints is a long all the same until the top is found, so
// that one beyond an int is ranked by what it is; the result then has no value
// for it, as toint has none.
func (c *ctx) topHitters(op *kql.TopHitters) *rel {
	n, ok := c.whole(op.Count)
	l := c.newColumns()
	l.bind([]kql.Expr{op.Of})
	if !ok || len(l.out) == 0 {
		return c.b.failed()
	}
	name := "approximate_count_" + l.out[0].Name
	agg, ok := c.counting(name)
	t := table.TypeLong
	if op.By != nil {
		name = "approximate_sum_" + c.autoName(op.By)
		f := c.b.catalog.Aggregate("sum")
		by := c.expr(op.By)
		t = by.Type()
		agg, ok = c.b.resolveAggregate(op.By.Span(), "sum", f, []plan.Expr{by})
		agg.Names = []string{name}
	}
	if !ok {
		return c.b.failed()
	}
	out := c.grouped(l.out, []plan.Agg{agg}, l.before(c.row))
	keys := []plan.SortKey{{Expr: &plan.Column{Name: name, T: agg.Types[0]}, Desc: true}}
	out = out.with(&plan.Sort{Input: out.node, Keys: keys, Limit: n})
	out.serialized, out.sorted = true, true
	if t == table.TypeInt {
		out = out.extend([]plan.Named{{Name: name, Expr: c.b.cast(&plan.Column{Name: name, T: agg.Types[0]}, t)}})
	}
	return out
}
