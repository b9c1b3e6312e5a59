package kql

import (
	"math"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// dataTable evaluates a table written in the query.
func (b *binder) dataTable(e *kql.DataTable, s *scope) *rel {
	fields := b.schema(e.Schema)
	width := len(fields)
	if width == 0 || len(e.Values)%width != 0 {
		b.errorf(codeRows, e.Span(), "the datatable has %d columns, but its %d values do not fill whole rows", width, len(e.Values))
		return b.failed()
	}
	c := &ctx{b: b, scope: s}
	rows := make([][]table.Value, len(e.Values)/width)
	for i := range rows {
		rows[i] = make([]table.Value, width)
		for k := range rows[i] {
			rows[i][k] = c.cell(e.Values[i*width+k], fields[k].Type)
		}
	}
	return valuesOf(fields, rows)
}

// cell is a constant as a value of a column's type.
func (c *ctx) cell(e kql.Expr, t table.Type) table.Value {
	if u, ok := e.(*kql.Unary); ok {
		if lit, is := u.X.(*kql.Literal); is && u.Op == "-" && lit.Kind == kql.Long && lit.Value == "9223372036854775808" {
			return table.LongValue(math.MinInt64)
		}
	}
	if _, computed := e.(*kql.Binary); computed {
		c.b.errorf(codeConstant, e.Span(), "the values of a datatable must be literals")
		return table.Value{}
	}
	x := c.expr(e)
	if x.Type() == table.TypeUnknown {
		return table.Value{}
	}
	k, ok := c.b.cast(x, t).(*plan.Const)
	if !ok {
		c.b.errorf(codeConstant, e.Span(), "the values of a datatable must be constants")
		return table.Value{}
	}
	return k.Value
}

// schema is a list of named types.
func (b *binder) schema(s *kql.Schema) []table.Field {
	var fields []table.Field
	seen := map[string]bool{}
	for _, c := range s.Columns {
		if c.Star || c.Name == nil {
			b.unsupported(c.Span(), "this column of a schema")
			continue
		}
		if seen[c.Name.Text()] {
			b.errorf(codeDuplicate, c.Span(), "the column %q is given twice", c.Name.Text())
		}
		seen[c.Name.Text()] = true
		b.declarable(c.Name)
		fields = append(fields, table.Field{Name: c.Name.Text(), Type: b.columnType(c)})
	}
	return fields
}

// columnType is the type of a column of a schema, string when it has none.
func (b *binder) columnType(c *kql.Column) table.Type {
	if c.Type == nil {
		return table.TypeString
	}
	return b.typeName(c.Type)
}
