package functions

import (
	"cmp"
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
  step: width of a range; 0 for that of the first range that there is
  zero: names of the columns that are 0 in empty ranges (array); the others are null
  series: Pivot made the columns of those, with its arguments sep and format
  zeroall: all columns are 0 there`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		axisAt := in.Schema().Index(args.Str("axis"))
		if axisAt < 0 {
			return nil, errColumn("chart", args.Str("axis"))
		}
		texts := textsOf(in.Batch().Col(axisAt))
		step := realOf(args["step"])
		if step == 0 {
			step = rangeWidth(texts)
		}
		rowAt, others := map[int64]int32{}, []int32{}
		low, high := int64(math.MaxInt64), int64(math.MinInt64)
		for i, s := range texts {
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
		for _, row := range others {
			rows = append(rows, row)
			labels.Add(texts[row])
		}
		return withAxis(in, axisAt, rows, labels.Column(), args), nil
	},
}

// SortRanges orders rows by ranges of unequal widths: chart over a number with a
// span such as log2.
var SortRanges = &TableFunc{
	Name: "sort ranges",
	Doc: `The rows by the number that the text of a column begins with.
Arguments:
  axis: name of the column: texts such as 64-128, and numbers; rows with another text come last`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		axis, err := namedColumn("chart", in, args.Str("axis"))
		if err != nil {
			return nil, err
		}
		begins := make([]float64, in.Len())
		rows := make([]int32, in.Len())
		for i, s := range textsOf(axis) {
			rows[i], begins[i] = int32(i), math.Inf(1)
			if v, ok := LooseReal(s[:rangeBegin(s)]); ok {
				begins[i] = v.Real()
			}
		}
		slices.SortStableFunc(rows, func(a, b int32) int { return cmp.Compare(begins[a], begins[b]) })
		return table.FromBatch(in.Batch().View(rows)), nil
	},
}

// rangeBegin is where the first number of a text such as 20-30 ends.
func rangeBegin(s string) int {
	if len(s) < 2 {
		return len(s)
	}
	if at := strings.IndexByte(s[1:], '-'); at >= 0 { // a first - is a sign
		return at + 1
	}
	return len(s)
}

// rangeWidth is how wide the first of some ranges is, 1 when there is none.
func rangeWidth(texts []string) float64 {
	for _, s := range texts {
		at := rangeBegin(s)
		if at == len(s) {
			continue
		}
		from, ok := LooseReal(s[:at])
		to, wide := LooseReal(s[at+1:])
		if ok && wide && to.Real() > from.Real() {
			return roundDigits(to.Real()-from.Real(), 12)
		}
	}
	return 1
}

// rangeNumber is which multiple of step a range such as 20-30 begins with.
func rangeNumber(s string, step float64) (int64, bool) {
	if len(s) < 3 {
		return 0, false
	}
	at := rangeBegin(s)
	v, ok := LooseReal(s[:at])
	if at == len(s) || !ok {
		return 0, false
	}
	k := math.Round(v.Real() / step)
	return int64(k), math.Abs(k) < 1e15
}

// withAxis takes rows of a table, -1 being an empty one, beside a new axis.
func withAxis(in *table.Table, axisAt int, rows []int32, axis table.Column, args TableArgs) *table.Table {
	zero := zeroColumns(args)
	fields := slices.Clone(in.Schema().Fields())
	cols := make([]table.Column, len(in.Batch().Cols()))
	for k, c := range in.Batch().Cols() {
		switch {
		case k == axisAt:
			cols[k], fields[k].Type = axis, axis.Type()
		case zero(fields[k].Name):
			cols[k] = takeOr(c, rows, table.LongValue(0))
		default:
			cols[k] = c.Take(rows)
		}
	}
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(rows), cols...))
}

// zeroColumns tells the columns that are 0 where there is nothing: those that
// the argument zero names, or that Pivot made of them.
func zeroColumns(args TableArgs) func(name string) bool {
	if args.Bool("zeroall") {
		return func(string) bool { return true }
	}
	zero := args.Strings("zero")
	if !args.Bool("series") {
		return func(name string) bool { return slices.Contains(zero, name) }
	}
	titles := make([]glob, len(zero))
	for i, name := range zero {
		titles[i] = searchGlob(seriesTitle(args, name, "*"), false)
	}
	return func(name string) bool {
		return slices.ContainsFunc(titles, func(g glob) bool { return g.match(name) })
	}
}
