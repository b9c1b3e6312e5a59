package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// dateShifts: moving datetimes and counting the periods between them.
func dateShifts() []Func {
	text, date, long := table.TypeString, table.TypeDateTime, table.TypeLong
	return []Func{
		{
			KQL: "datetime_add", Args: "period, amount, date", Const: 1,
			Doc:  "Moves date by amount calendar periods (year, quarter, month, week, day, hour, ...).",
			Impl: Overloads{{Params: []table.Type{text, long, date}, Result: date, Kernel: datetimeAdd}},
			Cases: Cases{`datetime_add("month", 1, datetime(2020-01-31))`: `datetime(2020-02-29)`,
				`datetime_add("year", 1, datetime(2020-02-29))`: `datetime(2021-02-28)`},
		},
		{
			KQL: "datetime_diff", Args: "period, date1, date2", Const: 1,
			Doc:  "How many period boundaries lie between date2 and date1.",
			Impl: Overloads{{Params: []table.Type{text, date, date}, Result: long, Kernel: datetimeDiff}},
			Cases: Cases{`datetime_diff("day", datetime(2020-03-01), datetime(2020-02-01))`: `29`,
				`datetime_diff("year", datetime(2017-01-01), datetime(2000-12-31))`: `17`},
		},
		{
			KQL: "now", Args: "[offset]",
			Doc: "The run's time, the same for all rows, moved by offset.",
			Impl: Overloads{
				{Result: date, Kernel: func(c *Call, _ []table.Column) (table.Column, error) {
					return table.NewConst(table.DateTimeValue(c.Now), date, c.N), nil
				}},
				Map1C(func(c *Context, by table.TimeSpan) (table.DateTime, bool) { return addTime(c.Now, by) }),
			},
			Cases: Cases{`now() - now(-1h)`: `1h`},
		},
		{
			KQL: "ago", Args: "timespan",
			Doc:   "The run's time less the timespan.",
			Impl:  Overloads{Map1C(func(c *Context, by table.TimeSpan) (table.DateTime, bool) { return addTime(c.Now, -by) })},
			Cases: Cases{`now() - ago(1d)`: `1d`},
		},
	}
}

// periods are the fixed lengths by name; nanoseconds are counted in hundreds.
var periods = map[string]table.TimeSpan{
	"week": 7 * table.Day, "day": table.Day, "hour": table.Hour, "minute": table.Minute, "second": table.Second,
	"millisecond": table.Millisecond, "microsecond": table.Microsecond,
}

// monthPeriods are those measured in months.
var monthPeriods = map[string]int64{"year": 12, "quarter": 3, "month": 1}

func datetimeAdd(c *Call, args []table.Column) (table.Column, error) {
	shift, err := byPeriod(c, args, addPeriod)
	if err != nil || shift == nil {
		return table.NewVec([]table.DateTime(nil), nil), err
	}
	return Map2OK(shift).Kernel(c, args[1:])
}

func datetimeDiff(c *Call, args []table.Column) (table.Column, error) {
	diff, err := byPeriod(c, args, diffPeriod)
	if err != nil || diff == nil {
		return table.NewVec([]int64(nil), nil), err
	}
	return Map2(diff).Kernel(c, args[1:])
}

// byPeriod makes the function for the period that the first argument names;
// nil when there are no rows.
func byPeriod[F any](c *Call, args []table.Column, make func(period string) *F) (f F, err error) {
	if c.N == 0 {
		return f, nil
	}
	name, err := constText(args, 0, "the period")
	if err != nil {
		return f, err
	}
	made := make(strings.ToLower(name))
	if made == nil {
		return f, errUnknown("period", name)
	}
	return *made, nil
}

func addPeriod(period string) *func(int64, table.DateTime) (table.DateTime, bool) {
	f := func(n int64, d table.DateTime) (table.DateTime, bool) { return addTime(d, table.TimeSpan(n/100)) }
	if period == "nanosecond" {
		return &f
	}
	if months := monthPeriods[period]; months > 0 {
		f = func(n int64, d table.DateTime) (table.DateTime, bool) { return addMonths(d, n*months) }
		return &f
	}
	length, ok := periods[period]
	if !ok {
		return nil
	}
	f = func(n int64, d table.DateTime) (table.DateTime, bool) {
		by := n * int64(length)
		if n != 0 && by/n != int64(length) {
			return 0, false
		}
		return addTime(d, table.TimeSpan(by))
	}
	return &f
}

func diffPeriod(period string) *func(a, b table.DateTime) int64 {
	f := func(a, b table.DateTime) int64 { return int64(a-b) * 100 }
	if period == "nanosecond" {
		return &f
	}
	if months := monthPeriods[period]; months > 0 {
		f = func(a, b table.DateTime) int64 { return monthNumber(a)/months - monthNumber(b)/months }
		return &f
	}
	length, ok := periods[period]
	if !ok {
		return nil
	}
	f = func(a, b table.DateTime) int64 {
		return floorDiv(int64(a), int64(length)) - floorDiv(int64(b), int64(length))
	}
	if period == "week" {
		f = func(a, b table.DateTime) int64 { return int64(weekStart(a)-weekStart(b)) / int64(length) }
	}
	return &f
}

func monthNumber(d table.DateTime) int64 {
	y, m, _ := d.Date()
	return int64(y)*12 + int64(m) - 1
}
