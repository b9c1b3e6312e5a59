package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// tabular says whether an expression is a table, without binding it.
func (b *binder) tabular(e kql.Expr, s *scope) bool {
	if p, _ := patternCall(e, s); p != nil {
		return true
	}
	switch e := e.(type) {
	case *kql.Pipe:
		return len(e.Operators) > 0 || e.Source != nil && b.tabular(e.Source, s)
	case *kql.DataTable, *kql.ExternalData, *kql.Wildcard, *kql.Opaque:
		return true
	case *kql.NamedExpr:
		return b.tabular(e.X, s)
	case *kql.Ident:
		if ent := s.lookup(e.Text); ent != nil {
			return ent.rel != nil || ent.fn != nil && b.tabularFunc(ent.fn)
		}
		return b.source(e.Text, s) != nil
	case *kql.Member:
		if p, call := b.databaseCall(e, s); p != nil {
			return b.databaseFunctionTabular(call)
		}
		_, _, ok := b.placed(e, s)
		return ok
	case *kql.Call:
		if ent := s.lookup(e.Name.Text); ent != nil {
			return ent.fn != nil && b.tabularFunc(ent.fn)
		}
		if b.hostTableFunction(e.Name.Text) != nil {
			return true
		}
		switch e.Name.Text {
		case "materialize", "table", "external_table", "stored_query_result", "materialized_view", "_GetWatchlist":
			return true
		}
	}
	return false
}

// tabularFunc says whether a function gives a table.
func (b *binder) tabularFunc(f *userFunc) bool {
	if f.kind != 0 {
		return f.kind == 1
	}
	f.kind = 2
	if b.bodyTabular(f) {
		f.kind = 1
	}
	return f.kind == 1
}

func (b *binder) bodyTabular(f *userFunc) bool {
	s := f.in
	for _, p := range f.def.Params {
		if p.Table != nil {
			s = s.with(p.Name.Text(), &entity{rel: unknownTable()})
		} else {
			s = s.with(p.Name.Text(), &entity{taint: true})
		}
	}
	for _, st := range f.def.Body.Statements {
		if l, ok := st.(*kql.Let); ok {
			s = s.with(l.Name.Text(), b.sketch(l.Value, s))
		}
	}
	main := f.def.Body.Main()
	return main != nil && b.tabular(main, s)
}

// sketch is an entity that only says what kind of thing a value is.
func (b *binder) sketch(e kql.Expr, s *scope) *entity {
	if def, ok := e.(*kql.Func); ok {
		return &entity{fn: &userFunc{def: def, in: s}}
	}
	if b.tabular(e, s) {
		return &entity{rel: unknownTable()}
	}
	return &entity{taint: true}
}

// table binds a tabular expression. in is the table that flows into an
// operator at the start of the expression, as in the body of partition.
func (b *binder) table(e kql.Expr, s *scope, in *rel) *rel {
	if p, call := patternCall(e, s); p != nil {
		return b.patternTable(p, e, call, s)
	}
	switch e := e.(type) {
	case *kql.Pipe:
		return b.pipe(e, s, in)
	case *kql.DataTable:
		return b.dataTable(e, s)
	case *kql.ExternalData:
		return b.externalData(e, s)
	case *kql.Opaque:
		b.unsupported(e.Span(), e.Keyword)
		return b.failed()
	case *kql.NamedExpr:
		return b.table(e.X, s, in)
	case *kql.Ident:
		return b.named(e.Text, e.Span(), s)
	case *kql.Member:
		if p, call := b.databaseCall(e, s); p != nil {
			return b.databaseFunction(p, call, &ctx{b: b, scope: s})
		}
		if p, name, ok := b.placed(e, s); ok {
			return b.placedTable(p, name, e.Span(), s)
		}
	case *kql.Call:
		return b.tableCall(e, s)
	case *kql.Wildcard:
		return b.union([]kql.Source{e}, nil, s, nil, e.Span())
	}
	b.errorf(codeTabular, e.Span(), "a table is expected")
	return b.failed()
}

// named is the table called name.
func (b *binder) named(name string, span source.Span, s *scope) *rel {
	if ent := s.lookup(name); ent != nil {
		switch {
		case ent.taint:
			return b.failed()
		case ent.rel != nil:
			if !b.fits(b.sizes.node(ent.rel.node), name, span) {
				return b.failed()
			}
			r := *ent.rel
			r.serialized = r.serialized && r.sorted
			return &r
		case ent.fn != nil && b.tabularFunc(ent.fn):
			r := b.userTable(ent.fn, span, nil, nil, nil)
			r.name = name
			return r
		}
		b.errorf(codeTabular, span, "a table is expected, but %s is %s", name, ent.kind())
		return b.failed()
	}
	if !s.permits(name, "") {
		b.errorf(codeTable, span, "the name %q cannot be seen here: a restrict statement leaves it out", name)
		return b.failed()
	}
	src := b.env.Source(name)
	if src == nil {
		b.env.Wants(bind.Need{Kind: bind.NeedTable, Name: name, Text: b.env.Text, Span: span})
		if !b.env.Check {
			names := append(b.env.TableNames(), s.names(func(e *entity) bool { return e.rel != nil })...)
			b.errorf(codeTable, span, "the name %q does not refer to any known table, tabular variable or function%s", name, didYouMean(name, names))
		}
		r := b.failed()
		r.name, r.serialized = name, false
		return r
	}
	r := &rel{node: &plan.Scan{Name: name, Source: src}, cols: src.Schema().Fields(), open: src.Open(), other: table.TypeDynamic, name: name}
	return r
}

// tableCall binds a function that gives a table.
func (b *binder) tableCall(e *kql.Call, s *scope) *rel {
	name := e.Name.Text
	if ent := s.lookup(name); ent != nil && ent.fn != nil {
		r := b.userTable(ent.fn, e.Span(), e.Args, &ctx{b: b, scope: s}, nil)
		return r
	}
	if f := b.hostTableFunction(name); f != nil {
		c := &ctx{b: b, scope: s}
		return c.hostTable(f, e, nil)
	}
	switch name {
	case "materialize":
		return b.materialize(e, s)
	case "table", "external_table", "stored_query_result", "materialized_view":
		c := &ctx{b: b, scope: s}
		if len(e.Args) == 0 {
			b.errorf(codeArguments, e.Span(), "%s takes at least 1 argument, not 0", name)
			return b.failed()
		}
		if text, ok := c.constantString(e.Args[0]); ok {
			return b.named(text, e.Span(), &scope{only: s.only})
		}
		return b.failed()
	case "toscalar":
		return b.result(e, s)
	case "_GetWatchlist":
		return b.watchlist(e, s)
	}
	if b.env.Check || hostTables()[name] {
		b.host(e.Name.Span(), name)
		return b.failed()
	}
	if b.catalog.Scalar(name) != nil || specials()[name] != nil {
		b.errorf(codeTabular, e.Span(), "a table is expected, but %s gives a scalar", name)
		return b.failed()
	}
	b.errorf(codeFunction, e.Name.Span(), "the name %q does not refer to any known function%s", name, didYouMean(name, b.functionNames(s)))
	return b.failed()
}

// materialize computes a table once, however often it is used.
func (b *binder) materialize(e *kql.Call, s *scope) *rel {
	if len(e.Args) != 1 {
		b.errorf(codeArguments, e.Span(), "materialize takes 1 argument, not %d", len(e.Args))
		return b.failed()
	}
	if !b.tabular(e.Args[0], s) {
		if _, ok := e.Args[0].(*kql.Ident); !ok || !b.env.Check {
			b.errorf(codeTabular, e.Args[0].Span(), "a table is expected")
			return b.failed()
		}
	}
	r := b.table(e.Args[0], s, nil)
	return r.with(&plan.Share{Input: r.node, Name: "materialize", ID: new(int)})
}
