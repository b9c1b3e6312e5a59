package functions

import "github.com/goshawk-lang/goshawk/table"

// RowsNear keeps rows around those for which a condition holds.
var RowsNear = &TableFunc{
	Name: "rows_near",
	Doc: `The rows at most so many before or after one for which a column is true.
Arguments:
  condition: name of a bool column
  before, after: how many rows`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		c, err := namedColumn("rows_near", in, args.Str("condition"))
		if err != nil {
			return nil, err
		}
		before, after := int(args.Int("before", 0)), int(args.Int("after", 0))
		near := NewArg[bool](c)
		var rows []int32
		kept := 0 // rows before this one are decided
		for i := range in.Len() {
			if near.Null(i) || !near.At(i) {
				continue
			}
			for kept = max(kept, i-before); kept < in.Len() && kept <= i+after; kept++ {
				rows = append(rows, int32(kept))
			}
		}
		return table.FromBatch(in.Batch().View(rows)), nil
	},
}
