package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// graphToTable gives the first of the tables asked for, and declares the names
// given with as for the operators and the statements after it.
// https://learn.microsoft.com/kusto/query/graph-to-table-operator
func (c *ctx) graphToTable(op *kql.GraphToTable) (*rel, *scope) {
	g := c.graphOf(op.Span())
	if g == nil {
		return c.b.failed(), c.scope.withTables(c.b.unknownTables(op))
	}
	if len(op.Outputs) > 2 || len(op.Outputs) == 2 && op.Outputs[0].What == op.Outputs[1].What {
		c.b.errorf(codeGraph, op.Span(), "graph-to-table gives the nodes once and the edges once")
	}
	if len(op.Outputs) == 2 && op.Outputs[0].As == nil && op.Outputs[1].As == nil {
		c.b.errorf(codeGraph, op.Outputs[1].Span(), "only the first table is the result: name the other with as, to read it in a statement that follows")
	}
	var first *rel
	var named []*rel
	for _, o := range op.Outputs {
		r := *c.graphOutput(g, o)
		if o.As != nil {
			r.name = o.As.Text()
			named = append(named, &r)
		}
		if first == nil {
			first = &r
		}
	}
	if c.b.exported == nil {
		c.b.exported = map[*kql.GraphToTable][]*rel{}
	}
	c.b.exported[op] = named
	return first, c.scope.withTables(named)
}

// exporting adds to a scope what the operators of a query statement name for
// the statements after it.
func (b *binder) exporting(e kql.Expr, s *scope) *scope {
	if pipe, ok := e.(*kql.Pipe); ok {
		for _, op := range pipe.Operators {
			if g, ok := op.(*kql.GraphToTable); ok {
				tables, bound := b.exported[g]
				if !bound { // for an error before it
					tables = b.unknownTables(g)
				}
				s = s.withTables(tables)
			}
		}
	}
	return s
}

// unknownTables are the tables that an operator names whose graph is in error.
func (b *binder) unknownTables(op *kql.GraphToTable) []*rel {
	var out []*rel
	for _, o := range op.Outputs {
		if o.As != nil {
			r := *b.failed()
			r.name = o.As.Text()
			out = append(out, &r)
		}
	}
	return out
}

// withTables declares tables under their own names.
func (s *scope) withTables(tables []*rel) *scope {
	for _, t := range tables {
		s = s.with(t.name, &entity{rel: t})
	}
	return s
}

// graphOutput is the table of the nodes or of the edges.
func (c *ctx) graphOutput(g *graph, o *kql.GraphOutput) *rel {
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
