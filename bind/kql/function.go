package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Bounds of inlining: functions cannot be recursive, but each may call the one
// before it many times.
const (
	maxDepth      = 100
	maxExpansions = 5000
)

// userCall inlines a function that gives a scalar.
func (c *ctx) userCall(f *userFunc, span source.Span, args []kql.Expr) plan.Expr {
	if c.b.tabularFunc(f) {
		c.b.errorf(codeScalar, span, "a scalar value is expected, but %s gives a table", f.name)
		return bad()
	}
	var out plan.Expr = bad()
	c.b.enter(f.name, span, func() {
		s, ok := c.b.bindArgs(f, span, args, c, nil)
		if !ok {
			return
		}
		defer c.b.reading(f)()
		s = c.b.statements(f.def.Body, s)
		main := f.def.Body.Main()
		if main == nil {
			c.b.errorf(codeScalar, span, "the function %s has no result", f.name)
			return
		}
		inner := &ctx{b: c.b, scope: s}
		out = inner.expr(main)
	})
	return out
}

// userTable inlines a function that gives a table; piped is its first
// argument in invoke.
func (b *binder) userTable(f *userFunc, span source.Span, args []kql.Expr, caller *ctx, piped *rel) *rel {
	out := unknownTable()
	if !b.tabularFunc(f) {
		b.errorf(codeTabular, span, "a table is expected, but %s gives a scalar", f.name)
		return out
	}
	b.enter(f.name, span, func() {
		s, ok := b.bindArgs(f, span, args, caller, piped)
		if !ok {
			return
		}
		defer b.reading(f)()
		s = b.statements(f.def.Body, s)
		out = b.table(f.def.Body.Main(), s, nil)
	})
	return out
}

func (b *binder) enter(name string, span source.Span, body func()) {
	if b.depth >= maxDepth || b.expansions >= maxExpansions {
		b.report(codeTooComplex, source.Limit, span, "the function "+name+" calls too many functions")
		return
	}
	b.depth++
	b.expansions++
	body()
	b.depth--
}

// bindArgs declares the parameters with the arguments given, by place or by
// name, or their defaults.
func (b *binder) bindArgs(f *userFunc, span source.Span, args []kql.Expr, caller *ctx, piped *rel) (*scope, bool) {
	given := map[string]kql.Expr{}
	place := 0
	params := f.def.Params
	s := f.in
	if piped != nil {
		if len(params) == 0 || params[0].Table == nil {
			b.errorf(codeTabular, span, "the first parameter of %s is not a table", f.name)
			return s, false
		}
		s = s.with(params[0].Name.Text(), &entity{rel: b.parameterTable(params[0], piped, span)})
		params = params[1:]
	}
	for _, a := range args {
		if n, ok := a.(*kql.NamedExpr); ok && len(n.Names) == 1 && hasParam(params, n.Names[0].Text()) {
			given[n.Names[0].Text()] = n.X
			continue
		}
		for place < len(params) && given[params[place].Name.Text()] != nil {
			place++
		}
		if place >= len(params) {
			b.errorf(codeArguments, span, "%s takes %d arguments, not %d", f.name, len(params), len(args))
			return s, false
		}
		given[params[place].Name.Text()] = a
		place++
	}
	for _, p := range params {
		arg, ok := given[p.Name.Text()]
		switch {
		case ok && p.Table != nil:
			s = s.with(p.Name.Text(), &entity{rel: b.parameterTable(p, b.table(arg, caller.scope, nil), arg.Span())})
		case ok:
			s = s.with(p.Name.Text(), b.parameterScalar(p, arg, caller))
		case p.Default != nil:
			c := &ctx{b: b, scope: f.in}
			s = s.with(p.Name.Text(), &entity{scalar: c.typed(p.Default, b.typeName(p.Type))})
		default:
			b.errorf(codeArguments, span, "%s takes %d arguments, not %d", f.name, len(params), len(args))
			return s, false
		}
	}
	return s, true
}

func hasParam(params []*kql.FuncParam, name string) bool {
	for _, p := range params {
		if p.Name.Text() == name {
			return true
		}
	}
	return false
}

func (b *binder) parameterScalar(p *kql.FuncParam, arg kql.Expr, caller *ctx) *entity {
	t := table.TypeDynamic
	if p.Type != nil {
		t = b.typeName(p.Type)
	}
	var x plan.Expr
	if t == table.TypeDynamic {
		x = caller.expr(arg)
		if xt := x.Type(); xt != table.TypeUnknown {
			x = b.cast(x, t)
		}
	} else {
		x = caller.typed(arg, t)
	}
	if x.Type() == table.TypeUnknown {
		return &entity{taint: true}
	}
	e := &entity{scalar: x}
	if !isConstant(x) {
		e.row = caller.row
	}
	return e
}

// parameterTable is a table as the function sees it: with the columns that its
// parameter declares, of their types, among all that it has.
func (b *binder) parameterTable(p *kql.FuncParam, r *rel, span source.Span) *rel {
	r.name = ""
	for _, c := range p.Table.Columns {
		if c.Star {
			return r
		}
	}
	var typed []plan.Named
	for _, c := range p.Table.Columns {
		t := b.columnType(c)
		x, ok := r.column(c.Name.Text())
		switch {
		case !ok && r.open:
			x = &plan.Column{Name: c.Name.Text(), T: r.other}
		case !ok:
			b.errorf(codeName, span, "the table has no column %q that the parameter %s declares", c.Name.Text(), p.Name.Text())
			return b.failed()
		}
		if got := x.Type(); got != t && got != table.TypeUnknown && got != table.TypeDynamic && !(got.Numeric() && t.Numeric()) {
			b.errorf(codeType, span, "the column %q is of type %s, but the parameter %s declares %s", c.Name.Text(), got, p.Name.Text(), t)
			return b.failed()
		}
		if x.Type() != table.TypeUnknown {
			x = b.cast(x, t)
		} else {
			x = &plan.Column{Name: c.Name.Text(), T: t}
		}
		typed = append(typed, plan.Named{Name: c.Name.Text(), Expr: x})
	}
	return r.extend(typed)
}
