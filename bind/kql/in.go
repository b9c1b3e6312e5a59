package kql

import (
	"slices"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// in binds in, !in, in~, !in~, has_any and has_all over a list of scalars,
// dynamic arrays, or the first column of a table.
func (c *ctx) in(e *kql.In) plan.Expr {
	args := []plan.Expr{c.expr(e.X)}
	for _, x := range e.List {
		if c.b.tabular(x, c.scope) && !c.isColumn(x) {
			args = append(args, c.firstColumn(x))
			continue
		}
		args = append(args, c.expr(x))
	}
	if len(args) == 1 {
		args = append(args, &plan.Const{Value: table.ArrayValue(nil), T: table.TypeDynamic})
	}
	return c.operator(e.Op, e.Span(), c.alike(args)...)
}

func (c *ctx) isColumn(e kql.Expr) bool {
	id, ok := e.(*kql.Ident)
	return ok && c.row != nil && c.row.index(id.Text) >= 0
}

// firstColumn is a table's first column as an array.
func (c *ctx) firstColumn(e kql.Expr) plan.Expr {
	r := c.b.table(e, c.scope, nil)
	if len(r.cols) == 0 && r.open {
		return &plan.Subquery{Input: r.node, T: table.TypeDynamic, Array: true}
	}
	if len(r.cols) == 0 {
		c.b.errorf(codeTabular, e.Span(), "a table with a column is expected")
		return bad()
	}
	return &plan.Subquery{Input: r.project(r.all()[:1]).node, T: table.TypeDynamic, Array: true}
}

// alike converts the elements to one type, for lists that mix constants of
// several; beside an array, which only a dynamic value holds, to dynamic.
func (c *ctx) alike(args []plan.Expr) []plan.Expr {
	want := args[0].Type()
	if slices.ContainsFunc(args[1:], func(a plan.Expr) bool { return a.Type() == table.TypeDynamic }) {
		for i, a := range args[1:] {
			args[i+1] = c.b.cast(a, table.TypeDynamic)
		}
		return args
	}
	for i, a := range args[1:] {
		t := a.Type()
		if t == want || t == table.TypeUnknown || want == table.TypeUnknown {
			continue
		}
		switch {
		case want == table.TypeDynamic && i > 0:
			args[i+1] = c.b.cast(a, args[1].Type())
		case want == table.TypeDateTime && t == table.TypeString, want == table.TypeTimeSpan && t == table.TypeString, want == table.TypeGUID && t == table.TypeString:
			args[i+1] = c.b.cast(a, want)
		}
	}
	return args
}
