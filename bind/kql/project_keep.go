package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// projectKeep keeps columns in their order in the input.
func (c *ctx) projectKeep(op *kql.ProjectKeep) *rel {
	keep := c.patterns(op.Columns)
	if c.row.open {
		out := c.row.pick(&plan.Pick{Keep: keep})
		return out
	}
	var at []int
	for i, f := range c.row.cols {
		if fits(keep, f.Name) {
			at = append(at, i)
		}
	}
	return c.row.chosen(at)
}
