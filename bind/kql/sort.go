package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) sort(op *kql.Sort) *rel { return c.sorted(op.Keys, -1) }

// sorted orders the rows, keeping the first limit unless it is negative.
func (c *ctx) sorted(list []*kql.OrderKey, limit int64) *rel {
	in := c.row
	keys := make([]plan.SortKey, len(list))
	var windows []plan.Named
	for i, k := range list {
		keys[i] = c.sortKey(k)
		if plan.IsWindow(keys[i].Expr) {
			n := plan.Named{Name: c.b.temp(), Expr: keys[i].Expr}
			windows = append(windows, n)
			keys[i].Expr = &plan.Column{Name: n.Name, T: n.Expr.Type()}
		}
	}
	in = in.extend(windows)
	out := in.with(&plan.Sort{Input: in.node, Keys: keys, Limit: limit})
	out.serialized, out.sorted = true, true
	if len(windows) > 0 {
		for _, w := range windows {
			out = out.without(w.Name)
		}
	}
	return out
}

// sortKey defaults to descending; nulls are the least values unless said
// otherwise.
func (c *ctx) sortKey(k *kql.OrderKey) plan.SortKey {
	x := c.expr(k.X)
	if x.Type() == table.TypeDynamic && !c.row.open {
		c.b.errorf(codeDynamicKey, k.Span(), "rows cannot be ordered by a dynamic value: convert it, for example with tostring()")
	}
	desc := k.Direction != "asc" && k.Direction != "granny-asc"
	first := !desc
	switch k.Nulls {
	case "first":
		first = true
	case "last":
		first = false
	}
	return plan.SortKey{Expr: x, Desc: desc, NullsFirst: first}
}
