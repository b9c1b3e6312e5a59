package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

func (c *ctx) projectAway(op *kql.ProjectAway) *rel {
	drop := c.patterns(op.Columns)
	if c.row.open {
		return c.row.pick(&plan.Pick{Drop: drop})
	}
	var keep []int
	for i, f := range c.row.cols {
		if !fits(drop, f.Name) {
			keep = append(keep, i)
		}
	}
	return c.row.chosen(keep)
}

func fits(patterns []string, name string) bool {
	for _, p := range patterns {
		if plan.MatchName(p, name) {
			return true
		}
	}
	return false
}
