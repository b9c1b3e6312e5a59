package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/table"
)

// assertSchema refuses columns that are not the ones declared.
func (c *ctx) assertSchema(op *kql.AssertSchema) *rel {
	if c.row.open {
		return c.row
	}
	want := c.b.schema(op.Schema)
	same := len(want) == len(c.row.cols)
	for i := 0; same && i < len(want); i++ {
		same = want[i] == c.row.cols[i]
	}
	for _, f := range c.row.cols {
		// A column that could not be bound has been told of.
		same = same || f.Type == table.TypeUnknown
	}
	if !same {
		c.b.errorf(codeType, op.Span(), "the columns are not those of the schema asserted")
	}
	return c.row
}
