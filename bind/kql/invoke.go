package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

// invoke calls a function with the rows as its first argument.
func (c *ctx) invoke(op *kql.Invoke) *rel {
	call, ok := op.Call.(*kql.Call)
	if !ok {
		c.b.errorf(codeFunction, op.Span(), "invoke needs a call of a function")
		return c.b.failed()
	}
	if f := c.b.hostTableFunction(call.Name.Text); f != nil {
		return c.hostTable(f, call, c.row)
	}
	ent := c.scope.lookup(call.Name.Text)
	switch {
	case ent != nil && ent.fn != nil:
		caller := &ctx{b: c.b, scope: c.scope}
		return c.b.userTable(ent.fn, op.Span(), call.Args, caller, c.row)
	case c.b.env.Check || hostTables()[call.Name.Text]:
		c.b.host(call.Name.Span(), call.Name.Text)
	default:
		c.b.errorf(codeFunction, call.Name.Span(), "the name %q does not refer to any known function", call.Name.Text)
	}
	return c.b.failed()
}
