package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// parseWhere drops the rows that do not match.
func (c *ctx) parseWhere(op *kql.ParseWhere) *rel {
	r, matched := c.parsed(op.Params, op.X, op.With, op.Span())
	if matched == "" {
		return r
	}
	return r.with(&plan.Filter{Input: r.node, Pred: &plan.Column{Name: matched, T: table.TypeBool}}).without(matched)
}
