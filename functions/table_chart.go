package functions

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// LimitSeries renames the split values of chart and timechart that are not
// among the greatest, so that aggregating again gives their common series.
var LimitSeries = &TableFunc{
	Name: "limit series",
	Doc: `The first input's rows with the split column as text: values outside the greatest become OTHER, missing ones NULL.
Input: the rows to chart; the same rows aggregated by the split column (and more).
Arguments:
  split: name of the split column, in both inputs
  value: name of the second input's column whose sum ranks the split values
  limit: how many values stay (10 when absent, 0 for all)
  bottom: rank the least first
  invert: leave those out instead
  above, below: only series whose sum is above or below this number stay (absent or null: any)
  other, null: the names of the series ("OTHER", "NULL" when absent)
  dropother, dropnull: leave those rows out
  visible: names that begin with _ get VALUE before them, as columns of such a name are hidden
Aggregate the result by axis and split, then spread it by Pivot.`,
	Run: limitSeries,
}

func limitSeries(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	split, err := namedColumn("chart", in, args.Str("split"))
	if err != nil {
		return nil, err
	}
	kept, err := greatestSeries(inputs[1], args)
	if err != nil {
		return nil, err
	}
	other, null := args.Str("other"), args.Str("null")
	if other == "" {
		other = "OTHER"
	}
	if null == "" {
		null = "NULL"
	}
	texts := textsOf(split)
	var rows []int32
	names := make([]string, 0, len(texts))
	for i, s := range texts {
		switch {
		case split.Null(i):
			if args.Bool("dropnull") {
				continue
			}
			s = null
		case kept != nil && !kept[s]:
			if args.Bool("dropother") {
				continue
			}
			s = other
		}
		if args.Bool("visible") && strings.HasPrefix(s, "_") {
			s = "VALUE" + s
		}
		rows, names = append(rows, int32(i)), append(names, s)
	}
	fields, cols := slices.Clone(in.Schema().Fields()), make([]table.Column, len(in.Batch().Cols()))
	for k, c := range in.Batch().Cols() {
		if fields[k].Name == args.Str("split") {
			fields[k].Type, cols[k] = table.TypeString, table.NewVec(names, nil)
			continue
		}
		cols[k] = table.NewView(c, rows)
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(rows), cols...)), nil
}

// greatestSeries is the set of split values that stay; nil for all.
func greatestSeries(t *table.Table, args TableArgs) (map[string]bool, error) {
	limit, above, below := int(args.Int("limit", 10)), args["above"], args["below"]
	if limit <= 0 && above.IsNull() && below.IsNull() {
		return nil, nil
	}
	cols, _, err := namedColumns("chart", t, []string{args.Str("split"), args.Str("value")})
	if err != nil {
		return nil, err
	}
	sums := map[string]float64{}
	var order []string
	for i, s := range textsOf(cols[0]) {
		if cols[0].Null(i) {
			continue
		}
		if _, ok := sums[s]; !ok {
			order = append(order, s)
		}
		if x := realOf(cols[1].Value(i)); x == x {
			sums[s] += x
		} else {
			sums[s] += 0
		}
	}
	slices.SortStableFunc(order, func(a, b string) int {
		if args.Bool("bottom") {
			a, b = b, a
		}
		return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b))
	})
	kept := map[string]bool{}
	for i, s := range order {
		switch {
		case !above.IsNull():
			kept[s] = sums[s] > realOf(above)
		case !below.IsNull():
			kept[s] = sums[s] < realOf(below)
		default:
			kept[s] = i < limit != args.Bool("invert")
		}
	}
	return kept, nil
}
