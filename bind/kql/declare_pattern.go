package kql

import (
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/source"
)

// declaredPattern is what declare pattern declares: tables by the strings that they
// are asked for with.
type declaredPattern struct {
	def *kql.DeclarePattern
	in  *scope
}

// declarePattern checks that the rules fit the parameters.
func (b *binder) declarePattern(st *kql.DeclarePattern, s *scope) *scope {
	name := st.Name.Text()
	seen := map[string]bool{}
	for _, r := range st.Rules {
		if len(r.Args) != len(st.Params) || (r.Path == nil) != (st.Path == nil) {
			b.errorf(codeArguments, r.Span(), "the rule does not have the parameters of the pattern %s", name)
			continue
		}
		key := patternRule(r)
		if seen[key] {
			b.errorf(codeDuplicate, r.Span(), "the pattern %s maps %s twice", name, key)
		}
		seen[key] = true
	}
	return s.with(name, &entity{pattern: &declaredPattern{def: st, in: s}})
}

// patternCall is the pattern in p("a") and p("a").path, and the call.
func patternCall(e kql.Expr, s *scope) (*declaredPattern, *kql.Call) {
	if m, ok := e.(*kql.Member); ok {
		e = m.X
	}
	if call, ok := e.(*kql.Call); ok {
		if ent := s.lookup(call.Name.Text); ent != nil {
			return ent.pattern, call
		}
	}
	return nil, nil
}

// patternTable is the table that a pattern maps the strings of a reference to.
func (b *binder) patternTable(p *declaredPattern, e kql.Expr, call *kql.Call, s *scope) *rel {
	c := &ctx{b: b, scope: s}
	args := make([]string, len(call.Args))
	for i, a := range call.Args {
		text, ok := c.constantString(a)
		if !ok {
			return b.failed()
		}
		args[i] = text
	}
	var path *string
	if m, ok := e.(*kql.Member); ok {
		name := kql.String(m.Name)
		if id, ok := m.Name.(*kql.Ident); ok {
			name = id.Text
		}
		path = &name
	}
	name := p.def.Name.Text()
	switch {
	case !p.def.Defined:
		if !b.env.Check {
			b.errorf(codePattern, e.Span(), "the pattern %s has no mapping, which %s needs", name, patternKey(args, path))
		}
		return b.failed()
	case len(args) != len(p.def.Params) || (path == nil) != (p.def.Path == nil):
		b.errorf(codeArguments, e.Span(), "the pattern %s takes %s%s", name, arity(len(p.def.Params), len(p.def.Params)), map[bool]string{true: " and a path", false: " and no path"}[p.def.Path != nil])
		return b.failed()
	}
	key := patternKey(args, path)
	for _, r := range p.def.Rules {
		if patternRule(r) == key {
			return b.patternBody(p, r, call.Span())
		}
	}
	b.errorf(codePattern, e.Span(), "the pattern %s does not map %s", name, key)
	return b.failed()
}

func (b *binder) patternBody(p *declaredPattern, r *kql.PatternRule, span source.Span) *rel {
	out := unknownTable()
	b.enter(p.def.Name.Text(), span, func() {
		s := b.statements(r.Body, p.in)
		if main := r.Body.Main(); main != nil {
			out = b.table(main, s, nil)
			return
		}
		b.errorf(codeTabular, r.Span(), "a table is expected")
	})
	return out
}

func patternRule(r *kql.PatternRule) string {
	args := make([]string, len(r.Args))
	for i, a := range r.Args {
		args[i] = a.Value
	}
	if r.Path == nil {
		return patternKey(args, nil)
	}
	return patternKey(args, &r.Path.Value)
}

// patternKey writes the strings of a rule or a reference: ("a", "b").["path"].
func patternKey(args []string, path *string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = strconv.Quote(a)
	}
	key := "(" + strings.Join(quoted, ", ") + ")"
	if path != nil {
		key += ".[" + strconv.Quote(*path) + "]"
	}
	return key
}
