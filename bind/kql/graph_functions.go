package kql

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// The functions that stand in patterns of graphs.
// https://learn.microsoft.com/kusto/query/graph-operators

// perEdge is the argument of a call over the edges, or over the nodes inside,
// of an edge of variable length.
type perEdge struct {
	edge  string
	inner bool
	x     kql.Expr
	// column has the values edge by edge.
	column string
}

// overEdges is what a call of all, any or map goes over: an edge, or the nodes
// inside of it.
func overEdges(e *kql.Call) (edge string, inner, ok bool) {
	switch e.Name.Text {
	case "all", "any", "map":
	default:
		return "", false, false
	}
	if len(e.Args) != 2 {
		return "", false, false
	}
	over := e.Args[0]
	if call, is := over.(*kql.Call); is && call.Name.Text == "inner_nodes" && len(call.Args) == 1 {
		over, inner = call.Args[0], true
	}
	id, is := over.(*kql.Ident)
	if !is {
		return "", false, false
	}
	return id.Text, inner, true
}

// look finds the calls in what a pattern asks of its matches.
func (m *matching) look(list []kql.Expr) {
	degrees := false
	for _, x := range list {
		if x == nil {
			continue
		}
		ast.Inspect(x, func(n ast.Node) bool {
			call, ok := n.(*kql.Call)
			if !ok {
				return true
			}
			degrees = degrees || strings.HasPrefix(call.Name.Text, "node_degree_")
			if edge, inner, ok := overEdges(call); ok {
				m.per[call] = &perEdge{edge: edge, inner: inner, x: call.Args[1]}
				m.calls = append(m.calls, call)
			}
			return true
		})
	}
	if degrees {
		m.countEdges()
	}
}

// countEdges adds to the nodes how many edges end and start there.
func (m *matching) countEdges() {
	g := *m.g
	m.in, m.out = m.c.b.temp(), m.c.b.temp()
	for _, side := range []struct{ end, name string }{{g.to, m.in}, {g.from, m.out}} {
		count, ok := m.c.counting(side.name)
		if !ok {
			return
		}
		end, _ := g.edges.column(side.end)
		key := m.c.b.temp()
		counts := m.c.grouped([]plan.Named{{Name: key, Expr: end}}, []plan.Agg{count}, g.edges)
		id, _ := g.nodes.column(g.id)
		at, _ := counts.column(key)
		j := &plan.Join{Left: g.nodes.node, Right: counts.node, Kind: plan.LeftOuter, EmptyStrings: true, On: []plan.JoinKey{{Left: id, Right: at}}}
		joined := joined(j, g.nodes.names(), g.nodes, counts.names(), counts, map[string]bool{key: true})
		n, _ := joined.column(side.name)
		zero := &plan.Const{Value: table.LongValue(0), T: table.TypeLong}
		g.nodes = joined.extend([]plan.Named{{Name: side.name, Expr: m.c.b.function("coalesce", source.Span{}, n, zero)}})
	}
	g.nodes = g.nodes.shared("nodes")
	m.g = &g
}

// edgeByEdge adds to the edges the arguments of the calls over the edge called
// name, as columns: conditions as 1 and 0.
func (m *matching) edgeByEdge(r *rel, name string) (*rel, []string) {
	var columns []string
	for _, call := range m.calls {
		p := m.per[call]
		if p.edge != name {
			continue
		}
		p.column = m.c.b.temp()
		columns = append(columns, p.column)
		if !p.inner {
			inner := &ctx{b: m.c.b, scope: m.c.scope, row: m.properties(r, m.g.from, m.g.to, m.g.edge), pattern: m}
			r = r.extend([]plan.Named{{Name: p.column, Expr: inner.perElement(call, p)}})
			continue
		}
		nodes := m.g.nodes
		inner := &ctx{b: m.c.b, scope: m.c.scope, row: nodes, pattern: m}
		key := m.c.b.temp()
		id, _ := nodes.column(m.g.id)
		value := inner.perElement(call, p)
		right := nodes.project([]plan.Named{{Name: key, Expr: id}, {Name: p.column, Expr: value}})
		from, _ := r.column(m.g.from)
		at, _ := right.column(key)
		j := &plan.Join{Left: r.node, Right: right.node, Kind: plan.LeftOuter, EmptyStrings: true, On: []plan.JoinKey{{Left: from, Right: at}}}
		r = joined(j, r.names(), r, right.names(), right, map[string]bool{key: true})
	}
	return r, columns
}

// properties is r as a condition on an element sees it.
func (m *matching) properties(r *rel, hidden ...string) *rel {
	out := *r
	out.cols = nil
	for _, f := range r.cols {
		keep := true
		for _, h := range hidden {
			keep = keep && f.Name != h
		}
		if keep {
			out.cols = append(out.cols, f)
		}
	}
	return &out
}

func (c *ctx) perElement(call *kql.Call, p *perEdge) plan.Expr {
	if call.Name.Text == "map" {
		return c.expr(p.x)
	}
	number := func(n int64) plan.Expr { return &plan.Const{Value: table.LongValue(n), T: table.TypeLong} }
	return c.b.function("iff", p.x.Span(), c.predicate(p.x), number(1), number(0))
}

// graphEach is all, any or map over the edges of an edge of variable length, or
// over the nodes inside.
func (c *ctx) graphEach(e *kql.Call) plan.Expr {
	name := e.Name.Text
	if c.pattern == nil {
		c.b.errorf(codeGraph, e.Span(), "%s stands in patterns of graphs only", name)
		return bad()
	}
	p := c.pattern.per[e]
	if p == nil {
		c.b.errorf(codeGraph, e.Span(), "%s takes an edge of variable length, or inner_nodes of one, and an expression over its properties", name)
		return bad()
	}
	if !c.pattern.variable[p.edge] {
		c.b.errorf(codeGraph, e.Args[0].Span(), "%s is not an edge of variable length of the pattern", p.edge)
		return bad()
	}
	values, ok := c.pattern.hidden(p.edge, p.column)
	if !ok {
		return bad()
	}
	if p.inner {
		values = c.pattern.inside(values, e.Span())
	}
	if name == "map" {
		return values
	}
	sum := c.b.function("array_sum", e.Span(), values)
	if name == "any" {
		return c.operator(">", e.Span(), sum, &plan.Const{Value: table.RealValue(0), T: table.TypeReal})
	}
	return c.operator("==", e.Span(), sum, c.b.cast(c.b.function("array_length", e.Span(), values), table.TypeReal))
}

// graphElement is what the graph knows of a node or an edge beside its
// properties: labels, node_id, node_degree_in and node_degree_out. Inside of a
// call over inner_nodes they take no argument.
func (c *ctx) graphElement(e *kql.Call) plan.Expr {
	name := e.Name.Text
	m := c.pattern
	if m == nil {
		c.b.errorf(codeGraph, e.Span(), "%s stands in patterns of graphs only", name)
		return bad()
	}
	if name == "labels" {
		// Graphs that a query makes have no labels.
		return &plan.Const{Value: table.ArrayValue(nil), T: table.TypeDynamic}
	}
	column := map[string]string{"node_id": m.g.id, "node_degree_in": m.in, "node_degree_out": m.out}[name]
	var x plan.Expr
	var ok bool
	if len(e.Args) == 0 {
		x, ok = c.row.column(column)
	} else if id, is := e.Args[0].(*kql.Ident); is && m.ids[id.Text] != "" {
		x, ok = m.hidden(id.Text, column)
	}
	if !ok {
		c.b.errorf(codeGraph, e.Span(), "%s takes a node of the pattern, and nothing in a call over inner_nodes", name)
		return bad()
	}
	if name == "node_id" {
		return c.b.cast(x, table.TypeString)
	}
	return x
}

// innerNodes stands for nodes only as the first argument of all, any and map.
func (c *ctx) innerNodes(e *kql.Call) plan.Expr {
	c.b.errorf(codeGraph, e.Span(), "inner_nodes stands as the first argument of all, any or map only")
	return bad()
}
