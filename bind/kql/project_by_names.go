package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// projectByNames keeps the columns whose names (or patterns) constants give.
func (c *ctx) projectByNames(op *kql.ProjectByNames) *rel {
	var at []int
	taken := map[int]bool{}
	inner := &ctx{b: c.b, scope: c.scope, row: c.row}
	for _, e := range op.Columns {
		k, ok := inner.expr(e).(*plan.Const)
		if !ok {
			c.b.errorf(codeConstant, e.Span(), "a constant name or array of names is expected")
			continue
		}
		names := []table.Value{k.Value}
		if k.Value.Kind() == table.KindArray {
			names = k.Value.Array()
		}
		for _, n := range names {
			for _, i := range c.row.match(n.Str()) {
				if !taken[i] {
					taken[i] = true
					at = append(at, i)
				}
			}
		}
	}
	if !c.closed(op.Span(), "project-by-names") {
		return unknownTable()
	}
	return c.row.chosen(at)
}
