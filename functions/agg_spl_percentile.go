package functions

import (
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// splPercentiles: the median and the percentiles, all exact.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/statistical-and-charting-functions/aggregate-functions
func splPercentiles() []Aggregate {
	return []Aggregate{
		{
			SPL: "median", Args: "field", Doc: "The middle value, the mean of both when there are two.", Multi: EachValue,
			Impl: []AggregateOverload{looseFold(addSample, func(s *[]float64) (table.Value, bool) { return atPercent(*s, 50) })},
		},
		{
			SPL: "perc p exactperc upperperc", Args: "field, percent",
			Doc:   "The value at a percentage of the sorted values, interpolated between the two next to it.",
			Multi: EachValue,
			Impl: []AggregateOverload{{
				Params: []table.Type{table.TypeUnknown, table.TypeReal},
				Const:  2,
				Result: table.TypeDynamic,
				New: func(_ *Context, _ []table.Type, consts []table.Value) (Accumulator, error) {
					percent := looseReal(consts[0])
					return &looseAcc[[]float64]{step: addSample, result: func(s *[]float64) (table.Value, bool) { return atPercent(*s, percent) }}, nil
				},
			}},
		},
	}
}

func addSample(s *[]float64, i int64, f float64, isInt bool) {
	*s = append(*s, eitherReal(i, f, isInt))
}

// atPercent is the value at a percentage of the distance from the least sample
// to the greatest, counted in samples: the manual speaks of the nearest rank,
// but what it prints (5.5 and 9.55 for the 50th and 95th percentile of 1 to 10)
// is interpolated, as the median is.
func atPercent(samples []float64, percent float64) (table.Value, bool) {
	if len(samples) == 0 {
		return table.Value{}, false
	}
	slices.Sort(samples)
	last := len(samples) - 1
	rank := min(max(percent*float64(last)/100, 0), float64(last))
	at := int(math.Floor(rank))
	x, part := samples[at], rank-float64(at)
	if part > 0 {
		x += (samples[at+1] - x) * part
	}
	return wholeNumber(x), true
}
