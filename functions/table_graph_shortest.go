package functions

import "github.com/goshawk-lang/goshawk/table"

// GraphShortest chooses the shortest of the matches of a pattern.
var GraphShortest = &TableFunc{
	Name: "graph_shortest",
	Doc: `The rows with the least length for each pair of ends.
Input: matches.
Arguments:
  first, last: names of the columns of the ends' ids
  length: name of the column of lengths
  all: all rows of the least length; without it the first of them
Output: those rows, in their order.`,
	Run: func(_ *Context, in []*table.Table, args TableArgs) (*table.Table, error) {
		cols, _, err := namedColumns("graph_shortest", in[0], []string{args.Str("first"), args.Str("last"), args.Str("length")})
		if err != nil {
			return nil, err
		}
		n := in[0].Len()
		pairs, firsts := groupRows(n, cols[:2])
		least := make([]int64, len(firsts))
		for g, i := range firsts {
			least[g] = cols[2].Value(int(i)).Int()
		}
		for i, g := range pairs {
			least[g] = min(least[g], cols[2].Value(i).Int())
		}
		done := make([]bool, len(firsts))
		var rows []int32
		for i, g := range pairs {
			if done[g] || cols[2].Value(i).Int() != least[g] {
				continue
			}
			done[g] = !args.Bool("all")
			rows = append(rows, int32(i))
		}
		return table.FromBatch(in[0].Batch().View(rows)), nil
	},
}
