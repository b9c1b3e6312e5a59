package functions

import (
	"cmp"
	"math"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// Diffpatterns finds the patterns that rows of one set have more often than
// those of another.
//
// https://learn.microsoft.com/kusto/query/diffpatterns-plugin
var Diffpatterns = &TableFunc{
	Name: "diffpatterns",
	Doc: `The combinations of values whose shares of two sets of rows differ.
Arguments:
  split: number of the column that divides the rows
  a, b: the texts of its values in the first and in the second set
  threshold: how much the shares must differ
  weight, dimensions, wildcards, names: as for basket
Combinations whose shares differ most come first. One is left out when it only adds values to one before it or lacks some, or
when more than half of its rows are in those before it.`,
	Run: func(c *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		split := int(args.Int("split", 0))
		texts, a, b := textsOf(inputs[0].Batch().Col(split)), args.Str("a"), args.Str("b")
		least := args["threshold"].Real()
		p, err := newPatternRows(c, inputs[0], patternInput{weight: int(args.Int("weight", -1)), split: split, least: least, set: func(row int) int {
			switch texts[row] {
			case a:
				return 0
			case b:
				return 1
			}
			return -1
		}})
		if err != nil {
			return nil, err
		}
		var patterns []valuePattern
		// Nothing can be said of a set without rows.
		if p.total[0] > 0 && p.total[1] > 0 {
			s := newItemSets(p, least, int(args.Int("dimensions", math.MaxInt32)))
			all, err := s.closed(c)
			if err != nil {
				return nil, err
			}
			patterns = s.differing(all)
		}
		return p.table(PatternDifferences(), patterns, args, func(pat valuePattern) []table.Value {
			x, y := percent(pat.weight[0], p.total[0]), percent(pat.weight[1], p.total[1])
			return []table.Value{table.LongValue(int64(pat.weight[0])), table.LongValue(int64(pat.weight[1])), x, y,
				table.RealValue(math.Abs(x.Real() - y.Real()))}
		}), nil
	},
}

// PatternDifferences are the columns before those of the input in what
// Diffpatterns gives.
func PatternDifferences() []table.Field {
	return []table.Field{{Name: "SegmentId", Type: table.TypeLong}, {Name: "CountA", Type: table.TypeLong}, {Name: "CountB", Type: table.TypeLong},
		{Name: "PercentA", Type: table.TypeReal}, {Name: "PercentB", Type: table.TypeReal}, {Name: "PercentDiffAB", Type: table.TypeReal}}
}

// shareOfSets is how much more of the first set a pattern has than of the
// second.
func (p *patternRows) shareOfSets(pat valuePattern) float64 {
	return pat.weight[0]/p.total[0] - pat.weight[1]/p.total[1]
}

// differing keeps the patterns whose shares differ enough and that are not
// told by those that differ more.
func (s *itemSets) differing(patterns []valuePattern) []valuePattern {
	patterns = slices.DeleteFunc(patterns, func(p valuePattern) bool { return math.Abs(s.p.shareOfSets(p)) < s.least })
	slices.SortFunc(patterns, func(a, b valuePattern) int {
		return cmp.Or(cmp.Compare(math.Abs(s.p.shareOfSets(b)), math.Abs(s.p.shareOfSets(a))), byCount(a, b))
	})
	var kept []valuePattern
	told := [2]rowBits{make(rowBits, (len(s.p.combos)+63)/64), make(rowBits, (len(s.p.combos)+63)/64)}
	for _, p := range patterns {
		if slices.ContainsFunc(kept, func(k valuePattern) bool { return k.adds(p) || p.adds(k) }) {
			continue
		}
		set := 0
		if s.p.shareOfSets(p) < 0 {
			set = 1
		}
		rows := s.rowsOf(p)
		if s.weigh(rows.and(told[set]))[set] > p.weight[set]/2 {
			continue
		}
		kept = append(kept, p)
		for i, w := range rows {
			told[set][i] |= w
		}
	}
	return kept
}

// adds says whether p has all values of q.
func (p valuePattern) adds(q valuePattern) bool {
	for d, code := range q.codes {
		if code != anyValue && p.codes[d] != code {
			return false
		}
	}
	return true
}

// rowsOf are the combinations of a pattern.
func (s *itemSets) rowsOf(p valuePattern) rowBits {
	var items []int32
	from := 0
	for d, code := range p.codes {
		if code != anyValue {
			items = append(items, int32(from)+code)
		}
		from += len(s.p.samples[d])
	}
	return s.rows(items)
}
