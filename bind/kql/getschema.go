package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/table"
)

// dotNet are the names that getschema gives types besides their own.
var dotNet = map[table.Type]string{
	table.TypeBool: "System.SByte", table.TypeInt: "System.Int32", table.TypeLong: "System.Int64", table.TypeReal: "System.Double",
	table.TypeDecimal: "System.Data.SqlTypes.SqlDecimal", table.TypeDateTime: "System.DateTime", table.TypeTimeSpan: "System.TimeSpan",
	table.TypeString: "System.String", table.TypeGUID: "System.Guid", table.TypeDynamic: "System.Object",
}

func (c *ctx) getSchema(op *kql.GetSchema) *rel {
	c.closed(op.Span(), "getschema")
	fields := []table.Field{{Name: "ColumnName", Type: table.TypeString}, {Name: "ColumnOrdinal", Type: table.TypeInt},
		{Name: "DataType", Type: table.TypeString}, {Name: "ColumnType", Type: table.TypeString}}
	var rows [][]table.Value
	for i, f := range c.row.cols {
		rows = append(rows, []table.Value{table.StringValue(f.Name), table.IntValue(int32(i)), table.StringValue(dotNet[f.Type]), table.StringValue(f.Type.String())})
	}
	r := valuesOf(fields, rows)
	r.serialized = true
	return r
}
