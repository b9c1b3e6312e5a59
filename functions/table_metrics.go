package functions

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// MetricPrefix stands before the name of a metric in the name of a field of a
// data point with several measurements.
const MetricPrefix = "metric_name:"

// MetricPoints makes a row of every measurement: SPL's mstats where it looks at
// metrics by metric_name.
var MetricPoints = &TableFunc{
	Name: "metric points",
	Doc: `One row per measurement: its metric's name in metric_name, its value in _value, and the other columns of its row.
A column "metric_name:m" holds measurements of m; a row with metric_name and _value is one itself.`,
	Run: func(_ *Context, inputs []*table.Table, _ TableArgs) (*table.Table, error) {
		in := inputs[0]
		var metrics []string
		var measured []table.Column
		var fields []table.Field
		var kept []table.Column
		for k, f := range in.Schema().Fields() {
			switch name, several := strings.CutPrefix(f.Name, MetricPrefix); {
			case several:
				metrics, measured = append(metrics, name), append(measured, in.Batch().Col(k))
			case f.Name != "metric_name" && f.Name != "_value":
				fields, kept = append(fields, f), append(kept, in.Batch().Col(k))
			}
		}
		own, value := columnOr(in, "metric_name"), columnOr(in, "_value")
		var rows []int32
		var names, values []table.Value
		add := func(i int, name, v table.Value) {
			rows, names, values = append(rows, int32(i)), append(names, name), append(values, v)
		}
		for i := range in.Len() {
			if !own.Null(i) && !value.Null(i) {
				add(i, own.Value(i), value.Value(i))
			}
			for k, c := range measured {
				if !c.Null(i) {
					add(i, table.StringValue(metrics[k]), c.Value(i))
				}
			}
		}
		for k, c := range kept {
			kept[k] = c.Take(rows)
		}
		for _, c := range []struct {
			name   string
			values []table.Value
		}{{"metric_name", names}, {"_value", values}} {
			col := asMultivalue(table.Narrow(table.NewVec(c.values, nil)))
			fields, kept = append(fields, table.Field{Name: c.name, Type: table.TypeDynamic}), append(kept, col)
		}
		return table.FromBatch(table.NewBatch(table.NewSchema(fields...), len(rows), kept...)), nil
	},
}

// noDimensions are fields of events that tell no time series apart.
var noDimensions = strings.Fields(`metric_name index source splunk_server linecount punct timestamp timestartpos timeendpos
metric_timestamp time date_hour date_mday date_minute date_month date_second date_wday date_year date_zone`)

// MetricSeries adds the field that metric time series differ in: SPL's
// _timeseries.
var MetricSeries = &TableFunc{
	Name: "metric series",
	Doc: `The input with a column: the dimensions of each row and their values as JSON text, in the order of their names.
Arguments:
  as: name of the column
  metrics: names of columns that hold measurements and are no dimensions`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in, metrics := inputs[0], args.Strings("metrics")
		names := slices.DeleteFunc(slices.Clone(in.Schema().Names()), func(name string) bool {
			return name == "" || name[0] == '_' || strings.HasPrefix(name, MetricPrefix) ||
				slices.Contains(noDimensions, name) || slices.Contains(metrics, name)
		})
		slices.Sort(names)
		dims, _, err := namedColumns("mstats", in, names)
		if err != nil {
			return nil, err
		}
		out := make([]string, in.Len())
		for i := range out {
			b := []byte{'{'}
			for k, c := range dims {
				if c.Null(i) {
					continue
				}
				if len(b) > 1 {
					b = append(b, ',')
				}
				b = append(table.AppendJSONString(b, names[k]), ':')
				b = table.AppendJSONString(b, Text(c.Value(i)))
			}
			out[i] = string(append(b, '}'))
		}
		fields, cols := slices.Clone(in.Schema().Fields()), slices.Clone(in.Batch().Cols())
		fields, cols = setColumn(fields, cols, args.Str("as"), asMultivalue(table.NewVec(out, nil)))
		return table.FromBatch(table.NewBatch(table.NewSchema(fields...), in.Len(), cols...)), nil
	},
}
