package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// Names behind database("d"), cluster("c").database("d") and workspace("w"):
// tables are those that the host binds under the names of these ("d.T"), or
// else those of their own name; functions are those that the host declares.

// alias declares a name for a database.
func (b *binder) alias(st *kql.Alias, s *scope) {
	call, ok := st.Value.(*kql.Call)
	if m, path := st.Value.(*kql.Member); path {
		call, ok = m.Name.(*kql.Call)
	}
	p := b.place(st.Value, s)
	if !ok || call.Name.Text != "database" || p == nil {
		b.errorf(codeValue, st.Value.Span(), "an alias stands for a database: write cluster(\"name\").database(\"name\")")
		return
	}
	b.aliases[st.Name.Text()] = p
}

// databaseCall is f(x) in database("d").f(x).
func (b *binder) databaseCall(e *kql.Member, s *scope) (*place, *kql.Call) {
	call, ok := e.Name.(*kql.Call)
	if !ok || call.Name.Text == "database" {
		return nil, nil
	}
	p := b.place(e.X, s)
	if p == nil {
		return nil, nil
	}
	return p, call
}

// databaseFunctionTabular says whether a function of the host gives a table.
// One that nobody declares is taken for one where a query is only checked.
func (b *binder) databaseFunctionTabular(call *kql.Call) bool {
	if ent := b.savedFunction(call.Name.Text); ent != nil && ent.fn != nil {
		return b.tabularFunc(ent.fn)
	}
	return b.hostScalar(call.Name.Text) == nil
}

// databaseFunction calls a function of the host that gives a table.
func (b *binder) databaseFunction(p *place, call *kql.Call, c *ctx) *rel {
	name := call.Name.Text
	if !b.claims(p, name+"()", name, call.Span()) {
		return b.failed()
	}
	if ent := b.savedFunction(name); ent != nil && ent.fn != nil {
		return b.userTable(ent.fn, call.Span(), call.Args, c, nil)
	}
	if f := b.hostTableFunction(name); f != nil {
		return c.hostTable(f, call, nil)
	}
	b.noDatabaseFunction(call)
	return b.failed()
}

// databaseScalar calls a function of the host that gives a scalar.
func (c *ctx) databaseScalar(call *kql.Call) plan.Expr {
	name := call.Name.Text
	if ent := c.b.savedFunction(name); ent != nil && ent.fn != nil {
		return c.userCall(ent.fn, call.Span(), call.Args)
	}
	if f := c.b.hostScalar(name); f != nil {
		return c.b.apply(f, name, call.Span(), c.exprs(call.Args))
	}
	if c.b.hostTableFunction(name) != nil {
		c.b.errorf(codeScalar, call.Span(), "a scalar value is expected, but %s gives a table", name)
		return bad()
	}
	c.b.noDatabaseFunction(call)
	return bad()
}

func (b *binder) noDatabaseFunction(call *kql.Call) {
	if b.env.Check {
		b.host(call.Name.Span(), call.Name.Text)
		return
	}
	b.errorf(codeFunction, call.Name.Span(), "the name %q does not refer to any known function", call.Name.Text)
}
