package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// makeGraph takes the rows as edges. Nodes are the ids at their ends, and those
// of the tables of nodes, whose other columns are the nodes' properties.
func (c *ctx) makeGraph(op *kql.MakeGraph) *rel {
	if !c.closed(op.Span(), "make-graph") {
		return c.b.failed()
	}
	if op.Body != nil {
		return c.partitionedGraph(op)
	}
	return c.wholeGraph(op, nil)
}

// partitionedGraph makes a graph of the edges and nodes with each value of a
// column, and runs the operators of the body on it.
func (c *ctx) partitionedGraph(op *kql.MakeGraph) *rel {
	by, ok := op.By.(*kql.Ident)
	if !ok {
		c.b.errorf(codeName, op.By.Span(), "partitioned-by takes a column")
		return c.b.failed()
	}
	key := c.expr(by)
	hole := &plan.Hole{Of: c.row.node.Shape()}
	inner, part := *c, *c.row
	part.node = hole
	inner.row = &part
	g := inner.wholeGraph(op, func(nodes *rel) *rel {
		of, ok := nodes.column(by.Text)
		if !ok {
			c.b.errorf(codeName, op.By.Span(), "the table of nodes has no column %q%s", by.Text, didYouMean(by.Text, nodes.names()))
			return nodes
		}
		k, ok := inner.joinKey(of, key, op.By.Span())
		if !ok {
			return nodes
		}
		return joined(&plan.Join{Left: nodes.node, Right: hole, Kind: plan.LeftSemi, On: []plan.JoinKey{k}, NullsMatch: true}, nodes.names(), nodes, nil, nodes, nil)
	})
	if g.graph == nil {
		return g
	}
	body := c.b.tableOnly(c.b.subQuery(op.Body, c.scope, g), op.Span())
	out := body.with(&plan.ForEach{Input: c.row.node, Keys: []plan.Named{{Name: by.Text, Expr: key}}, Hole: hole, Body: body.node})
	out.serialized, out.sorted = false, false
	return out
}

// wholeGraph makes one graph; only, if any, says which rows of the tables of
// nodes are in it.
func (c *ctx) wholeGraph(op *kql.MakeGraph, only func(nodes *rel) *rel) *rel {
	from, to := c.expr(op.Source), c.expr(op.Target)
	t := from.Type()
	if u := to.Type(); t != u && t != table.TypeUnknown && u != table.TypeUnknown {
		c.b.errorf(codeType, op.Span(), "the ends of an edge must have the same type, not %s and %s", t, u)
		return c.b.failed()
	}
	g := &graph{id: c.b.temp(), from: c.b.temp(), to: c.b.temp(), edge: c.b.temp()}
	number := c.b.function("row_number", op.Span())
	g.edges = c.row.extend([]plan.Named{{Name: g.from, Expr: from}, {Name: g.to, Expr: to}, {Name: g.edge, Expr: number}}).shared("edges")
	var tables []*rel
	ids := &plan.Union{Schema: table.NewSchema(table.Field{Name: g.id, Type: t})}
	for _, n := range op.Nodes {
		nodes, ok := c.graphNodes(n, g.id, t, only)
		if !ok {
			return c.b.failed()
		}
		tables = append(tables, nodes)
		ids.In = append(ids.In, nodes.project([]plan.Named{{Name: g.id, Expr: &plan.Column{Name: g.id, T: t}}}).node)
	}
	for _, end := range []string{g.from, g.to} {
		ids.In = append(ids.In, g.edges.project([]plan.Named{{Name: g.id, Expr: &plan.Column{Name: end, T: t}}}).node)
	}
	key := &plan.Column{Name: g.id, T: t}
	g.nodes = c.grouped([]plan.Named{{Name: g.id, Expr: key}}, nil, relOf(ids))
	if op.NodeID != nil {
		g.nodes = g.nodes.extend([]plan.Named{{Name: op.NodeID.Text(), Expr: key}})
	}
	for i, n := range op.Nodes {
		g.nodes = c.withProperties(g.nodes, tables[i], n, key)
	}
	g.nodes = g.nodes.shared("nodes")
	return graphRel(g)
}

// graphNodes is a table of nodes under id, each id once.
func (c *ctx) graphNodes(n *kql.GraphNodes, id string, t table.Type, only func(*rel) *rel) (*rel, bool) {
	r := c.b.pipeOrTable(n.Table, c.scope)
	inner := &ctx{b: c.b, scope: c.scope, row: r}
	if !inner.closed(n.Span(), "make-graph") {
		return nil, false
	}
	if only != nil {
		r = only(r)
		inner.row = r
	}
	key, ok := r.column(n.ID.Text())
	if !ok {
		c.b.errorf(codeName, n.ID.Span(), "the table of nodes has no column %q%s", n.ID.Text(), didYouMean(n.ID.Text(), r.names()))
		return nil, false
	}
	if key.Type() != t {
		c.b.errorf(codeType, n.ID.Span(), "the ids of nodes have the type %s, those of edges %s", key.Type(), t)
		return nil, false
	}
	var aggs []plan.Agg
	f := c.b.catalog.Aggregate("take_any")
	for _, col := range r.all() {
		if col.Name == n.ID.Text() {
			continue
		}
		agg, ok := c.b.resolveAggregate(n.Span(), "take_any", f, []plan.Expr{col.Expr})
		if !ok {
			return nil, false
		}
		agg.Names = []string{col.Name}
		aggs = append(aggs, agg)
	}
	out := inner.grouped([]plan.Named{{Name: id, Expr: key}}, aggs, r)
	cols := []plan.Named{{Name: id, Expr: &plan.Column{Name: id, T: t}}}
	for _, col := range r.all() {
		if col.Name == n.ID.Text() {
			col.Expr = cols[0].Expr
		}
		cols = append(cols, col)
	}
	return out.project(cols).shared("nodes"), true
}

// withProperties adds the columns of a table of nodes; a property that another
// table has too is taken from the first that has a value.
func (c *ctx) withProperties(nodes, properties *rel, n *kql.GraphNodes, key *plan.Column) *rel {
	var renamed, merged []plan.Named
	temps := map[string]bool{}
	for _, p := range properties.all() {
		name := p.Name
		if nodes.index(name) >= 0 && name != key.Name {
			name = c.b.temp()
			temps[name] = true
			old, _ := nodes.column(p.Name)
			merged = append(merged, plan.Named{Name: p.Name, Expr: c.b.function("coalesce", n.Span(), old, &plan.Column{Name: name, T: p.Expr.Type()})})
		}
		renamed = append(renamed, plan.Named{Name: name, Expr: p.Expr})
	}
	j := &plan.Join{Left: nodes.node, Right: properties.project(renamed).node, Kind: plan.LeftOuter, EmptyStrings: true,
		On: []plan.JoinKey{{Left: key, Right: key}}}
	right := properties.project(renamed)
	out := joined(j, nodes.names(), nodes, right.names(), right, map[string]bool{key.Name: true})
	out = out.extend(merged)
	for name := range temps {
		out = out.without(name)
	}
	return out.extend([]plan.Named{{Name: n.ID.Text(), Expr: key}})
}
