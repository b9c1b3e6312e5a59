package kql

import (
	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
)

// matching is a pattern on its way to joins: a row per match so far, whose
// columns are the properties of its nodes and edges.
type matching struct {
	c    *ctx
	g    *graph
	rows *rel
	// names are the columns of an element's properties, by property; own those
	// of all columns that its table has.
	names, own map[string]map[string]string
	// ids are the columns of the nodes' ids, edges the edges in the order of
	// the pattern.
	ids   map[string]string
	edges []matchedEdge
	// order are the nodes as the pattern first names them; closed says that it
	// comes back to one.
	order  []string
	last   string
	closed bool
	// variable are the edges of variable length.
	variable map[string]bool
	// per are the calls of all, any and map over edges of variable length, and
	// the columns of the values edge by edge.
	per   map[*kql.Call]*perEdge
	calls []*kql.Call
	// in and out are the columns of nodes with how many edges they have, if
	// the pattern asks for them.
	in, out string
	// repeat says that a match may take an edge twice.
	repeat bool
}

// matchedEdge is the column with an edge's number, or with an array of them,
// and then the column with an array of the nodes that they start at.
type matchedEdge struct {
	column, nodes string
	many          bool
}

// graphMatch joins edges to nodes along the pattern, keeps what where allows
// and no edge twice, and projects.
func (c *ctx) graphMatch(op *kql.GraphMatch) *rel {
	p := c.b.graphParams(op.Params, "cycles")
	return c.matched(op.Paths, p["cycles"], op.Cond, op.Project, op.Span(), nil)
}

// matched are the columns of project of each match; choose, unless nil, takes
// some of the matches.
func (c *ctx) matched(paths []*kql.GraphPath, cycles string, cond kql.Expr, project []kql.Expr, span source.Span, choose func(*matching)) *rel {
	g := c.graphOf(span)
	if g == nil {
		return c.b.failed()
	}
	if len(project) == 0 {
		c.b.unsupported(span, "a pattern without project")
		return c.b.failed()
	}
	m := &matching{c: c, g: g, names: map[string]map[string]string{}, own: map[string]map[string]string{}, ids: map[string]string{},
		variable: map[string]bool{}, per: map[*kql.Call]*perEdge{}, repeat: cycles == "all"}
	m.look(append([]kql.Expr{cond}, project...))
	for _, path := range paths {
		if !m.path(path) {
			return c.b.failed()
		}
	}
	m.cycles(cycles, span)
	inner := &ctx{b: c.b, scope: c.scope, row: m.rows, members: m.member, pattern: m}
	if cond != nil {
		ast.Inspect(cond, func(n ast.Node) bool {
			if e, ok := n.(*kql.Member); ok {
				if id, ok := e.X.(*kql.Ident); ok && m.variable[id.Text] {
					c.b.unsupported(e.Span(), "a condition on an edge of variable length outside of all, any and map")
				}
			}
			return true
		})
		m.rows = m.rows.with(&plan.Filter{Input: m.rows.node, Pred: inner.predicate(cond)})
	}
	if choose != nil {
		choose(m)
	}
	inner.row = m.rows
	l := inner.newColumns()
	l.bind(project)
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

// hidden is a column of an element that is none of its properties.
func (m *matching) hidden(element, column string) (plan.Expr, bool) {
	return m.rows.column(m.own[element][column])
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
	m.names[name], m.own[name] = properties, own
	return r.project(cols), own
}

// node adds a node that is not bound yet, joined where on says.
func (m *matching) node(name string, on string) {
	r, own := m.element(name, m.g.nodes, m.g.id, m.in, m.out)
	m.ids[name] = own[m.g.id]
	m.order = append(m.order, name)
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
