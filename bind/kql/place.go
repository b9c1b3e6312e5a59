package kql

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
)

// place is a cluster, or a database, that a query names: database("d"),
// cluster("c").database("d"), workspace("w"), a name that stands for one.
type place struct {
	cluster, database string
	// within is the macro-expand whose entity the place is, or nil.
	within *expansion
}

// String writes a place as a pattern of names, empty for the current database.
func (p *place) String() string {
	if p == nil {
		return ""
	}
	if p.cluster != "" {
		return p.cluster + "/" + p.database
	}
	return p.database
}

// prefixes are what stands before the names under which the place's own tables
// are bound: the names of the cluster and the database, or of the database.
func (p *place) prefixes() []string {
	switch {
	case p == nil || p.database == "":
		return nil
	case p.cluster == "":
		return []string{p.database + "."}
	}
	return []string{p.cluster + "." + p.database + ".", p.database + "."}
}

// place is what an expression names, or nil when it names no place.
func (b *binder) place(e kql.Expr, s *scope) *place {
	switch e := e.(type) {
	case *kql.Ident:
		if ent := s.lookup(e.Text); ent != nil {
			return ent.place
		}
	case *kql.Call:
		name := ""
		if len(e.Args) > 0 {
			name = b.placeName(e.Args[0], s)
		}
		switch e.Name.Text {
		case "cluster":
			return &place{cluster: name}
		case "database":
			if p := b.aliases[name]; p != nil {
				return p
			}
			return &place{database: name}
		case "workspace", "app", "resource", "adx":
			return &place{database: name}
		}
	case *kql.Member:
		call, ok := e.Name.(*kql.Call)
		if !ok || call.Name.Text != "database" || len(call.Args) == 0 {
			return nil
		}
		if of := b.place(e.X, s); of != nil {
			return &place{cluster: of.cluster, database: b.placeName(call.Args[0], s), within: of.within}
		}
	}
	return nil
}

// placeName is the name of a cluster or database: a text, or a name that
// stands for one.
func (b *binder) placeName(e kql.Expr, s *scope) string {
	if id, ok := e.(*kql.Ident); ok {
		c := &ctx{b: b, scope: s}
		if text, ok := c.peekString(id); ok {
			return text
		}
	}
	return wordOf(e)
}

// local is the name under which a table of a place is bound: with the place's
// name before it, or alone.
func (b *binder) local(p *place, name string) string {
	for _, prefix := range p.prefixes() {
		if b.env.Source(prefix+name) != nil {
			return prefix + name
		}
	}
	return name
}

// placed is a path to a table of a place, T in database("d").T.
func (b *binder) placed(e *kql.Member, s *scope) (p *place, name string, ok bool) {
	if name, ok = memberName(e.Name); !ok || strings.HasPrefix(name, "$") {
		return nil, "", false
	}
	p = b.place(e.X, s)
	return p, name, p != nil
}

// placedTable is a table of a place.
func (b *binder) placedTable(p *place, name string, span source.Span, s *scope) *rel {
	if !s.permits(name, p.String()) {
		b.errorf(codeTable, span, "the name %q cannot be seen here: a restrict statement leaves it out", name)
		return b.failed()
	}
	local := b.local(p, name)
	if x := p.within; x != nil && x.fuzzy && !b.env.Check && b.env.Source(local) == nil {
		x.missing = true
		return unknownTable()
	}
	if local == name && b.env.Source(name) != nil && !b.claims(p, name, name, span) {
		return b.failed()
	}
	return b.named(local, span, &scope{})
}

// localName is the name of a bound table; plain says that it has no place's name
// before it.
type localName struct {
	text  string
	plain bool
}

// localNames are the tables of a place whose names fit a pattern: those bound
// under the place's name, or else those that are bound without one.
func (b *binder) localNames(p *place, pattern string, s *scope) []localName {
	var out []localName
	names, database := b.env.TableNames(), p.String()
	for _, prefix := range p.prefixes() {
		for _, n := range names {
			if plan.MatchName(prefix+pattern, n) && s.permits(n[strings.LastIndexByte(n, '.')+1:], database) {
				out = append(out, localName{text: n})
			}
		}
		if len(out) > 0 {
			break
		}
	}
	if len(out) > 0 && !hasStar(p.database) {
		return out
	}
	for _, n := range names {
		if p != nil && strings.Contains(n, ".") && !strings.Contains(pattern, ".") {
			continue // a table of another place
		}
		if plan.MatchName(pattern, n) && s.permits(n, database) && !slices.Contains(out, localName{text: n}) {
			out = append(out, localName{n, true})
		}
	}
	return out
}
