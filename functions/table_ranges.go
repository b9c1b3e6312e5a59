package functions

import (
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

var errRanges = errors.New("chart would have more than 1000000 buckets: choose a longer span")

// FillRanges adds the rows that are missing from an axis of ranges: chart over
// a number with a span.
var FillRanges = &TableFunc{
	Name: "fill ranges",
	Doc: `The rows by rising ranges, with a row for every empty range between the first and the last.
Input: at most one row per range.
Arguments:
  axis: name of the axis column: texts such as 20-30; rows with another text come last
  step: width of a range
  zero: names of the columns that are 0 in empty ranges (array); the others are null
  zeroall: all columns are 0 there`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		axisAt := in.Schema().Index(args.Str("axis"))
		if axisAt < 0 {
			return nil, errColumn("chart", args.Str("axis"))
		}
		step := realOf(args["step"])
		rowAt, others := map[int64]int32{}, []int32{}
		low, high := int64(math.MaxInt64), int64(math.MinInt64)
		for i, s := range textsOf(in.Batch().Col(axisAt)) {
			k, ok := rangeNumber(s, step)
			if !ok {
				others = append(others, int32(i))
				continue
			}
			rowAt[k] = int32(i)
			low, high = min(low, k), max(high, k)
		}
		if len(rowAt) > 0 && high-low > maxBuckets {
			return nil, errRanges
		}
		var rows []int32
		labels := table.NewVecBuilder[string](0)
		for k := low; k <= high; k++ {
			row, ok := rowAt[k]
			if !ok {
				row = -1
			}
			rows = append(rows, row)
			from := roundDigits(float64(k)*step, 12)
			labels.Add(FormatNumber(from) + "-" + FormatNumber(roundDigits(from+step, 12)))
		}
		texts := textsOf(in.Batch().Col(axisAt))
		for _, row := range others {
			rows = append(rows, row)
			labels.Add(texts[row])
		}
		return withAxis(in, axisAt, rows, labels.Column(), args), nil
	},
}

// rangeNumber is which multiple of step a range such as 20-30 begins with.
func rangeNumber(s string, step float64) (int64, bool) {
	if len(s) < 3 {
		return 0, false
	}
	at := strings.IndexByte(s[1:], '-') + 1 // a first - is a sign
	v, ok := LooseReal(s[:at])
	if at < 1 || !ok {
		return 0, false
	}
	k := math.Round(v.Real() / step)
	return int64(k), math.Abs(k) < 1e15
}

// withAxis takes rows of a table, -1 being an empty one, beside a new axis.
func withAxis(in *table.Table, axisAt int, rows []int32, axis table.Column, args TableArgs) *table.Table {
	zero := args.Strings("zero")
	fields := slices.Clone(in.Schema().Fields())
	cols := make([]table.Column, len(in.Batch().Cols()))
	for k, c := range in.Batch().Cols() {
		switch {
		case k == axisAt:
			cols[k], fields[k].Type = axis, axis.Type()
		case args.Bool("zeroall"), slices.Contains(zero, fields[k].Name):
			cols[k] = takeOr(c, rows, table.LongValue(0))
		default:
			cols[k] = c.Take(rows)
		}
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(rows), cols...))
}
