package kql

import (
	"maps"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// expansion is a macro-expand at work.
type expansion struct {
	// fuzzy passes over entities without a table that the body names; missing
	// is set when the current one is such.
	fuzzy, missing bool
	// claimed are the places for which tables and functions that are bound
	// without the name of one were taken.
	claimed map[string]string
}

// claims says whether a table or function that is bound without a place is
// that of p: it cannot be that of two entities of a group, whose rows would come
// twice. A fuzzy expansion passes over the second. What is bound is not known
// where a query is only checked.
func (b *binder) claims(p *place, what, name string, span source.Span) bool {
	if p == nil || p.within == nil || b.env.Check {
		return true
	}
	x := p.within
	first, taken := x.claimed[what]
	if !taken {
		x.claimed[what] = p.String()
	}
	if !taken || first == p.String() {
		return true
	}
	if x.fuzzy {
		x.missing = true
		return false
	}
	how := ""
	if prefixes := p.prefixes(); len(prefixes) > 0 && what == name {
		how = `; bind its own as "` + prefixes[0] + name + `"`
	}
	b.report(codeUnsupported, source.Unsupported, span, what+" of "+p.String()+" is not supported: it would be "+what+" of "+first+" again"+how)
	return false
}

// macroExpand is the union of its body over the entities of a group: clusters,
// databases or tables.
// https://learn.microsoft.com/kusto/query/macro-expand-operator
func (c *ctx) macroExpand(op *kql.MacroExpand) *rel {
	b := c.b
	if c.row != nil {
		b.errorf(codeTabular, op.Span(), "macro-expand takes no rows: its body names the tables")
		return b.failed()
	}
	p := b.params(op.Params, "kind", "isfuzzy")
	inner := b.innerUnion(p["kind"], "macro-expand")
	name := op.Entity
	if op.In != nil {
		name = op.In
	}
	if ent := c.scope.lookup(name.Text()); ent != nil && ent.of != nil {
		b.errorf(codeDuplicate, name.Span(), "the macro-expand around this one has an entity %q already", name.Text())
		return b.failed()
	}
	group := c.entityGroup(op)
	if group == nil {
		return b.failed()
	}
	x := &expansion{fuzzy: truth(p["isfuzzy"]) || b.bestEffort(), claimed: map[string]string{}}
	entities, ok := b.entities(group, x)
	if !ok {
		return b.failed()
	}
	var tables []*rel
	for _, ent := range entities {
		broken := b.broken
		x.missing = false
		r := b.expand(op, c.scope.with(name.Text(), ent))
		if x.missing {
			b.broken = broken
			maps.DeleteFunc(x.claimed, func(_, by string) bool { return by == ent.place.String() })
			b.warnf(codeTable, op.Span(), "macro-expand leaves out %s: it lacks a table", ent.place)
			continue
		}
		tables = append(tables, r)
	}
	if len(tables) == 0 {
		b.errorf(codeTable, op.Span(), "no entity of the group has the tables that macro-expand needs")
		return b.failed()
	}
	return b.unite(tables, inner)
}

// expand binds the body of macro-expand for one entity.
func (b *binder) expand(op *kql.MacroExpand, s *scope) *rel {
	var out *rel
	b.enter("macro-expand", op.Span(), func() {
		s = b.statements(op.Body, s)
		if main := op.Body.Main(); main != nil {
			out = b.pipeOrTable(main, s)
			return
		}
		b.errorf(codeTabular, op.Body.Span(), "a table is expected")
	})
	if out == nil {
		return b.failed()
	}
	return out
}

// entityGroup is the group that a macro-expand names or lists, or nil after an
// error.
func (c *ctx) entityGroup(op *kql.MacroExpand) *entityGroup {
	b := c.b
	var name string
	var span source.Span
	switch {
	case op.In != nil:
		name, span = op.From.Text(), op.From.Span()
	default:
		switch g := op.Group.(type) {
		case *kql.EntityGroup:
			return &entityGroup{list: g, in: c.scope}
		case *kql.Ident:
			name, span = g.Text, g.Span()
		default:
			b.errorf(codeTabular, g.Span(), "macro-expand takes entity_group [...] or the name of one")
			return nil
		}
	}
	ent := c.scope.lookup(name)
	switch {
	case ent == nil && b.source(name, c.scope) != nil:
		b.errorf(codeTabular, span, "%s is no entity_group", name)
		return nil
	case ent == nil:
		b.unsupported(span, "the entity_group "+name+", which the query does not declare,")
		return nil
	case ent.taint:
		return nil
	case ent.group == nil:
		b.errorf(codeTabular, span, "%s is no entity_group", name)
		return nil
	}
	return ent.group
}

// entityGroup is what entity_group [...] declares.
type entityGroup struct {
	list *kql.EntityGroup
	in   *scope
}

// entities are what the name of a macro-expand stands for in turn. All are of
// one kind.
func (b *binder) entities(g *entityGroup, x *expansion) ([]*entity, bool) {
	var out []*entity
	first := ""
	for _, e := range g.list.Entities {
		if x.fuzzy && b.place(e, g.in) == nil && b.missing(e, g.in) {
			b.warnf(codeTable, e.Span(), "macro-expand leaves out a table that is not there")
			continue
		}
		kind, ent := b.entityOf(e, g.in, x)
		if first == "" {
			first = kind
		}
		if kind != first {
			b.errorf(codeType, e.Span(), "the entities of a group are of one kind: this is a %s, the first a %s", kind, first)
			return nil, false
		}
		out = append(out, ent)
	}
	return out, true
}

// entityOf is one entity of a group, and its kind.
func (b *binder) entityOf(e kql.Expr, s *scope, x *expansion) (kind string, ent *entity) {
	p := b.place(e, s)
	if p == nil {
		return "table", &entity{rel: b.pipeOrTable(e, s), of: x}
	}
	kind = "database"
	if p.database == "" {
		kind = "cluster"
	}
	return kind, &entity{place: &place{cluster: p.cluster, database: p.database, within: x}, of: x}
}

// ofEntity is what X.$current_database says of an entity X.
func (c *ctx) ofEntity(id *kql.Ident, name string, span source.Span) (plan.Expr, bool) {
	if _, column := c.row.column(id.Text); column {
		return nil, false
	}
	ent := c.scope.lookup(id.Text)
	if ent == nil || ent.place == nil {
		return nil, false
	}
	switch {
	case name == "$current_database" && ent.place.database != "":
		return &plan.Const{Value: table.StringValue(ent.place.database), T: table.TypeString}, true
	case name == "$current_cluster_endpoint":
		c.b.unsupported(span, "$current_cluster_endpoint: only a cluster knows it; it")
	default:
		c.b.errorf(codeScalar, span, "a scalar value is expected, not a table")
	}
	return bad(), true
}
