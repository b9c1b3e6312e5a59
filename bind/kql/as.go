package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// as names the rows so far, for the operators after it.
func (c *ctx) as(op *kql.As) (*rel, *scope) {
	r := *c.row
	for _, h := range op.Hints {
		if h.Name == "hint.materialized" && wordOf(h.Value) == "true" {
			r.node = &plan.Share{Input: r.node, Name: op.Name.Text(), ID: new(int)}
		}
	}
	r.name = op.Name.Text()
	named := r
	return &r, c.scope.with(op.Name.Text(), &entity{rel: &named})
}
