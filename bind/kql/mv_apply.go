package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// mvApply expands lists and runs a body over the elements of each row.
func (c *ctx) mvApply(op *kql.MvApply) *rel {
	p := c.b.params(op.Params, "with_itemindex", "bagexpansion", "kind")
	if op.ID != nil {
		c.b.undocumented(op.ID.Span(), "mv-apply with id")
		return c.b.failed()
	}
	hole := &plan.Hole{Of: c.row.node.Shape()}
	in := *c.row
	in.node = hole
	inner := *c
	inner.row = &in
	n := &plan.Expand{Input: hole, KeepNull: true, Index: word(p["with_itemindex"])}
	if op.Limit != nil {
		most, ok := c.whole(op.Limit)
		if !ok {
			return c.b.failed()
		}
		n.Limit = most
	}
	cols, ok := inner.expandItems(op.Items, word(p["bagexpansion"]) == "array" || word(p["kind"]) == "array")
	if !ok {
		return c.b.failed()
	}
	n.Cols = cols
	elements := inner.expanded(n)
	body := c.b.subQuery(op.On, c.scope, elements)
	each := &plan.ForEach{Input: c.row.node, PerRow: true, Hole: hole, Body: body.node, KeepOuter: true}
	out := relOf(each)
	if c.row.open || body.open {
		out.open, out.other = true, c.row.other
		if body.open {
			out.other = body.other
		}
		out.cols = append([]table.Field(nil), c.row.cols...)
		for _, f := range body.cols {
			if i := out.index(f.Name); i >= 0 {
				out.cols[i] = f
			} else {
				out.cols = append(out.cols, f)
			}
		}
	}
	out.serialized = c.row.serialized
	return out
}

// subQuery binds a bracketed piece of pipeline over rows.
func (b *binder) subQuery(q *kql.SubQuery, s *scope, in *rel) *rel {
	s = b.statements(q.Body(), s)
	main := q.Body().Main()
	if main == nil {
		return in
	}
	pipe, ok := main.(*kql.Pipe)
	if !ok {
		return b.table(main, s, in)
	}
	return b.pipe(pipe, s, in)
}
