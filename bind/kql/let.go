package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// let declares a scalar, a table or a function.
func (b *binder) let(st *kql.Let, s *scope) *scope {
	name := st.Name.Text()
	if def, ok := st.Value.(*kql.Func); ok {
		return s.with(name, &entity{fn: &userFunc{name: name, def: def, in: s}})
	}
	if b.tabular(st.Value, s) {
		var r *rel
		if b.fails(func() { r = b.table(st.Value, s, nil) }) {
			r = b.recovered(r)
		}
		r.name = ""
		return s.with(name, &entity{rel: r})
	}
	if b.env.Check && b.hostTable(st.Value) {
		return s.with(name, &entity{rel: b.failed()})
	}
	if list, ok := st.Value.(*kql.EntityGroup); ok {
		return s.with(name, &entity{group: &entityGroup{list: list, in: s}})
	}
	c := &ctx{b: b, scope: s}
	x := c.expr(st.Value)
	if x.Type() == table.TypeUnknown {
		return s.with(name, &entity{taint: true})
	}
	return s.with(name, &entity{scalar: x})
}

// hostTable says whether a value looks like a table of the workspace: a name
// that nothing declares.
func (b *binder) hostTable(e kql.Expr) bool {
	switch e := e.(type) {
	case *kql.Ident:
		return true
	case *kql.Pipe:
		return len(e.Operators) == 0 && e.Source != nil && b.hostTable(e.Source)
	}
	return false
}

// declare binds declare query_parameters: values of the caller, or defaults.
func (b *binder) declare(st *kql.DeclareParameters, s *scope) *scope {
	for _, p := range st.Params {
		if p.Table != nil || p.Type == nil {
			b.unsupported(p.Span(), "a query parameter without a scalar type")
			s = s.with(p.Name.Text(), &entity{taint: true})
			continue
		}
		t := b.typeName(p.Type)
		if v, ok := b.env.Parameters[p.Name.Text()]; ok {
			s = s.with(p.Name.Text(), &entity{scalar: b.cast(&plan.Const{Value: v, T: v.Type()}, t)})
			continue
		}
		if p.Default == nil {
			if !b.env.Check {
				b.errorf(codeName, p.Span(), "the query parameter %s has no value and no default", p.Name.Text())
			}
			s = s.with(p.Name.Text(), &entity{taint: true})
			continue
		}
		c := &ctx{b: b, scope: s}
		s = s.with(p.Name.Text(), &entity{scalar: c.typed(p.Default, t)})
	}
	return s
}
