package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// FillNulls puts a value where columns have none: SPL's fillnull.
var FillNulls = &TableFunc{
	Name: "fill nulls",
	Doc: `The input with a value in the place of nulls.
Arguments:
  value: the value
  fields: names or patterns of the columns (array); all but those that begin with _ when absent`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		value := args["value"]
		return eachColumn(inputs[0], args.Strings("fields"), func(c table.Column) table.Column {
			seen := false
			for i := 0; i < c.Len() && !seen; i++ {
				seen = !c.Null(i)
			}
			if !seen && len(args.Strings("fields")) == 0 {
				return c // no row has the field, so it is none of the result's
			}
			which := make([]int32, c.Len())
			for i := range which {
				if isMissing(c, i) {
					which[i] = 1
				}
			}
			return splChoose(c.Len(), []table.Column{c, table.NewConst(value, value.Type(), c.Len())}, which)
		}), nil
	},
}

// isMissing reports a row without a value: null or an empty list.
func isMissing(c table.Column, i int) bool {
	if c.Null(i) {
		return true
	}
	l, ok := c.(*table.List)
	return ok && l.Offsets()[i] == l.Offsets()[i+1]
}

// FillDown repeats the last value in rows that have none: SPL's filldown.
var FillDown = &TableFunc{
	Name: "fill down",
	Doc: `The input with the value of the row before in the place of nulls.
Arguments:
  fields: names or patterns of the columns (array); all when empty`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		return eachColumn(inputs[0], args.Strings("fields"), func(c table.Column) table.Column {
			rows, last := make([]int32, c.Len()), int32(-1)
			for i := range rows {
				if !isMissing(c, i) {
					last = int32(i)
				}
				rows[i] = last
			}
			return c.Take(rows)
		}), nil
	},
}

// eachColumn rewrites the columns whose names fit a pattern, without patterns
// all that do not begin with an underscore.
func eachColumn(in *table.Table, patterns []string, f func(table.Column) table.Column) *table.Table {
	cols := append([]table.Column(nil), in.Batch().Cols()...)
	for k, field := range in.Schema().Fields() {
		wanted := len(patterns) == 0 && !strings.HasPrefix(field.Name, "_")
		for _, p := range patterns {
			g := searchGlob(p, false)
			wanted = wanted || g.match(field.Name)
		}
		if wanted {
			cols[k] = f(table.Resolve(cols[k]))
		}
	}
	return table.FromBatch(table.NewBatch(in.Schema(), in.Len(), cols...))
}

// RunningTotal sums a column's numbers down the rows: SPL's accum.
var RunningTotal = &TableFunc{
	Name: "running total",
	Doc: `The input with the sum of a column so far; rows without a number have none.
Arguments:
  field: name of the column
  as: name of the sum`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		x, b, sum := numbers(columnOr(in, args.Str("field"))), newNumBuilder(in.Len()), 0.0
		for i := range in.Len() {
			if x.null(i) {
				b.add(0, 0, false, false)
				continue
			}
			sum += x.real(i)
			b.value(wholeNumber(sum))
		}
		return withNamed(in, args.Str("as"), b.column()), nil
	},
}

// Lag copies a column from rows before: SPL's autoregress and delta.
var Lag = &TableFunc{
	Name: "lag",
	Doc: `The input with the value that a column had some rows before.
Arguments:
  field: name of the column
  as: name of the copy
  rows: how many rows before`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in, n := inputs[0], int32(args.Int("rows", 1))
		rows := make([]int32, in.Len())
		for i := range rows {
			rows[i] = max(int32(i)-n, -1)
		}
		return withNamed(in, args.Str("as"), columnOr(in, args.Str("field")).Take(rows)), nil
	},
}

// withNamed is a table with a column set.
func withNamed(in *table.Table, name string, c table.Column) *table.Table {
	fields, cols := setColumn(append([]table.Field(nil), in.Schema().Fields()...), append([]table.Column(nil), in.Batch().Cols()...), name, c)
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...))
}
