package kql

import "github.com/goshawk-lang/goshawk/ast/kql"

// print makes one row; a column without a name is called print_N.
func (c *ctx) print(op *kql.Print) *rel {
	inner := &ctx{b: c.b, scope: c.scope}
	l := inner.newColumns()
	l.numbered = true
	l.number = func(i int) string { return l.names.unique("print_" + itoa(i)) }
	l.bind(op.Columns)
	r := &rel{node: oneRowNode(), serialized: true}
	return l.before(r).project(l.out)
}
