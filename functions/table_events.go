package functions

import (
	"github.com/goshawk-lang/goshawk/table"
)

// Dedup keeps the first rows of each combination of values: SPL's dedup.
var Dedup = &TableFunc{
	Name: "dedup",
	Doc: `The first rows of each combination of values of some columns.
Arguments:
  keys: names of the columns (array)
  rows: how many rows of each stay (1 when absent)
  keepempty: keep all rows that lack one of the columns, which are left out otherwise
  keepevents: keep all rows, but clear the columns of those that would be left out
  consecutive: look at runs of equal neighbours only`,
	Run: dedup,
}

func dedup(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	names := args.Strings("keys")
	keys := make([]table.Column, len(names))
	for k, name := range names {
		keys[k] = asText(columnOr(in, name))
	}
	groups, _ := groupRows(in.Len(), keys)
	most := int(args.Int("rows", 1))
	counts := map[uint32]int{}
	var rows, out []int32
	last := uint32(0)
	for i, g := range groups {
		empty := false
		for _, c := range keys {
			empty = empty || c.Null(i)
		}
		if empty {
			if args.Bool("keepempty") {
				rows = append(rows, int32(i))
			} else {
				out = append(out, int32(i))
			}
			continue
		}
		if args.Bool("consecutive") && i > 0 && g != last {
			clear(counts)
		}
		last = g
		if counts[g]++; counts[g] <= most {
			rows = append(rows, int32(i))
		} else {
			out = append(out, int32(i))
		}
	}
	if args.Bool("keepevents") {
		return cleared(in, names, out), nil
	}
	return table.FromBatch(in.Batch().View(rows)), nil
}

// asText is a column by the text of its values, so that a number and its text
// are the same.
func asText(c table.Column) table.Column {
	if l, ok := table.Resolve(c).(*table.List); ok {
		b := table.NewVecBuilder[string](l.Len())
		for i := range l.Len() {
			if l.Null(i) || l.Offsets()[i] == l.Offsets()[i+1] {
				b.AddNull()
			} else {
				b.Add(Text(l.Value(i)))
			}
		}
		return b.Column()
	}
	c = table.Resolve(c)
	if v, ok := c.(*table.Vec[table.Value]); ok {
		b := table.NewVecBuilder[string](v.Len())
		for i := range v.Len() {
			if v.Null(i) {
				b.AddNull()
			} else {
				b.Add(Text(v.Value(i)))
			}
		}
		return b.Column()
	}
	return LooseColumn(c, table.TypeString)
}

// cleared is a table without the values of some columns in some rows.
func cleared(in *table.Table, names []string, rows []int32) *table.Table {
	keep := make([]int32, in.Len())
	for i := range keep {
		keep[i] = int32(i)
	}
	for _, r := range rows {
		keep[r] = -1
	}
	cols := append([]table.Column(nil), in.Batch().Cols()...)
	for _, name := range names {
		if k := in.Schema().Index(name); k >= 0 {
			cols[k] = cols[k].Take(keep)
		}
	}
	return table.FromBatch(table.NewBatch(in.Schema(), in.Len(), cols...))
}

// TakeWhile keeps rows until a condition stops holding: SPL's head.
var TakeWhile = &TableFunc{
	Name: "take while",
	Doc: `The rows before the first for which a condition does not hold.
Arguments:
  condition: name of the condition's column
  null: take a condition without an answer as holding
  keeplast: keep the row that ends it as well`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		cond := boolsOf(columnOr(in, args.Str("condition")))
		n := in.Len()
		for i := range n {
			holds := cond.At(i)
			if cond.Null(i) {
				holds = args.Bool("null")
			}
			if !holds {
				if n = i; args.Bool("keeplast") {
					n++
				}
				break
			}
		}
		return table.FromBatch(in.Batch().Slice(0, n)), nil
	},
}

// AppendColumns puts two tables side by side: SPL's appendcols.
var AppendColumns = &TableFunc{
	Name: "append columns",
	Doc: `The first input with the second's columns beside it, row by row; the shorter one is filled with nulls.
Arguments:
  override: of a column that both have the second's values count, where it has any`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		left, right := inputs[0].Batch(), inputs[1].Batch()
		n := max(left.Len(), right.Len())
		fields := append([]table.Field(nil), left.Schema().Fields()...)
		cols := make([]table.Column, 0, len(fields))
		for _, c := range left.Cols() {
			cols = append(cols, lengthened(c, n))
		}
		for k, c := range right.Cols() {
			f := right.Schema().Field(k)
			at := left.Schema().Index(f.Name)
			switch {
			case at < 0:
				fields, cols = setColumn(fields, cols, f.Name, lengthened(c, n))
			case args.Bool("override"):
				fields, cols = setColumn(fields, cols, f.Name, overridden(cols[at], lengthened(c, n)))
			}
		}
		return table.FromBatch(table.NewBatch(table.NewSchema(fields...), n, cols...)), nil
	},
}

// overridden is the column over where it has a value, and under elsewhere.
func overridden(under, over table.Column) table.Column {
	n, some := over.Len(), false
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(n + i)
		if over.Null(i) && !under.Null(i) {
			rows[i], some = int32(i), true
		}
	}
	if !some {
		return over
	}
	return table.Concat([]table.Column{under, over}).Take(rows)
}

func lengthened(c table.Column, n int) table.Column {
	if c.Len() == n {
		return c
	}
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
		if i >= c.Len() {
			rows[i] = -1
		}
	}
	return c.Take(rows)
}
