package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

func (c *ctx) distinct(op *kql.Distinct) *rel {
	if len(op.Columns) == 1 {
		if _, star := op.Columns[0].(*kql.Star); star {
			if !c.closed(op.Span(), "distinct *") {
				return unknownTable()
			}
			return c.grouped(c.row.all(), nil, c.row)
		}
	}
	l := c.newColumns()
	l.bind(op.Columns)
	return c.grouped(l.out, nil, l.before(c.row))
}

// grouped aggregates by keys.
func (c *ctx) grouped(keys []plan.Named, aggs []plan.Agg, in *rel) *rel {
	return relOf(&plan.Aggregate{Input: in.node, Keys: keys, Aggs: aggs})
}
