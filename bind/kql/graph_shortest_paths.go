package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// graphShortestPaths matches the pattern and keeps, for each pair of its first
// and last node, the matches with the fewest edges: all of them, or one.
// https://learn.microsoft.com/kusto/query/graph-shortest-paths-operator
func (c *ctx) graphShortestPaths(op *kql.GraphShortestPaths) *rel {
	p := c.b.graphParams(op.Params, "output")
	switch p["output"] {
	case "", "any", "all":
	default:
		c.b.errorf(codeParameter, op.Span(), "the output of graph-shortest-paths is any or all, not %q", p["output"])
	}
	if !oneVariablePath(op.Paths) {
		c.b.errorf(codeGraph, op.Span(), "the pattern of graph-shortest-paths is one sequence with an edge of variable length")
		return c.b.failed()
	}
	return c.matched(op.Paths, "", op.Cond, op.Project, op.Span(), func(m *matching) {
		first, last := m.ids[m.order[0]], m.last
		length := c.b.temp()
		edges := plan.Expr(&plan.Const{Value: table.LongValue(0), T: table.TypeLong})
		for _, e := range m.edges {
			n := plan.Expr(&plan.Const{Value: table.LongValue(1), T: table.TypeLong})
			if e.many {
				x, _ := m.rows.column(e.column)
				n = c.b.function("array_length", op.Span(), x)
			}
			edges = c.operator("+", op.Span(), edges, n)
		}
		if !m.closed {
			x, _ := m.rows.column(first)
			y, _ := m.rows.column(last)
			m.keep(c.operator("!=", op.Span(), x, y))
		}
		in := m.rows.extend([]plan.Named{{Name: length, Expr: edges}})
		m.rows = in.with(&plan.TableCall{Func: functions.GraphShortest, In: []plan.Node{in.node}, Of: in.node.Shape(),
			Args: functions.TableArgs{"first": table.StringValue(first), "last": table.StringValue(last), "length": table.StringValue(length),
				"all": table.BoolValue(p["output"] == "all")}})
	})
}

func oneVariablePath(paths []*kql.GraphPath) bool {
	if len(paths) != 1 {
		return false
	}
	for _, h := range paths[0].Hops {
		if h.Edge.Min != "" {
			return true
		}
	}
	return false
}
