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
	// only are the restrictions of what can be seen from here, the outermost
	// first.
	only []*restriction
}

// entity is what a declared name stands for: a scalar, a table, a function, a
// pattern, a place or a group of entities.
type entity struct {
	scalar plan.Expr
	rel    *rel
	fn     *userFunc
	// pattern is a pattern, which gives tables.
	pattern *declaredPattern
	place   *place
	group   *entityGroup
	// row is the table whose columns scalar reads, if any.
	row *rel
	// of is the macro-expand whose entity this is, if any.
	of *expansion
	// taint marks a name whose declaration failed: it fits everywhere.
	taint bool
}

// kind is what an error calls something that is no table.
func (e *entity) kind() string {
	switch {
	case e.place != nil:
		return "a cluster or database"
	case e.group != nil:
		return "an entity_group"
	}
	return "a scalar"
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

func (s *scope) with(name string, e *entity) *scope {
	return &scope{parent: s, name: name, what: e, only: s.only}
}

// lookup finds what a name stands for, or nil where it cannot be seen.
func (s *scope) lookup(name string) *entity {
	for at := s; at != nil; at = at.parent {
		if at.what != nil && at.name == name {
			if !s.sees(at) {
				return nil
			}
			return at.what
		}
		if at.beyond != nil {
			if e := at.beyond(name); e == nil || len(s.only) == 0 || !s.only[0].tabular(e) || s.permits(name, "") {
				return e
			}
			return nil
		}
	}
	return nil
}

// sees says whether the restrictions since a declaration leave it visible.
func (s *scope) sees(at *scope) bool {
	for _, r := range s.only[len(at.only):] {
		if !r.declares(at.name, at.what) {
			return false
		}
	}
	return true
}

// names are those declared names for which keep holds.
func (s *scope) names(keep func(*entity) bool) []string {
	var out []string
	for at := s; at != nil; at = at.parent {
		if at.what != nil && keep(at.what) && s.sees(at) {
			out = append(out, at.name)
		}
	}
	return out
}
