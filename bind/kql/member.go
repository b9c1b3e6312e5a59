package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// member binds x.name: a property of a dynamic value, a column of a join's
// side, or a state of scan.
func (c *ctx) member(e *kql.Member) plan.Expr {
	if p, call := c.b.databaseCall(e, c.scope); p != nil {
		return c.databaseScalar(call)
	}
	name, ok := memberName(e.Name)
	if !ok {
		if c.b.tabular(e, c.scope) {
			c.b.errorf(codeScalar, e.Span(), "a scalar value is expected, not a table")
			return bad()
		}
		c.b.unsupported(e.Name.Span(), "this kind of member")
		return bad()
	}
	if id, ok := e.X.(*kql.Ident); ok {
		if x, found := c.side(id, name, e.Span()); found {
			return x
		}
		if c.members != nil {
			if x, found := c.members(id.Text, name); found {
				return x
			}
		}
		if x, found := c.ofEntity(id, name, e.Span()); found {
			return x
		}
	}
	return c.step(c.expr(e.X), &plan.Const{Value: table.StringValue(name), T: table.TypeString}, e.Span())
}

// side resolves $left.name and $right.name.
func (c *ctx) side(id *kql.Ident, name string, span source.Span) (plan.Expr, bool) {
	var r *rel
	switch {
	case id.Text == "$left" && c.left != nil:
		r = c.left
	case id.Text == "$right" && c.right != nil:
		r = c.right
	default:
		return nil, false
	}
	if x, ok := r.column(name); ok {
		return x, true
	}
	if r.open {
		return &plan.Column{Name: name, T: r.other}, true
	}
	c.b.errorf(codeName, span, "%s has no column %q%s", id.Text, name, didYouMean(name, r.names()))
	return bad(), true
}

func memberName(e kql.Expr) (string, bool) {
	switch e := e.(type) {
	case *kql.Ident:
		return e.Text, true
	}
	return "", false
}

func (c *ctx) indexed(e *kql.Index) plan.Expr {
	return c.step(c.expr(e.X), c.expr(e.At), e.Span())
}

// step goes one step into a dynamic value; steps in a row become one call.
func (c *ctx) step(x, at plan.Expr, span source.Span) plan.Expr {
	switch x.Type() {
	case table.TypeDynamic:
	case table.TypeUnknown:
		return bad()
	default:
		c.b.errorf(codeType, span, "a value of type dynamic is expected, not %s", x.Type())
		return bad()
	}
	if call, ok := x.(*plan.Call); ok && isPath(call) {
		args := append(append([]plan.Expr(nil), call.Args...), at)
		return c.operator("$path", span, args...)
	}
	return c.operator("$path", span, x, at)
}

func isPath(call *plan.Call) bool {
	switch call.Func.KQL {
	case "$path", "$member", "$index":
		return true
	}
	return false
}
