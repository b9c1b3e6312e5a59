package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

func (c *ctx) mvExpand(op *kql.MvExpand) *rel {
	p := c.b.params(op.Params, "bagexpansion", "kind", "with_itemindex")
	n := &plan.Expand{Input: c.row.node, KeepNull: true}
	n.Index = word(p["with_itemindex"])
	pairs := word(p["bagexpansion"]) == "array" || word(p["kind"]) == "array"
	if op.Limit != nil {
		most, ok := c.whole(op.Limit)
		if !ok {
			return c.b.failed()
		}
		if n.Limit = most; most == 0 {
			return c.row.with(&plan.Limit{Input: c.row.node, N: 0})
		}
	}
	cols, ok := c.expandItems(op.Items, pairs)
	if !ok {
		return c.b.failed()
	}
	n.Cols = cols
	return c.expanded(n)
}

// expandItems binds the lists; each becomes a column of its own name.
func (c *ctx) expandItems(items []*kql.ExpandItem, pairs bool) ([]plan.ExpandColumn, bool) {
	var out []plan.ExpandColumn
	names := newNamer(c.row.names()...)
	for _, item := range items {
		given, x := kql.Named(item.X)
		bound := c.expr(x)
		name := ""
		switch {
		case given != nil:
			name = given[0].Text()
		default:
			if name = c.autoName(x); name == "" {
				name = names.column()
			}
		}
		to := table.TypeDynamic
		if item.To != nil && item.To.Type != nil {
			to = c.b.typeName(item.To.Type)
		}
		if t := bound.Type(); t != table.TypeDynamic && t != table.TypeUnknown {
			c.b.errorf(codeType, item.Span(), "only values of type dynamic can be expanded, not %s", t)
			return nil, false
		}
		out = append(out, plan.ExpandColumn{Expr: bound, As: name, To: to, BagsAsPairs: pairs, EmptyStrings: to == table.TypeString})
	}
	return out, true
}

// expanded is the input with the columns of an Expand.
func (c *ctx) expanded(n *plan.Expand) *rel {
	out := c.row.with(n)
	shape := relOf(n)
	out.cols = shape.cols
	if c.row.open {
		out.cols = append([]table.Field(nil), c.row.cols...)
		for _, col := range n.Cols {
			if i := out.index(col.As); i >= 0 {
				out.cols[i].Type = col.To
			} else {
				out.cols = append(out.cols, table.Field{Name: col.As, Type: col.To})
			}
		}
		if n.Index != "" {
			out.cols = append(out.cols, table.Field{Name: n.Index, Type: table.TypeLong})
		}
	}
	out.sorted = c.row.sorted
	return out
}
