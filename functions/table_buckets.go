package functions

import (
	"errors"
	"math"
	"slices"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// maxBuckets bounds the rows that an axis of time gets.
const maxBuckets = 1_000_000

var errBuckets = errors.New("timechart would have more than 1000000 buckets: choose a longer span")

// FillBuckets adds the rows that are missing from an axis of time: timechart.
var FillBuckets = &TableFunc{
	Name: "fill buckets",
	Doc: `The rows in order of an axis of times, with a row for every empty bucket between the first and the last.
Input: at most one row per bucket; a second one of one row with the columns since and until, null where the search has no such bound.
Arguments:
  axis: name of the axis column: seconds
  span, unit: width of a bucket, as bin_time takes it
  gaps: fill empty buckets
  wide: from the bucket of since to that of until, rather than from the first to the last that there is
  whole: only buckets that lie in the bounds as a whole
  zero: names of the columns that are 0 in empty buckets (array); the others are null
  series: Pivot made the columns of those, with its arguments sep and format
  zeroall: all columns are 0 there
Rows whose axis is null are left out.`,
	Run: fillBuckets,
}

// bucketAxis steps from bucket to bucket.
type bucketAxis struct {
	n        int64
	unit     splUnit
	fraction float64 // seconds of a bucket below a second, or 0
	zone     *time.Location
}

// step is the begin of the bucket k after (before, when negative) that at t.
func (a *bucketAxis) step(t float64, k int64) float64 {
	if a.fraction > 0 {
		return math.Round((t+float64(k)*a.fraction)*1e6) / 1e6
	}
	n := int(k * a.n)
	switch a.unit {
	case unitSecond:
		return t + float64(n)
	case unitMinute:
		return t + float64(n)*60
	case unitHour:
		return t + float64(n)*3600
	}
	whole := math.Floor(t)
	local := time.Unix(int64(whole), 0).In(a.zone)
	days, months := 0, 0
	switch a.unit {
	case unitDay:
		days = n
	case unitWeek:
		days = 7 * n
	case unitMonth:
		months = n
	case unitQuarter:
		months = 3 * n
	default:
		months = 12 * n
	}
	return float64(local.AddDate(0, months, days).Unix()) + t - whole
}

func newBucketAxis(c *Context, args TableArgs) (*bucketAxis, error) {
	unit := args.Str("unit")
	a := &bucketAxis{n: max(1, int64(realOf(args["span"]))), fraction: subSeconds[unit] * realOf(args["span"]), zone: c.Location()}
	known := a.fraction > 0
	if !known {
		a.unit, _, known = bucketUnit(unit)
	}
	if !known {
		return nil, errBinUnit
	}
	return a, nil
}

func fillBuckets(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	axisAt := in.Schema().Index(args.Str("axis"))
	if axisAt < 0 {
		return nil, errColumn("timechart", args.Str("axis"))
	}
	axis, err := newBucketAxis(c, args)
	if err != nil {
		return nil, err
	}
	x := numbers(in.Batch().Col(axisAt))
	rowAt, times := map[float64]int32{}, []float64{}
	for i := range in.Len() {
		if !x.null(i) {
			rowAt[x.real(i)] = int32(i)
			times = append(times, x.real(i))
		}
	}
	slices.Sort(times)
	times = slices.Compact(times)
	since, until := boundsOf(inputs[1:])
	if args.Bool("gaps") && len(times) > 0 {
		if times, err = axis.between(times, since, until, args.Bool("wide")); err != nil {
			return nil, err
		}
	}
	if args.Bool("whole") {
		times = slices.DeleteFunc(times, func(t float64) bool { return t < since || axis.step(t, 1) > until })
	}
	return bucketRows(in, axisAt, times, rowAt, args), nil
}

// boundsOf reads the bounds of time, infinite where there are none.
func boundsOf(inputs []*table.Table) (since, until float64) {
	since, until = math.Inf(-1), math.Inf(1)
	if len(inputs) == 0 || inputs[0].Len() == 0 {
		return since, until
	}
	read := func(name string, into *float64) {
		if c := inputs[0].Batch().Column(name); c != nil {
			if x := numbers(c); !x.null(0) {
				*into = x.real(0)
			}
		}
	}
	read("since", &since)
	read("until", &until)
	return since, until
}

// between are all buckets from the first time to the last, or with wide over
// the bounds that there are.
func (a *bucketAxis) between(times []float64, since, until float64, wide bool) ([]float64, error) {
	low, high := times[0], times[len(times)-1]
	var before, out []float64
	if wide && !math.IsInf(since, 0) {
		for t := low; t > since && len(before) <= maxBuckets; {
			t = a.step(t, -1)
			before = append(before, t)
		}
		slices.Reverse(before)
	}
	out = before
	known := 0
	for t := low; t <= high || wide && !math.IsInf(until, 0) && t < until; t = a.step(t, 1) {
		// Times that do not lie on the steps keep their place.
		for known < len(times) && times[known] < t {
			out = append(out, times[known])
			known++
		}
		if known < len(times) && times[known] == t {
			known++
		}
		if out = append(out, t); len(out) > maxBuckets {
			return nil, errBuckets
		}
	}
	return append(out, times[known:]...), nil
}

func bucketRows(in *table.Table, axisAt int, times []float64, rowAt map[float64]int32, args TableArgs) *table.Table {
	rows := make([]int32, len(times))
	for i, t := range times {
		row, ok := rowAt[t]
		if !ok {
			row = -1
		}
		rows[i] = row
	}
	b := newNumBuilder(len(times))
	for _, t := range times {
		b.value(wholeNumber(t))
	}
	return withAxis(in, axisAt, rows, b.column(), args)
}
