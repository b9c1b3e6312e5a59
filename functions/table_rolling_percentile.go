package functions

import (
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// RollingPercentile makes the function behind rolling_percentile: the nearest
// rank percentile of the values (the ids of the timeline) in the window of
// bins that ends with each bin.
func RollingPercentile(column string, t table.Type) *Activity {
	a := &Activity{
		TableFunc: TableFunc{Name: "rolling_percentile", Doc: "The percentile of the values of the last bins, for each bin."},
		Params:    [][]string{{"@id", "percentile", "@time", "step", "bins"}}, Times: []string{""},
		Measures: []table.Field{{Name: column, Type: t}},
	}
	a.Run = func(_ *Context, in []*table.Table, args TableArgs) (*table.Table, error) {
		line, err := newTimeline(a.Name, in[0], args)
		if err != nil {
			return nil, err
		}
		if err := sized(a, line); err != nil {
			return nil, err
		}
		line.step.origin = 0
		return line.result(a, line.rolling(realOf(args["percentile"]), args.Int("bins", 1))), nil
	}
	return a
}

func (t *timeline) rolling(percentile float64, bins int64) []timelineRow {
	values := t.in.Batch().Col(0)
	rows := map[groupPeriod][]int32{}
	for _, e := range t.events {
		if !values.Null(int(e.row)) {
			p := groupPeriod{e.group, t.step.of(e.at)}
			rows[p] = append(rows[p], e.row)
		}
	}
	var out []timelineRow
	for _, p := range inOrder(rows) {
		var window []table.Value
		for k := range bins {
			for _, r := range rows[groupPeriod{p.group, p.at - k*t.step.size}] {
				window = append(window, values.Value(int(r)))
			}
		}
		slices.SortFunc(window, func(a, b table.Value) int {
			x, y := realOf(a), realOf(b)
			switch {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		})
		rank := int(math.Ceil(percentile / 100 * float64(len(window))))
		out = append(out, timelineRow{p.group, []int64{p.at}, []table.Value{window[min(max(rank-1, 0), len(window)-1)]}})
	}
	return out
}
