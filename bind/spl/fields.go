package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// fields keeps or removes fields. _time and _raw stay unless removed by name.
func (b *binder) fields(in plan.Node, c *spl.Fields) plan.Node {
	list := names(c.Fields)
	if c.Sign == "-" {
		return &plan.Pick{Input: in, Drop: list}
	}
	return &plan.Pick{Input: in, Keep: append(list, "_time", "_raw")}
}
