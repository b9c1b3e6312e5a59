package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// Basket finds the patterns that many rows have.
//
// https://learn.microsoft.com/kusto/query/basket-plugin
var Basket = &TableFunc{
	Name: "basket",
	Doc: `The combinations of values that at least a share of the rows has, with what all those rows share besides.
Arguments:
  threshold: the share
  weight: number of a column of weights, or -1
  dimensions: how many values a combination may have, not counting those that follow from the others
  wildcards: what stands for any value, by column (array)
  names: the names that the input's columns get (array)
Combinations with the greatest product of rows and values come first.`,
	Run: func(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		least := args["threshold"].Real()
		p, err := newPatternRows(c, inputs[0], patternInput{weight: int(args.Int("weight", -1)), split: -1, least: least, set: func(int) int { return 0 }})
		if err != nil {
			return nil, err
		}
		patterns, err := newItemSets(p, least, int(args.Int("dimensions", 5))).closed(c)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(patterns, byCount)
		return p.counted(patterns, args), nil
	},
}

// PatternCounts are the columns before those of the input in what Basket and
// Autocluster give.
func PatternCounts() []table.Field {
	return []table.Field{{Name: "SegmentId", Type: table.TypeLong}, {Name: "Count", Type: table.TypeLong}, {Name: "Percent", Type: table.TypeReal}}
}

func (p *patternRows) counted(patterns []valuePattern, args TableArgs) *table.Table {
	return p.table(PatternCounts(), patterns, args, func(pat valuePattern) []table.Value {
		return []table.Value{table.LongValue(int64(pat.weight[0])), percent(pat.weight[0], p.total[0])}
	})
}
