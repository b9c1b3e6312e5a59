package functions

import (
	"math"

	"github.com/goshawk-lang/goshawk/table"
)

// MakeSeries turns aggregates by axis bin into one array per group and
// aggregate, with a default where there is no bin.
var MakeSeries = &TableFunc{
	Name: "make-series",
	Doc: `One row per group with an array for each aggregate and one for the axis.
Input: rows grouped by the by columns and the axis, whose values are rounded down to bins.
Arguments:
  by: names of the group columns (array, may be absent)
  axis: name of the axis column: numbers, datetimes or timespans
  aggregates: names of the aggregate columns (array)
  defaults: the values for empty bins, one per aggregate (array)
  from, to: bounds of the axis; from is included, to is not; null or absent: the first and the last bin there is
  step: distance of bins, a number or a timespan
  nonempty: give a row of defaults when there is no group at all (needs from and to, and no by)
Rows outside the bounds are left out. Output: by columns, aggregates, axis.`,
	Run: makeSeries,
}

// maxSeries bounds the length of one series.
const maxSeries = 1048576

func makeSeries(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	by, byFields, err := namedColumns("make-series", in, args.Strings("by"))
	if err != nil {
		return nil, err
	}
	aggregates := args.Strings("aggregates")
	values, _, err := namedColumns("make-series", in, aggregates)
	if err != nil {
		return nil, err
	}
	axis, err := namedColumn("make-series", in, args.Str("axis"))
	if err != nil {
		return nil, err
	}
	a, err := newAxis(axis, args)
	if err != nil {
		return nil, err
	}
	groups, firsts := groupRows(in.Len(), by)
	n := len(firsts)
	if n == 0 && args.Bool("nonempty") && len(by) == 0 {
		n = 1
	}
	size := a.bins
	cells := make([]int32, n*size)
	for i := range cells {
		cells[i] = -1
	}
	for i, g := range groups {
		if bin := a.bin(i); bin >= 0 {
			cells[int(g)*size+bin] = int32(i)
		}
	}
	offsets := make([]int32, n+1)
	for g := range offsets {
		offsets[g] = int32(g * size)
	}
	var fields []table.Field
	var cols []table.Column
	for k, c := range by {
		fields, cols = append(fields, byFields[k]), append(cols, c.Take(firsts))
	}
	defaults := args["defaults"].Array()
	for k, c := range values {
		otherwise := table.LongValue(0)
		if k < len(defaults) {
			otherwise = defaults[k]
		}
		fields = append(fields, table.Field{Name: aggregates[k], Type: table.TypeDynamic})
		cols = append(cols, table.NewList(offsets, takeOr(c, cells, otherwise), nil))
	}
	places := make([]int32, n*size)
	for i := range places {
		places[i] = int32(i % max(1, size))
	}
	fields = append(fields, table.Field{Name: args.Str("axis"), Type: table.TypeDynamic})
	cols = append(cols, table.NewList(offsets, a.column().Take(places), nil))
	return table.New(table.NewSchema(fields...), cols...), nil
}

// axis is a regular sequence of bins. Integers, datetimes and timespans are
// ticks; reals are computed in floating point.
type axis struct {
	typ        table.Type
	col        table.Column
	bins       int
	from, step int64
	realFrom   float64
	realStep   float64
}

func newAxis(col table.Column, args TableArgs) (*axis, error) {
	a := &axis{typ: col.Type(), col: table.Resolve(col)}
	step := args["step"]
	if a.typ == table.TypeReal || step.Kind() == table.KindReal {
		return a, a.initReal(args)
	}
	if a.step = ticksOf(step); a.step <= 0 {
		return nil, errArgument("make-series", "step", "greater than 0")
	}
	low, high, seen := int64(math.MaxInt64), int64(math.MinInt64), false
	for i := range a.col.Len() {
		if !a.col.Null(i) {
			x := ticksOf(a.col.Value(i))
			low, high, seen = min(low, x), max(high, x), true
		}
	}
	from, to := args["from"], args["to"]
	if !seen && (from.IsNull() || to.IsNull()) {
		return a, nil
	}
	if a.from = low; !from.IsNull() {
		a.from = ticksOf(from)
	}
	bins := floorDiv(high-a.from, a.step) + 1
	if !to.IsNull() {
		bins = floorDiv(ticksOf(to)-a.from-1, a.step) + 1
	}
	return a, a.setBins(float64(bins))
}

func (a *axis) initReal(args TableArgs) error {
	a.typ = table.TypeReal
	if a.realStep = realOf(args["step"]); !(a.realStep > 0) {
		return errArgument("make-series", "step", "greater than 0")
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i := range a.col.Len() {
		if x := realOf(a.col.Value(i)); !math.IsNaN(x) {
			low, high = math.Min(low, x), math.Max(high, x)
		}
	}
	from, to := args["from"], args["to"]
	if low > high && (from.IsNull() || to.IsNull()) {
		return nil
	}
	if a.realFrom = low; !from.IsNull() {
		a.realFrom = realOf(from)
	}
	if to.IsNull() {
		return a.setBins(math.Floor((high-a.realFrom)/a.realStep) + 1)
	}
	return a.setBins(math.Ceil((realOf(to) - a.realFrom) / a.realStep))
}

func (a *axis) setBins(n float64) error {
	if n > maxSeries {
		return errTooMany("make-series", "bins", maxSeries)
	}
	a.bins = max(0, int(n))
	return nil
}

// bin is the bin of input row i, -1 outside.
func (a *axis) bin(i int) int {
	if a.col.Null(i) {
		return -1
	}
	v := a.col.Value(i)
	at := int64(-1)
	if a.typ == table.TypeReal {
		at = int64(math.Floor((realOf(v) - a.realFrom) / a.realStep))
	} else {
		at = floorDiv(ticksOf(v)-a.from, a.step)
	}
	if at < 0 || at >= int64(a.bins) {
		return -1
	}
	return int(at)
}

// column holds the bins' lower bounds.
func (a *axis) column() table.Column {
	b := table.NewBuilder(a.typ, a.bins)
	for i := range a.bins {
		x := a.from + int64(i)*a.step
		switch a.typ {
		case table.TypeDateTime:
			b.Append(table.DateTimeValue(table.DateTime(x)))
		case table.TypeTimeSpan:
			b.Append(table.TimeSpanValue(table.TimeSpan(x)))
		case table.TypeReal:
			b.Append(table.RealValue(a.realFrom + float64(i)*a.realStep))
		case table.TypeInt:
			b.Append(table.IntValue(int32(x)))
		default:
			b.Append(table.LongValue(x))
		}
	}
	return b.Column()
}

// ticksOf is the integer inside a number, datetime or timespan.
func ticksOf(v table.Value) int64 {
	switch v.Kind() {
	case table.KindDateTime:
		return int64(v.DateTime())
	case table.KindTimeSpan:
		return int64(v.TimeSpan())
	case table.KindReal:
		return int64(v.Real())
	}
	return v.Int()
}
