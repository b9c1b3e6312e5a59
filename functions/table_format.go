package functions

import (
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

var errGenTimes = errors.New("gentimes: start and end are days such as -7 or 10/1/2024, and at most a million rows")

// FormatRows writes rows as a search expression: SPL's format.
var FormatRows = &TableFunc{
	Name: "format",
	Doc: `One row with a column search: the rows as (a="1" AND b="2") OR (...), the fields by name.
Arguments:
  parts: row prefix, column prefix, column separator, column end, row separator, row end (array)
  mvsep: the separator of a field's values
  empty: the text when there is no row`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in, p := inputs[0], args.Strings("parts")
		names := in.Schema().Names()
		slices.Sort(names)
		var rows []string
		for i := range in.Len() {
			var terms []string
			for _, name := range names {
				c := in.Batch().Column(name)
				if v := c.Value(i); !v.IsNull() && !strings.HasPrefix(name, "_") {
					terms = append(terms, formatTerm(name, v, args.Str("mvsep")))
				}
			}
			if len(terms) > 0 {
				rows = append(rows, p[1]+" "+strings.Join(terms, " "+p[2]+" ")+" "+p[3])
			}
		}
		out := args.Str("empty")
		if len(rows) > 0 {
			out = p[0] + " " + strings.Join(rows, " "+p[4]+" ") + " " + p[5]
		}
		return searchRow(out), nil
	},
}

func searchRow(s string) *table.Table {
	return table.New(table.NewSchema(table.Field{Name: "search", Type: table.TypeDynamic}), table.NewVec([]string{s}, nil))
}

func formatTerm(name string, v table.Value, mvsep string) string {
	if v.Kind() == table.KindArray {
		terms := make([]string, 0, len(v.Array()))
		for _, e := range v.Array() {
			terms = append(terms, formatTerm(name, e, mvsep))
		}
		return "( " + strings.Join(terms, " "+mvsep+" ") + " )"
	}
	if name == "search" || name == "query" {
		return Text(v)
	}
	if strings.ContainsAny(name, " \t(),=") {
		name = quoteSearch(name)
	}
	return name + "=" + quoteSearch(Text(v))
}

func quoteSearch(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// ReturnRows writes the rows of a subsearch for the search around it: SPL's
// return.
var ReturnRows = &TableFunc{
	Name: "return",
	Doc: `One row with a column search: the rows' fields as a="1" b="2", rows joined by OR.
Arguments:
  fields: names of the columns (array)
  as: what to call them, "" for the value alone (array)`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		as := args.Strings("as")
		var rows []string
		for i := range in.Len() {
			var terms []string
			for k, name := range args.Strings("fields") {
				v := columnOr(in, name).Value(i)
				switch {
				case v.IsNull():
				case as[k] == "":
					terms = append(terms, Text(v))
				default:
					terms = append(terms, formatTerm(as[k], v, "OR"))
				}
			}
			if len(terms) > 0 {
				rows = append(rows, strings.Join(terms, " "))
			}
		}
		if len(rows) == 0 {
			return table.FromBatch(searchRow("").Batch().Slice(0, 0)), nil
		}
		if len(rows) == 1 {
			return searchRow(rows[0]), nil
		}
		return searchRow("(" + strings.Join(rows, ") OR (") + ")"), nil
	},
}

// GenTimes makes stretches of time: SPL's gentimes.
var GenTimes = &TableFunc{
	Name: "gentimes",
	Doc: `A row for each stretch of time between two days.
Arguments:
  start, end: days as MM/DD/YYYY[:HH:MM:SS], the year also in two digits, or their number from today, negative before
  step: length of a stretch in seconds`,
	Run: func(c *Context, _ []*table.Table, args TableArgs) (*table.Table, error) {
		start, err := genTime(c, args.Str("start"))
		if err != nil {
			return nil, errGenTimes
		}
		end, err := genTime(c, args.Str("end"))
		step := args["step"].Real()
		if err != nil || step <= 0 || (end-start)/step > 1e6 {
			return nil, errGenTimes
		}
		var from, to []table.Value
		var fromText, toText []string
		const layout = "Mon Jan _2 15:04:05 2006"
		for t := start; t < end; t += step {
			last := t + step - 1
			from, to = append(from, wholeNumber(t)), append(to, wholeNumber(last))
			fromText = append(fromText, secondsToTime(t).Time().In(c.Location()).Format(layout))
			toText = append(toText, secondsToTime(last).Time().In(c.Location()).Format(layout))
		}
		var fields []table.Field
		for _, name := range []string{"endhuman", "endtime", "starthuman", "starttime"} {
			fields = append(fields, table.Field{Name: name, Type: table.TypeDynamic})
		}
		return table.New(table.NewSchema(fields...), table.NewVec(toText, nil), table.NewVec(to, nil), table.NewVec(fromText, nil), table.NewVec(from, nil)), nil
	},
}

func genTime(c *Context, spec string) (float64, error) {
	if i, _, isInt, ok := looseNumber(spec); ok && isInt && math.Abs(float64(i)) < 1e6 {
		now := c.Now.Time().In(c.Location())
		y, m, d := now.Date()
		return float64(time.Date(y, m, d+int(i), 0, 0, 0, 0, c.Location()).Unix()), nil
	}
	for _, layout := range []string{"1/2/06", "1/2/06:15:04:05"} {
		if t, err := time.ParseInLocation(layout, spec, c.Location()); err == nil {
			return float64(t.Unix()), nil
		}
	}
	t, err := ParseRelativeTime(spec, c.Now, c.Zone)
	return float64(t.UnixTicks()) / float64(table.Second), err
}

// AutoBin puts numbers into buckets whose width follows from the values:
// SPL's bin without a span.
var AutoBin = &TableFunc{
	Name: "bin",
	Doc: `The input with the bucket of each number of a column: the least width of 1, 2, 5 times a power of ten that gives no more than so many buckets.
Arguments:
  field, as: names of the column and of the bucket
  bins: the most buckets
  start, end: values that the buckets cover as well
  least: the least width`,
	Run: func(_ *Context, inputs []*table.Table, args TableArgs) (*table.Table, error) {
		in := inputs[0]
		c := columnOr(in, args.Str("field"))
		x := numbers(c)
		low, high := math.Inf(1), math.Inf(-1)
		for i := range in.Len() {
			if !x.null(i) {
				low, high = math.Min(low, x.real(i)), math.Max(high, x.real(i))
			}
		}
		if v, ok := args["start"]; ok {
			low = math.Min(low, v.Real())
		}
		if v, ok := args["end"]; ok {
			high = math.Max(high, v.Real())
		}
		width := niceWidth(high-low, float64(args.Int("bins", 100)))
		if v, ok := args["least"]; ok {
			width = math.Max(width, v.Real())
		}
		out := make([]table.Value, in.Len())
		for i := range out {
			switch {
			case x.null(i):
				out[i] = c.Value(i)
			default:
				from := roundDigits(math.Floor(x.real(i)/width)*width, 12)
				out[i] = table.StringValue(FormatNumber(from) + "-" + FormatNumber(roundDigits(from+width, 12)))
			}
		}
		return withNamed(in, args.Str("as"), table.Narrow(table.NewVec(out, nil))), nil
	},
}

// niceWidth is the least of 1, 2, 5, 10, ... that covers span in so many steps.
func niceWidth(span, steps float64) float64 {
	if !(span > 0) || steps < 1 {
		return 1
	}
	base := math.Pow(10, math.Floor(math.Log10(span/steps)))
	for _, f := range []float64{1, 2, 5, 10} {
		if span/(base*f) < steps {
			return base * f
		}
	}
	return base * 10
}
