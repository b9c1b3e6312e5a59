package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// lookup is a join that leaves out the keys of the right side.
func (c *ctx) lookup(op *kql.Lookup) *rel {
	p := c.b.params(op.Params, "kind")
	kind := plan.LeftOuter
	switch w := word(p["kind"]); w {
	case "", "leftouter":
	case "inner":
		kind = plan.Inner
	default:
		c.b.errorf(codeParameter, p["kind"].Span(), "lookup has no kind %q", w)
	}
	right := c.b.pipeOrTable(op.Right, c.scope)
	on := op.On
	if len(on) == 0 {
		c.b.errorf(codeCondition, op.Span(), "lookup needs a condition after on")
		return c.b.failed()
	}
	keys, names, ok := c.joinKeys(on, right, op.Span())
	if !ok {
		return c.b.failed()
	}
	j := &plan.Join{Left: c.row.node, Right: right.node, Kind: kind, On: keys, EmptyStrings: true, NullsMatch: true}
	if c.row.open || right.open {
		return c.openJoin(j, right)
	}
	skip := map[string]bool{}
	for _, n := range names {
		skip[n] = true
	}
	return joined(j, c.row.names(), c.row, right.names(), right, skip)
}
