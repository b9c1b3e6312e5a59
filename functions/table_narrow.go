package functions

import "github.com/goshawk-lang/goshawk/table"

// Narrow turns every cell into a row of its own.
var Narrow = &TableFunc{
	Name: "narrow",
	Doc:  `One row per cell: the number of its row from 0, the name of its column and its value as text. No arguments.`,
	Run: func(_ *Context, inputs []*table.Table, _ TableArgs) (*table.Table, error) {
		in := inputs[0]
		width := in.Schema().Len()
		size := in.Len() * width
		rows, names, values := make([]int64, size), make([]string, size), make([]string, size)
		for k, c := range in.Batch().Cols() {
			name := in.Schema().Field(k).Name
			for i, s := range textsOf(c) {
				at := i*width + k
				rows[at], names[at], values[at] = int64(i), name, s
			}
		}
		schema := table.NewSchema(table.Field{Name: "Row", Type: table.TypeLong},
			table.Field{Name: "Column", Type: table.TypeString}, table.Field{Name: "Value", Type: table.TypeString})
		return table.New(schema, table.NewVec(rows, nil), table.NewVec(names, nil), table.NewVec(values, nil)), nil
	},
}
