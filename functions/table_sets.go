package functions

import (
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// Uniq leaves out rows that repeat the row before them: SPL's uniq.
var Uniq = &TableFunc{
	Name: "uniq",
	Doc:  `The rows that differ from the one before in some column.`,
	Run: func(_ *Context, inputs []*table.Table, _ TableArgs) (*table.Table, error) {
		in := inputs[0]
		groups, _ := groupRows(in.Len(), in.Batch().Cols())
		var rows []int32
		for i, g := range groups {
			if i == 0 || g != groups[i-1] {
				rows = append(rows, int32(i))
			}
		}
		return table.FromBatch(in.Batch().View(rows)), nil
	},
}

// SetRows combines two tables as sets of rows: SPL's set.
var SetRows = &TableFunc{
	Name: "set",
	Doc: `The rows of one table (both put below one another) that are in the one, the other or both sets, each once.
Arguments:
  side: name of the column that tells the sets apart: 0 and 1; it is not in the result
  operation: union for the rows of both, intersect for those in both, diff for those in one only
Rows are equal when all their columns are; a column that a row lacks equals another such.`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		at := in.Schema().Index(args.Str("side"))
		if at < 0 {
			return nil, errColumn("set", args.Str("side"))
		}
		fields := slices.Delete(slices.Clone(in.Schema().Fields()), at, at+1)
		cols := slices.Delete(slices.Clone(in.Batch().Cols()), at, at+1)
		groups, firsts := groupRows(in.Len(), cols)
		side := numbers(in.Batch().Col(at))
		sides := make([]int, len(firsts))
		for i, g := range groups {
			sides[g] |= 1 << int(side.real(i))
		}
		rows := firsts[:0:0]
		for g, first := range firsts {
			both := sides[g] == 3
			if op := args.Str("operation"); op == "union" || both == (op == "intersect") {
				rows = append(rows, first)
			}
		}
		return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...).View(rows)), nil
	},
}

// SelfJoin joins rows with later rows of the same key: SPL's selfjoin.
var SelfJoin = &TableFunc{
	Name: "selfjoin",
	Doc: `One row for each row and each of those that follow it with the same key.
Arguments:
  keys: names of the columns that must be equal, and present (array)
  most: how many of the rows that follow are joined with a row (1 when absent, 0 for all)
  overwrite: the values of the row that follows count; otherwise only those that the first lacks
  keepsingle: keep rows whose key no other has`,
	Run: selfJoin,
}

func selfJoin(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	var keys []table.Column
	for _, name := range args.Strings("keys") {
		keys = append(keys, columnOr(in, name))
	}
	groups, firsts := groupRows(in.Len(), keys)
	members := make([][]int32, len(firsts))
	keyed := func(i int) bool {
		return !slices.ContainsFunc(keys, func(c table.Column) bool { return c.Null(i) })
	}
	for i, g := range groups {
		if keyed(i) {
			members[g] = append(members[g], int32(i))
		}
	}
	most := int(args.Int("most", 1))
	var under, over []int32
	seen := make([]int, len(firsts))
	for i, g := range groups {
		if !keyed(i) {
			continue
		}
		seen[g]++
		if len(members[g]) == 1 && args.Bool("keepsingle") {
			under, over = append(under, int32(i)), append(over, int32(i))
		}
		for k, other := range members[g][seen[g]:] {
			if most > 0 && k >= most {
				break
			}
			under, over = append(under, int32(i)), append(over, other)
		}
	}
	if !args.Bool("overwrite") {
		under, over = over, under
	}
	cols := make([]table.Column, len(in.Batch().Cols()))
	for k, c := range in.Batch().Cols() {
		cols[k] = overridden(c.Take(under), c.Take(over))
	}
	return table.FromBatch(table.NewBatch(in.Schema(), len(under), cols...)), nil
}
