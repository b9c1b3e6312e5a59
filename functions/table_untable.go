package functions

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Untable is the opposite of Pivot: SPL's untable.
var Untable = &TableFunc{
	Name: "untable",
	Doc: `One row per cell that holds a value: the key, the name of the cell's column and the value.
Columns whose names begin with _ have none, unless one is the key.
Arguments:
  key: name of the column that stays
  name: name of the new column for the other columns' names
  value: name of the new column for their values`,
	Run: untable,
}

func untable(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	key, err := namedColumn("untable", in, args.Str("key"))
	if err != nil {
		return nil, err
	}
	var rows []int32
	var names []string
	var values []table.Value
	cols := in.Batch().Cols()
	for i := range in.Len() {
		for k, c := range cols {
			name := in.Schema().Field(k).Name
			if name == args.Str("key") || c.Null(i) || strings.HasPrefix(name, "_") {
				continue
			}
			rows, names, values = append(rows, int32(i)), append(names, name), append(values, c.Value(i))
		}
	}
	value := table.Narrow(table.NewVec(values, nil))
	schema := table.NewSchema(in.Schema().Field(in.Schema().Index(args.Str("key"))),
		table.Field{Name: args.Str("name"), Type: table.TypeString}, table.Field{Name: args.Str("value"), Type: value.Type()})
	return table.New(schema, key.Take(rows), table.NewVec(names, nil), value), nil
}

// Transpose turns rows into columns: SPL's transpose.
var Transpose = &TableFunc{
	Name: "transpose",
	Doc: `One row per column of the input, one column per row.
Arguments:
  rows: how many rows become columns (5 when absent, 0 for all)
  column: name of the new column for the columns' names ("column" when absent)
  header: name of the column whose values name the new columns; otherwise they are called "row 1", "row 2" ...
  internal: take columns whose names start with _ as well
  dropempty: leave columns without a value out`,
	Run: transpose,
}

// allNull reports whether the first n values are missing.
func allNull(c table.Column, n int) bool {
	for i := range n {
		if !c.Null(i) {
			return false
		}
	}
	return true
}

func transpose(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	n := int(args.Int("rows", 5))
	if n <= 0 || n > in.Len() {
		n = in.Len()
	}
	first := args.Str("column")
	if first == "" {
		first = "column"
	}
	var titles []string
	header := args.Str("header")
	if header != "" {
		c, err := namedColumn("transpose", in, header)
		if err != nil {
			return nil, err
		}
		titles = textsOf(c.Slice(0, n))
	} else {
		for i := range n {
			titles = append(titles, "row "+textOf(table.LongValue(int64(i+1))))
		}
	}
	var names []string
	cells := make([][]table.Value, n)
	for k, c := range in.Batch().Cols() {
		name := in.Schema().Field(k).Name
		if name == header || name != "" && name[0] == '_' && !args.Bool("internal") {
			continue
		}
		if args.Bool("dropempty") && allNull(c, n) {
			continue
		}
		names = append(names, name)
		for i := range cells {
			cells[i] = append(cells[i], c.Value(i))
		}
	}
	taken := map[string]bool{first: true}
	fields, cols := []table.Field{{Name: first, Type: table.TypeString}}, []table.Column{table.NewVec(names, nil)}
	for i, vals := range cells {
		c := table.Narrow(table.NewVec(vals, nil))
		fields, cols = append(fields, table.Field{Name: freeName(taken, titles[i]), Type: c.Type()}), append(cols, c)
	}
	return table.New(table.NewSchema(fields...), cols...), nil
}

// MVCombine merges rows that are equal but for one column: SPL's mvcombine.
var MVCombine = &TableFunc{
	Name: "mvcombine",
	Doc: `Merges rows that are equal in every column but one, whose values become a list.
Arguments:
  column: name of that column`,
	Run: mvcombine,
}

func mvcombine(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	of := args.Str("column")
	combined, err := namedColumn("mvcombine", in, of)
	if err != nil {
		return nil, err
	}
	keys, _, err := namedColumns("mvcombine", in, otherNames(in, of))
	if err != nil {
		return nil, err
	}
	groups, firsts := groupRows(in.Len(), keys)
	lists := make([][]table.Value, len(firsts))
	for i, g := range groups {
		switch v := combined.Value(i); v.Kind() {
		case table.KindNull:
		case table.KindArray:
			lists[g] = append(lists[g], v.Array()...)
		default:
			lists[g] = append(lists[g], v)
		}
	}
	values := make([]table.Value, len(lists))
	for g, list := range lists {
		values[g] = multivalue(list)
	}
	fields, cols := slices.Clone(in.Schema().Fields()), make([]table.Column, len(in.Batch().Cols()))
	for k, c := range in.Batch().Cols() {
		if fields[k].Name != of {
			cols[k] = c.Take(firsts)
			continue
		}
		cols[k] = table.NewVec(values, nil)
		fields[k].Type = table.TypeDynamic
	}
	return table.New(table.NewSchema(fields...), cols...), nil
}

// multivalue is a field of some values: none is null, one is itself.
func multivalue(list []table.Value) table.Value {
	switch len(list) {
	case 0:
		return table.Value{}
	case 1:
		return list[0]
	}
	return table.ArrayValue(list)
}
