package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// table keeps exactly the named fields, in the order given.
func (b *binder) table(in plan.Node, c *spl.Table) plan.Node {
	return &plan.Pick{Input: in, Keep: names(c.Fields), Exact: true}
}
