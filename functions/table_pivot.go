package functions

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// Pivot spreads one column's values into columns of their own: KQL's pivot
// plugin, SPL's xyseries and chart.
var Pivot = &TableFunc{
	Name: "pivot",
	Doc: `One row per combination of the key columns, with one column per value of the pivot column.
Input: rows already grouped by keys and pivot. Of several rows for one cell the last counts.
Arguments:
  keys: names of the columns that stay (array)
  pivot: name of the column whose values, as text, name the new columns
  values: names of the columns whose values fill the cells (array); with several, columns are called "value: pivot"
  sep: what stands in place of ": "
  format: another name for those columns, in which $AGG$ is the value's, $SEP$ the separator and $VAL$ the pivot's
  missing: the value of a cell without a row (null when absent)
  zero: names of the columns whose cells are 0 without a row (array)
  sorted: order the new columns by name; otherwise by first appearance
Output: keys, then the new columns. A new column named like a key gets a number after its name.`,
	Run: pivot,
}

func pivot(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
	in := inputs[0]
	keys, fields, err := namedColumns("pivot", in, args.Strings("keys"))
	if err != nil {
		return nil, err
	}
	by, err := namedColumn("pivot", in, args.Str("pivot"))
	if err != nil {
		return nil, err
	}
	names := args.Strings("values")
	values, valueFields, err := namedColumns("pivot", in, names)
	if err != nil {
		return nil, err
	}
	titles, columnOf := pivotTitles(by, args.Bool("sorted"))
	groups, firsts := groupRows(in.Len(), keys)
	cells := make([][]int32, len(titles))
	for k := range cells {
		cells[k] = slices.Repeat([]int32{-1}, len(firsts))
	}
	for i, g := range groups {
		cells[columnOf[i]][g] = int32(i)
	}
	fields = slices.Clone(fields)
	cols := make([]table.Column, len(keys))
	taken := map[string]bool{}
	for k, c := range keys {
		cols[k], taken[fields[k].Name] = c.Take(firsts), true
	}
	for v, value := range values {
		missing := args["missing"]
		if slices.Contains(args.Strings("zero"), names[v]) {
			missing = table.LongValue(0)
		}
		for k, title := range titles {
			if len(values) > 1 {
				title = seriesTitle(args, names[v], title)
			}
			fields = append(fields, table.Field{Name: freeName(taken, title), Type: valueFields[v].Type})
			cols = append(cols, takeOr(value, cells[k], missing))
		}
	}
	return table.New(table.NewSchema(fields...), cols...), nil
}

// seriesTitle is the name of a column for one of several values.
func seriesTitle(args TableArgs, value, pivot string) string {
	sep, format := ": ", "$AGG$$SEP$$VAL$"
	if s, ok := args["sep"]; ok {
		sep = s.Str()
	}
	if s := args.Str("format"); s != "" {
		format = s
	}
	return strings.NewReplacer("$AGG$", value, "$agg$", value, "$SEP$", sep, "$sep$", sep, "$VAL$", pivot, "$val$", pivot).Replace(format)
}

// pivotTitles are the distinct texts of a column and each row's number in them.
func pivotTitles(c table.Column, sorted bool) (titles []string, of []int) {
	texts := textsOf(c)
	at := map[string]int{}
	for _, s := range texts {
		if _, ok := at[s]; !ok {
			at[s] = len(titles)
			titles = append(titles, s)
		}
	}
	if sorted {
		slices.Sort(titles)
		for i, s := range titles {
			at[s] = i
		}
	}
	of = make([]int, len(texts))
	for i, s := range texts {
		of[i] = at[s]
	}
	return titles, of
}

// freeName makes name distinct from those taken by a number after it.
func freeName(taken map[string]bool, name string) string {
	free := name
	for i := 1; taken[free]; i++ {
		free = name + string(appendText(nil, table.LongValue(int64(i))))
	}
	taken[free] = true
	return free
}
