package kql

import (
	"slices"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// restriction is what a restrict statement leaves of the tables, views and
// patterns that were there before it.
type restriction struct {
	entries []permitted
	// tabular says whether a declared name stands for a table.
	tabular func(*entity) bool
}

// permitted are the entities that one specifier of a restrict statement names,
// by a name or a pattern with asterisks.
type permitted struct {
	pattern string
	// declared and current say that names declared in the query and tables of
	// the current database are meant; otherwise it is those of the databases
	// that match database.
	declared, current bool
	database          string
}

// restrict makes a scope in which only some tables, views and patterns can be
// seen. What was declared before goes on to see all of them.
func (b *binder) restrict(st *kql.Restrict, s *scope) *scope {
	r := &restriction{tabular: func(e *entity) bool {
		return e.rel != nil || e.pattern != nil || e.fn != nil && b.tabularFunc(e.fn)
	}}
	for _, e := range st.Entities {
		switch e := e.(type) {
		case *kql.Star:
			r.entries = append(r.entries, permitted{pattern: "*", declared: true})
			continue
		case *kql.Wildcard:
			r.entries = append(r.entries, permitted{pattern: e.Pattern, declared: true, current: true})
			continue
		case *kql.Ident:
			if s.lookup(e.Text) == nil && !b.env.Check && b.source(e.Text, s) == nil {
				b.errorf(codeTable, e.Span(), "the name %q does not refer to any known table, tabular variable or function", e.Text)
			}
			r.entries = append(r.entries, permitted{pattern: e.Text, declared: true, current: true})
			continue
		case *kql.Member:
			pattern, ok := entityPattern(e.Name)
			if p := b.place(e.X, s); ok && p != nil {
				db := p.String()
				r.entries = append(r.entries, permitted{pattern: pattern, current: db == "", database: db})
				continue
			}
		}
		b.errorf(codeTabular, e.Span(), "a table, view or pattern is expected")
	}
	return &scope{parent: s, only: append(slices.Clip(s.only), r)}
}

// entityPattern is the name or the pattern at the end of a path.
func entityPattern(e kql.Expr) (string, bool) {
	switch e := e.(type) {
	case *kql.Star:
		return "*", true
	case *kql.Wildcard:
		return e.Pattern, true
	}
	return memberName(e)
}

// declares says whether the restriction lets a name of the query be seen, which
// it does of all that are no tables.
func (r *restriction) declares(name string, e *entity) bool {
	return !r.tabular(e) || slices.ContainsFunc(r.entries, func(p permitted) bool { return p.declared && plan.MatchName(p.pattern, name) })
}

// has says whether the restriction lets a table of a database be seen, which is
// the current one unless named.
func (r *restriction) has(name, database string) bool {
	return slices.ContainsFunc(r.entries, func(p permitted) bool {
		in := p.current
		if database != "" {
			in = !p.current && plan.MatchName(p.database, database)
		}
		return in && plan.MatchName(p.pattern, name)
	})
}

// permits says whether all restrictions let a table of a database be seen.
func (s *scope) permits(name, database string) bool {
	return s == nil || !slices.ContainsFunc(s.only, func(r *restriction) bool { return !r.has(name, database) })
}

// source is the table of the current database, or nil where there is none or it
// cannot be seen.
func (b *binder) source(name string, s *scope) table.Source {
	if !s.permits(name, "") {
		return nil
	}
	return b.env.Source(name)
}
