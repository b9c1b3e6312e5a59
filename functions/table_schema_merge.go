package functions

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// SchemaMerge merges tables of columns as getschema gives them.
var SchemaMerge = &TableFunc{
	Name: "schema_merge",
	Doc: `One row per name of a column, from rows of ColumnName, ColumnOrdinal, DataType and ColumnType.
Arguments:
  ordered: a column must have the same place wherever it occurs; if not, its row says so instead of the types
Columns come in the order of their last places.`,
	Run: schemaMerge,
}

// mergedColumn is what is known of one name.
type mergedColumn struct {
	name, data, kind string
	place            int64
	moved            bool
}

func schemaMerge(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	cols, _, err := namedColumns("schema_merge", inputs[0], []string{"ColumnName", "ColumnOrdinal", "DataType", "ColumnType"})
	if err != nil {
		return nil, err
	}
	var all []*mergedColumn
	for i := range inputs[0].Len() {
		name, place, kind := cols[0].Value(i).Str(), cols[1].Value(i).Int(), cols[3].Value(i).Str()
		at := slices.IndexFunc(all, func(c *mergedColumn) bool { return c.name == name })
		if at < 0 {
			all = append(all, &mergedColumn{name: name, data: cols[2].Value(i).Str(), kind: kind, place: place})
			continue
		}
		c := all[at]
		if c.kind != kind {
			return nil, fmt.Errorf("the column %q has the types %s and %s", name, c.kind, kind)
		}
		c.moved = c.moved || c.place != place
		c.place = max(c.place, place)
	}
	ordered := args.Bool("ordered")
	slices.SortStableFunc(all, func(a, b *mergedColumn) int {
		if ordered && a.moved != b.moved {
			if a.moved {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.place, b.place)
	})
	rows := make([][]table.Value, len(all))
	for i, c := range all {
		place, data, kind := int64(i), c.data, c.kind
		if ordered && c.moved {
			kind = "ERROR(columns are out of order)"
			place, data = -1, "ERROR(unknown CSL type:"+kind+")"
		}
		rows[i] = []table.Value{table.StringValue(c.name), table.LongValue(place), table.StringValue(data), table.StringValue(kind)}
	}
	return table.FromRows(SchemaMergeFields(), rows), nil
}

// SchemaMergeFields are the columns of SchemaMerge's output.
func SchemaMergeFields() *table.Schema {
	return table.NewSchema(table.Field{Name: "ColumnName", Type: table.TypeString}, table.Field{Name: "ColumnOrdinal", Type: table.TypeLong},
		table.Field{Name: "DataType", Type: table.TypeString}, table.Field{Name: "ColumnType", Type: table.TypeString})
}
