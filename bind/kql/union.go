package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// union puts tables below one another, piped first.
func (b *binder) union(list []kql.Source, with []*kql.Param, s *scope, piped *rel, span source.Span) *rel {
	p := b.params(with, "kind", "withsource", "isfuzzy", "with_source")
	inner := b.innerUnion(p["kind"], "union")
	fuzzy := truth(p["isfuzzy"]) || b.bestEffort()
	var tables []*rel
	if piped != nil {
		tables = append(tables, piped)
	}
	for _, e := range list {
		tables = append(tables, b.unionTables(e, s, fuzzy)...)
	}
	if len(tables) == 0 {
		if b.env.Check || fuzzy {
			return b.failed()
		}
		b.errorf(codeTable, span, "union has no tables")
		return b.failed()
	}
	source := word(p["withsource"])
	if source == "" {
		source = word(p["with_source"])
	}
	if source != "" {
		for i, t := range tables {
			tables[i] = t.withSource(source, "union_arg"+itoa(i))
		}
	}
	return b.unite(tables, inner)
}

// innerUnion says whether kind asks for the columns that all tables have.
func (b *binder) innerUnion(kind *kql.Param, operator string) bool {
	switch k := word(kind); k {
	case "", "outer":
	case "inner":
		return true
	default:
		b.errorf(codeParameter, kind.Span(), "%s has no kind %q", operator, k)
	}
	return false
}

// withSource puts a column with the table's name first.
func (r *rel) withSource(column, otherwise string) *rel {
	name := r.name
	if name == "" {
		name = otherwise
	}
	col := plan.Named{Name: column, Expr: &plan.Const{Value: table.StringValue(name), T: table.TypeString}}
	if r.open {
		out := r.extend([]plan.Named{col})
		fields := []table.Field{{Name: column, Type: table.TypeString}}
		for _, f := range out.cols {
			if f.Name != column {
				fields = append(fields, f)
			}
		}
		out.cols = fields
		return out
	}
	cols := []plan.Named{col}
	for _, n := range r.all() {
		if n.Name != column {
			cols = append(cols, n)
		}
	}
	return r.project(cols)
}

// unionTables are the tables that one operand stands for: one, or those that
// match a wildcard. A fuzzy union passes over what does not exist.
func (b *binder) unionTables(e kql.Source, s *scope, fuzzy bool) []*rel {
	pattern, single := "", e
	var of *place
	switch x := e.(type) {
	case *kql.Wildcard:
		pattern = x.Pattern
	case *kql.Star:
		pattern = "*"
	case *kql.Member:
		if _, single := memberName(x.Name); !single {
			if of = b.place(x.X, s); of != nil {
				pattern, _ = entityPattern(x.Name)
			}
		}
	case *kql.Pipe:
		if len(x.Operators) == 0 && x.Source != nil {
			return b.unionTables(x.Source, s, fuzzy)
		}
	}
	if pattern != "" {
		return b.matching(pattern, of, e.Span(), s)
	}
	if fuzzy {
		if b.missing(single, s) {
			return nil
		}
	}
	r := *b.pipeOrTable(single, s)
	return []*rel{&r}
}

func (b *binder) pipeOrTable(e kql.Expr, s *scope) *rel {
	if b.tabular(e, s) {
		return b.tableOnly(b.table(e, s, nil), e.Span())
	}
	return b.tableOnly(b.pipeSource(e, s), e.Span())
}

// missing says whether the table that an expression starts with is unknown.
func (b *binder) missing(e kql.Expr, s *scope) bool {
	switch e := e.(type) {
	case *kql.Ident:
		return s.lookup(e.Text) == nil && b.source(e.Text, s) == nil && !b.env.Check
	case *kql.Pipe:
		return e.Source != nil && b.missing(e.Source, s)
	case *kql.Member:
		p, name, ok := b.placed(e, s)
		return ok && b.env.Source(b.local(p, name)) == nil && !b.env.Check
	case *kql.Call:
		ent := s.lookup(e.Name.Text)
		return ent == nil && !b.tabular(e, s) && !b.env.Check
	}
	return false
}

// matching are the tables of a place, of the current database where it is nil,
// and the views whose names fit a pattern.
func (b *binder) matching(pattern string, p *place, span source.Span, s *scope) []*rel {
	var out []*rel
	for _, name := range b.localNames(p, pattern, s) {
		if name.plain && !b.claims(p, name.text, name.text, span) {
			return append(out, b.failed())
		}
		out = append(out, b.named(name.text, span, &scope{}))
	}
	names := s.names(func(e *entity) bool { return e.fn != nil && e.fn.def.View && len(e.fn.def.Params) == 0 })
	for i := len(names) - 1; i >= 0; i-- {
		if plan.MatchName(pattern, names[i]) {
			out = append(out, b.named(names[i], source.Span{}, s))
		}
	}
	if len(out) == 0 && b.env.Check {
		r := b.failed()
		r.name = pattern
		out = append(out, r)
	}
	return out
}

// unite matches columns by name and type. Where a name has several types,
// each type gets a column, called name_type.
func (b *binder) unite(tables []*rel, inner bool) *rel {
	open := false
	for _, t := range tables {
		open = open || t.open
	}
	types := map[string][]table.Type{}
	in := map[table.Field]int{}
	var order []table.Field
	known := map[string]table.Type{}
	for _, t := range tables {
		for _, f := range t.cols {
			if f.Type != table.TypeUnknown && known[f.Name] == table.TypeUnknown {
				known[f.Name] = f.Type
			}
		}
	}
	for _, t := range tables {
		for _, f := range t.cols {
			if f.Type == table.TypeUnknown {
				f.Type = known[f.Name]
			}
			if in[f] == 0 {
				types[f.Name] = append(types[f.Name], f.Type)
				order = append(order, f)
			}
			in[f]++
		}
	}
	names := newNamer()
	for _, f := range order {
		if len(types[f.Name]) == 1 {
			names.taken[f.Name] = true
		}
	}
	renamed := map[table.Field]string{}
	var fields []table.Field
	for _, f := range order {
		name := f.Name
		if len(types[f.Name]) > 1 && !open {
			name = names.unique(f.Name + "_" + f.Type.String())
		}
		if inner && in[f] < len(tables) && !open {
			continue
		}
		renamed[f] = name
		fields = append(fields, table.Field{Name: name, Type: f.Type})
	}
	nodes := make([]plan.Node, len(tables))
	for i, t := range tables {
		nodes[i] = t.renameAll(renamed).node
	}
	u := &plan.Union{In: nodes, EmptyStrings: true}
	out := &rel{node: u, cols: fields, open: open, other: tables[0].other}
	if !open {
		u.Schema = table.NewSchema(fields...)
		return out
	}
	out.cols = relOf(u).cols
	for _, t := range tables {
		if t.open {
			out.other = t.other
		}
	}
	return out
}

// renameAll gives columns their names in the union.
func (r *rel) renameAll(to map[table.Field]string) *rel {
	change := false
	for _, f := range r.cols {
		name, ok := to[f]
		change = change || !ok || name != f.Name
	}
	if !change || r.open {
		return r
	}
	var cols []plan.Named
	for _, n := range r.all() {
		if n.Expr.Type() == table.TypeUnknown {
			cols = append(cols, n)
			continue
		}
		if name, ok := to[table.Field{Name: n.Name, Type: n.Expr.Type()}]; ok {
			cols = append(cols, plan.Named{Name: name, Expr: n.Expr})
		}
	}
	return r.project(cols)
}
