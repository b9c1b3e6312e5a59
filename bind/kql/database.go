package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
)

// Names behind database("d"), cluster("c").database("d") and workspace("w"):
// all tables and functions are local, those that the host declares.

// inDatabase says whether an expression names a database, and what follows its
// dot the name of something in it.
func inDatabase(e *kql.Member) bool {
	of := e.X
	for {
		m, ok := of.(*kql.Member)
		if !ok {
			break
		}
		of = m.X
	}
	call, ok := of.(*kql.Call)
	if !ok {
		return false
	}
	switch call.Name.Text {
	case "database", "cluster", "workspace", "app", "resource", "adx":
		return true
	}
	return false
}

// alias declares a name for a database. All names behind databases are local,
// so that it changes none.
func (b *binder) alias(st *kql.Alias) {
	m, ok := st.Value.(*kql.Member)
	if ok {
		call, named := m.Name.(*kql.Call)
		ok = named && call.Name.Text == "database" && inDatabase(m)
	}
	if call, alone := st.Value.(*kql.Call); alone {
		ok = call.Name.Text == "database"
	}
	if !ok {
		b.errorf(codeValue, st.Value.Span(), "an alias stands for a database: write cluster(\"name\").database(\"name\")")
	}
}

// databaseTable is T in database("d").T.
func (b *binder) databaseTable(e *kql.Member) (string, bool) {
	if !inDatabase(e) {
		return "", false
	}
	return memberName(e.Name)
}

// databaseCall is f(x) in database("d").f(x).
func databaseCall(e *kql.Member) (*kql.Call, bool) {
	call, ok := e.Name.(*kql.Call)
	if !ok || call.Name.Text == "database" || !inDatabase(e) {
		return nil, false
	}
	return call, true
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
func (b *binder) databaseFunction(call *kql.Call, c *ctx) *rel {
	name := call.Name.Text
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
