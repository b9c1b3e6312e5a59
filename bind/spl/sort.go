package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// sort orders rows. Missing values come last in both directions.
func (b *binder) sort(in plan.Node, c *spl.Sort) plan.Node {
	o := b.options(c, c.Options, "limit")
	limit := o.int("limit", b.count(c.Count, -1))
	if limit == 0 {
		limit = -1
	}
	b.ordered = true
	s := &plan.Sort{Input: in, Keys: b.sortKeys(c.Keys, c.Desc), Limit: limit}
	if c.Count == nil && !o.has("limit") {
		return bounded(s, b.env.Limits.Sort, "sort")
	}
	return s
}

var sortOrders = map[string]plan.Order{
	"num": plan.OrderNumber, "str": plan.OrderText, "ip": plan.OrderIP, "auto": plan.OrderAuto,
}

func (b *binder) sortKeys(list []*spl.SortKey, reverse bool) []plan.SortKey {
	keys := make([]plan.SortKey, 0, len(list))
	for _, k := range list {
		key := plan.SortKey{Desc: (k.Sign == "-") != reverse, Order: plan.OrderAuto}
		switch {
		case k.Name != nil:
			key.Expr = b.column(k.Name.Text())
		case k.Arg != nil:
			order, ok := sortOrders[strings.ToLower(k.Func)]
			key.Order, key.Expr = order, b.column(k.Arg.Text())
			if !ok {
				key.Order, key.Expr = plan.OrderAuto, b.column(k.Func+"("+k.Arg.Text()+")")
			}
		default:
			key.Expr = b.column(k.Func + "()")
		}
		keys = append(keys, key)
	}
	return keys
}
