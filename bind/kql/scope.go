package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
)

// scope is a chain of declared names, the innermost first. It is never
// changed, so that a function sees what was declared before it and not itself.
type scope struct {
	parent *scope
	name   string
	what   *entity
	// beyond finds, at the end of the chain, what the host declares.
	beyond func(name string) *entity
}

// entity is what a declared name stands for: exactly one field is set.
type entity struct {
	scalar plan.Expr
	rel    *rel
	fn     *userFunc
	// pattern is a pattern, which gives tables.
	pattern *pattern
	// row is the table whose columns scalar reads, if any.
	row *rel
	// taint marks a name whose declaration failed: it fits everywhere.
	taint bool
}

// userFunc is a function declared with let.
type userFunc struct {
	name string
	def  *kql.Func
	in   *scope
	// text is where a saved function stands; nil for one of the query.
	text *source.Text
	// kind is 1 for a function that gives a table, 2 for one that gives a
	// scalar, 0 before it was looked at.
	kind int
}

func (s *scope) with(name string, e *entity) *scope { return &scope{parent: s, name: name, what: e} }

func (s *scope) lookup(name string) *entity {
	for ; s != nil; s = s.parent {
		if s.what != nil && s.name == name {
			return s.what
		}
		if s.beyond != nil {
			return s.beyond(name)
		}
	}
	return nil
}

// names are those declared names for which keep holds.
func (s *scope) names(keep func(*entity) bool) []string {
	var out []string
	for ; s != nil; s = s.parent {
		if s.what != nil && keep(s.what) {
			out = append(out, s.name)
		}
	}
	return out
}
