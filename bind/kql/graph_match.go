package kql

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// matching is a pattern on its way to joins: a row per match so far, whose
// columns are the properties of its nodes and edges.
type matching struct {
	c    *ctx
	g    *graph
	rows *rel
	// names are the columns of an element's properties, by property.
	names map[string]map[string]string
	// ids are the columns of the nodes' ids, edges those of the edges' numbers
	// in the order of the pattern.
	ids      map[string]string
	edges    []matchedEdge
	variable map[string]bool
}

// matchedEdge is the column with an edge's number, or with an array of them.
type matchedEdge struct {
	column string
	many   bool
}

// graphMatch joins edges to nodes along the pattern, keeps what where allows
// and no edge twice, and projects.
func (c *ctx) graphMatch(op *kql.GraphMatch) *rel {
	g := c.graphOf(op.Span())
	p := c.b.graphParams(op.Params, "cycles")
	if g == nil {
		return c.b.failed()
	}
	if len(op.Project) == 0 {
		c.b.unsupported(op.Span(), "graph-match without project")
		return c.b.failed()
	}
	m := &matching{c: c, g: g, names: map[string]map[string]string{}, ids: map[string]string{}, variable: map[string]bool{}}
	for _, path := range op.Paths {
		if !m.path(path) {
			return c.b.failed()
		}
	}
	if !m.cycles(p["cycles"], op) {
		return c.b.failed()
	}
	inner := &ctx{b: c.b, scope: c.scope, row: m.rows, members: m.member}
	if op.Cond != nil {
		ast.Inspect(op.Cond, func(n ast.Node) bool {
			if e, ok := n.(*kql.Member); ok {
				if id, ok := e.X.(*kql.Ident); ok && m.variable[id.Text] {
					c.b.unsupported(e.Span(), "a condition on an edge of variable length")
				}
			}
			return true
		})
		m.rows = m.rows.with(&plan.Filter{Input: m.rows.node, Pred: inner.predicate(op.Cond)})
		inner.row = m.rows
	}
	l := inner.newColumns()
	l.bind(op.Project)
	return l.before(m.rows).project(l.out)
}

// member resolves element.property.
func (m *matching) member(element, property string) (plan.Expr, bool) {
	names, ok := m.names[element]
	if !ok {
		return nil, false
	}
	x, ok := m.rows.column(names[property])
	return x, ok
}

// graphMap is map(edge, property): the property of each edge in a row of them.
func (c *ctx) graphMap(e *kql.Call) plan.Expr {
	if c.members != nil && len(e.Args) == 2 {
		edge, ok1 := e.Args[0].(*kql.Ident)
		property, ok2 := e.Args[1].(*kql.Ident)
		if ok1 && ok2 {
			if x, ok := c.members(edge.Text, property.Text); ok && x.Type() == table.TypeDynamic {
				return x
			}
		}
	}
	c.b.unsupported(e.Span(), "map() of anything but a property of an edge of variable length")
	return bad()
}

// element is r with its columns under names of their own.
func (m *matching) element(name string, r *rel, hidden ...string) (*rel, map[string]string) {
	own := map[string]string{}
	var cols []plan.Named
	for _, n := range r.all() {
		own[n.Name] = m.c.b.temp()
		cols = append(cols, plan.Named{Name: own[n.Name], Expr: n.Expr})
	}
	properties := map[string]string{}
	for k, v := range own {
		properties[k] = v
	}
	for _, h := range hidden {
		delete(properties, h)
	}
	m.names[name] = properties
	return r.project(cols), own
}

// node adds a node that is not bound yet, joined where on says.
func (m *matching) node(name string, on string) {
	r, own := m.element(name, m.g.nodes, m.g.id)
	m.ids[name] = own[m.g.id]
	if on == "" {
		m.join(r, nil)
		return
	}
	m.join(r, [][2]string{{on, m.ids[name]}})
}

// join joins r to the rows so far; without pairs of columns, all with all.
func (m *matching) join(r *rel, on [][2]string) {
	if m.rows == nil {
		m.rows = r
		return
	}
	j := &plan.Join{Left: m.rows.node, Right: r.node, Kind: plan.Inner}
	if len(on) == 0 {
		j.Kind = plan.Cross
	}
	for _, pair := range on {
		left, _ := m.rows.column(pair[0])
		right, _ := r.column(pair[1])
		j.On = append(j.On, plan.JoinKey{Left: left, Right: right})
	}
	m.rows = joined(j, m.rows.names(), m.rows, r.names(), r, nil)
}

func (m *matching) nameOf(n *kql.Name) string {
	if n != nil {
		return n.Text()
	}
	return m.c.b.temp()
}

// path adds the nodes and edges of one path.
func (m *matching) path(p *kql.GraphPath) bool {
	at := m.nameOf(p.Start.Name)
	if m.ids[at] == "" {
		m.node(at, "")
	}
	for _, h := range p.Hops {
		r, ok := m.hop(h.Edge)
		if !ok {
			return false
		}
		name := m.nameOf(h.Edge.Name)
		if m.names[name] != nil {
			m.c.b.errorf(codeDuplicate, h.Edge.Span(), "the edge %q is given twice", name)
			return false
		}
		r, own := m.element(name, r, m.g.from, m.g.to, m.g.edge)
		many := h.Edge.Min != ""
		m.variable[name] = many
		m.edges = append(m.edges, matchedEdge{own[m.g.edge], many})
		from, to := own[m.g.from], own[m.g.to]
		if h.Edge.Left {
			from, to = to, from
		}
		next := m.nameOf(h.Node.Name)
		on := [][2]string{{m.ids[at], from}}
		if m.ids[next] != "" {
			on = append(on, [2]string{m.ids[next], to})
		}
		m.join(r, on)
		if m.ids[next] == "" {
			m.node(next, to)
		}
		at = next
	}
	return true
}

// hop is the edges that may take the place of one in the pattern.
func (m *matching) hop(e *kql.GraphEdge) (*rel, bool) {
	r := m.g.edges
	if e.Left == e.Right {
		r = m.bothWays(r)
	}
	if e.Min == "" {
		return r, true
	}
	least, err1 := strconv.ParseInt(e.Min, 10, 32)
	most, err2 := strconv.ParseInt(e.Max, 10, 32)
	if err1 != nil || err2 != nil || least > most || most == 0 {
		m.c.b.errorf(codeLiteral, e.Span(), "the length of an edge must be a range such as 1..5")
		return nil, false
	}
	if least == 0 || e.Left == e.Right {
		m.c.b.unsupported(e.Span(), "an edge of variable length that may be none, or of any direction,")
		return nil, false
	}
	fields := append([]table.Field(nil), r.cols...)
	for i, f := range fields {
		if f.Name != m.g.from && f.Name != m.g.to {
			fields[i].Type = table.TypeDynamic
		}
	}
	return relOf(&plan.TableCall{Func: functions.GraphPaths, In: []plan.Node{r.node}, Of: plan.Shape{Schema: table.NewSchema(fields...)},
		Args: functions.TableArgs{"from": table.StringValue(m.g.from), "to": table.StringValue(m.g.to), "min": table.LongValue(least), "max": table.LongValue(most)}}), true
}

// bothWays adds each edge in its other direction, unless it is a loop.
func (m *matching) bothWays(r *rel) *rel {
	back := r.all()
	from, _ := r.column(m.g.from)
	to, _ := r.column(m.g.to)
	for i, n := range back {
		switch n.Name {
		case m.g.from:
			back[i].Expr = to
		case m.g.to:
			back[i].Expr = from
		}
	}
	span := source.Span{}
	proper := r.with(&plan.Filter{Input: r.node, Pred: m.c.operator("!=", span, from, to)})
	return relOf(&plan.Union{In: []plan.Node{r.node, proper.project(back).node}, Schema: table.NewSchema(r.cols...)})
}

// cycles keeps a match from taking an edge twice, or a node twice.
func (m *matching) cycles(kind string, op *kql.GraphMatch) bool {
	b, span := m.c.b, op.Span()
	keep := func(x plan.Expr) { m.rows = m.rows.with(&plan.Filter{Input: m.rows.node, Pred: x}) }
	switch kind {
	case "all":
		return true
	case "", "unique_edges":
	default:
		b.unsupported(span, "graph-match with cycles="+kind)
		return false
	}
	for i, e := range m.edges {
		for _, f := range m.edges[:i] {
			x, _ := m.rows.column(e.column)
			y, _ := m.rows.column(f.column)
			if e.many == f.many && !e.many {
				keep(m.c.operator("!=", span, x, y))
				continue
			}
			arrays := [2]plan.Expr{x, y}
			for k, one := range []matchedEdge{e, f} {
				if !one.many {
					arrays[k] = b.function("pack_array", span, arrays[k])
				}
			}
			shared := b.function("array_length", span, b.function("set_intersect", span, arrays[0], arrays[1]))
			keep(m.c.operator("==", span, shared, &plan.Const{Value: table.LongValue(0), T: table.TypeLong}))
		}
	}
	return true
}
