package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// graphToTable gives the first of the tables asked for; names given with as
// are not declared.
func (c *ctx) graphToTable(op *kql.GraphToTable) *rel {
	g := c.graphOf(op.Span())
	if g == nil {
		return c.b.failed()
	}
	o := op.Outputs[0]
	if o.What == "nodes" {
		p := c.b.graphParams(o.Params, "with_node_id")
		return c.withHash(o, p["with_node_id"], g.id, g.nodes, g.nodes).without(g.id)
	}
	p := c.b.graphParams(o.Params, "with_source_id", "with_target_id")
	out := c.withHash(o, p["with_target_id"], g.to, g.edges, g.edges)
	out = c.withHash(o, p["with_source_id"], g.from, g.edges, out)
	return out.without(g.from, g.to, g.edge)
}

// withHash puts the hash of an id before the columns, if a name is given.
func (c *ctx) withHash(o *kql.GraphOutput, name, id string, in, out *rel) *rel {
	if name == "" {
		return out
	}
	x, _ := in.column(id)
	return out.project(append([]plan.Named{{Name: name, Expr: c.b.function("hash", o.Span(), x)}}, out.all()...))
}
