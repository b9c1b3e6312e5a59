package kql

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

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
		name := m.nameOf(h.Edge.Name)
		if m.names[name] != nil {
			m.c.b.errorf(codeDuplicate, h.Edge.Span(), "the edge %q is given twice", name)
			return false
		}
		r, hidden, ok := m.hop(h.Edge, name)
		if !ok {
			return false
		}
		r, own := m.element(name, r, append(hidden, m.g.from, m.g.to, m.g.edge)...)
		many := h.Edge.Min != ""
		m.variable[name] = many
		edge := matchedEdge{column: own[m.g.edge], many: many}
		if many {
			edge.nodes = own[hidden[0]]
		}
		m.edges = append(m.edges, edge)
		from, to := own[m.g.from], own[m.g.to]
		if h.Edge.Left {
			from, to = to, from
		}
		next := m.nameOf(h.Node.Name)
		on := [][2]string{{m.ids[at], from}}
		if m.ids[next] != "" {
			m.closed = true
			on = append(on, [2]string{m.ids[next], to})
		}
		m.join(r, on)
		if m.ids[next] == "" {
			m.node(next, to)
		}
		at = next
	}
	m.last = m.ids[at]
	return true
}

// hop is the edges that may take the place of one in the pattern. hidden are
// the columns that are no properties of edges: first, for an edge of variable
// length, the nodes that its edges start at.
func (m *matching) hop(e *kql.GraphEdge, name string) (r *rel, hidden []string, ok bool) {
	r = m.g.edges
	if e.Left == e.Right {
		r = m.bothWays(r)
	}
	if e.Min == "" {
		return r, nil, true
	}
	least, err1 := strconv.ParseInt(e.Min, 10, 32)
	most, err2 := strconv.ParseInt(e.Max, 10, 32)
	if err1 != nil || err2 != nil || least > most || most == 0 {
		m.c.b.errorf(codeLiteral, e.Span(), "the length of an edge must be a range such as 1..5")
		return nil, nil, false
	}
	starts := m.c.b.temp()
	from, _ := r.column(m.g.from)
	r, hidden = m.edgeByEdge(r.extend([]plan.Named{{Name: starts, Expr: from}}), name)
	hidden = append([]string{starts}, hidden...)
	fields := append([]table.Field(nil), r.cols...)
	for i, f := range fields {
		if f.Name != m.g.from && f.Name != m.g.to {
			fields[i].Type = table.TypeDynamic
		}
	}
	paths := relOf(&plan.TableCall{Func: functions.GraphPaths, In: []plan.Node{r.node}, Of: plan.Shape{Schema: table.NewSchema(fields...)},
		Args: functions.TableArgs{"from": table.StringValue(m.g.from), "to": table.StringValue(m.g.to), "edge": table.StringValue(m.g.edge),
			"min": table.LongValue(max(least, 1)), "max": table.LongValue(most), "again": table.BoolValue(m.repeat)}})
	if least == 0 {
		paths = m.orNone(paths)
	}
	return paths, hidden, true
}

// orNone adds the paths without an edge: one from each node to itself.
func (m *matching) orNone(paths *rel) *rel {
	id, _ := m.g.nodes.column(m.g.id)
	none := make([]plan.Named, len(paths.cols))
	for i, f := range paths.cols {
		none[i] = plan.Named{Name: f.Name, Expr: &plan.Const{Value: table.ArrayValue(nil), T: table.TypeDynamic}}
		if f.Name == m.g.from || f.Name == m.g.to {
			none[i].Expr = id
		}
	}
	return relOf(&plan.Union{In: []plan.Node{m.g.nodes.project(none).node, paths.node}, Schema: table.NewSchema(paths.cols...)})
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
func (m *matching) cycles(kind string, span source.Span) {
	switch kind {
	case "all":
	case "", "unique_edges":
		m.noEdgeTwice(span)
	case "none":
		m.noNodeTwice(span)
	default:
		m.c.b.errorf(codeParameter, span, "cycles are all, none or unique_edges, not %q", kind)
	}
}

func (m *matching) keep(x plan.Expr) { m.rows = m.rows.with(&plan.Filter{Input: m.rows.node, Pred: x}) }

func (m *matching) noEdgeTwice(span source.Span) {
	b := m.c.b
	for i, e := range m.edges {
		for _, f := range m.edges[:i] {
			x, _ := m.rows.column(e.column)
			y, _ := m.rows.column(f.column)
			if e.many == f.many && !e.many {
				m.keep(m.c.operator("!=", span, x, y))
				continue
			}
			arrays := [2]plan.Expr{x, y}
			for k, one := range []matchedEdge{e, f} {
				if !one.many {
					arrays[k] = b.function("pack_array", span, arrays[k])
				}
			}
			shared := b.function("array_length", span, b.function("set_intersect", span, arrays[0], arrays[1]))
			m.keep(m.c.operator("==", span, shared, &plan.Const{Value: table.LongValue(0), T: table.TypeLong}))
		}
	}
}

// noNodeTwice counts the nodes of a match, those inside edges of variable
// length too, and the different ones among them.
func (m *matching) noNodeTwice(span source.Span) {
	b := m.c.b
	var ids []plan.Expr
	for _, name := range m.order {
		x, _ := m.rows.column(m.ids[name])
		ids = append(ids, x)
	}
	arrays := []plan.Expr{b.function("pack_array", span, ids...)}
	for _, e := range m.edges {
		if e.many {
			starts, _ := m.rows.column(e.nodes)
			arrays = append(arrays, m.inside(starts, span))
		}
	}
	all := arrays[0]
	if len(arrays) > 1 {
		all = b.function("array_concat", span, arrays...)
	}
	different := b.function("set_union", span, all, all)
	m.keep(m.c.operator("==", span, b.function("array_length", span, all), b.function("array_length", span, different)))
	if m.closed {
		m.keep(&plan.Const{Value: table.BoolValue(false), T: table.TypeBool})
	}
}

// inside leaves out the first of an edge's nodes, which is not inside of it.
func (m *matching) inside(nodes plan.Expr, span source.Span) plan.Expr {
	number := func(n int64) plan.Expr { return &plan.Const{Value: table.LongValue(n), T: table.TypeLong} }
	return m.c.b.function("array_slice", span, nodes, number(1), number(-1))
}
