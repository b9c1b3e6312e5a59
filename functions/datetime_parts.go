package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// dateParts: numbers out of datetimes.
func dateParts() []Func {
	return []Func{
		datePart("getyear", "The year.", func(d table.DateTime) int { y, _, _ := d.Date(); return y },
			Cases{`getyear(datetime(2020-06-15))`: `int(2020)`}),
		datePart("getmonth", "The month, from 1.", func(d table.DateTime) int { _, m, _ := d.Date(); return m },
			Cases{`getmonth(datetime(2020-06-15))`: `int(6)`}),
		{
			KQL: "monthofyear", Args: "date",
			Doc:   "The month, from 1.",
			Impl:  Overloads{Map1(func(d table.DateTime) int64 { _, m, _ := d.Date(); return int64(m) })},
			Cases: Cases{`monthofyear(datetime(2020-06-15))`: `6`},
		},
		datePart("dayofmonth", "The day of the month, from 1.", func(d table.DateTime) int { _, _, day := d.Date(); return day },
			Cases{`dayofmonth(datetime(2020-06-15))`: `int(15)`}),
		datePart("dayofyear", "The day of the year, from 1.", yearDay,
			Cases{`dayofyear(datetime(2020-12-31))`: `int(366)`}),
		datePart("hourofday", "The hour, 0 to 23.", func(d table.DateTime) int { return int(timeOfDay(d) / table.Hour) },
			Cases{`hourofday(datetime(2020-06-15 13:45))`: `int(13)`}),
		datePart("week_of_year weekofyear", "The ISO 8601 week number.", isoWeek,
			Cases{`week_of_year(datetime(2020-06-15))`: `int(25)`, `week_of_year(datetime(2021-01-01))`: `int(53)`}),
		{
			KQL: "dayofweek", Args: "date",
			Doc: "The days since the Sunday before, as a timespan.",
			Impl: Overloads{Map1OK(func(d table.DateTime) (table.TimeSpan, bool) {
				// The engine has no answer for the very last tick.
				return table.TimeSpan(weekday(d)) * table.Day, d < table.MaxDateTime
			})},
			Cases: Cases{`dayofweek(datetime(2020-06-15 13:45))`: `1d`, `dayofweek(datetime(2020-06-14))`: `0d`},
		},
		{
			KQL: "datetime_part datepart", Args: "part, date", Const: 1,
			Doc:   "A part of date by name: year, quarter, month, week_of_year, day, dayofyear, hour, minute, second, ...",
			Impl:  Overloads{{Params: []table.Type{table.TypeString, table.TypeDateTime}, Result: table.TypeLong, Kernel: datetimePart}},
			Cases: Cases{`datetime_part("quarter", datetime(2017-10-30))`: `4`, `datetime_part("millisecond", datetime(2017-10-30 01:02:03.7654321))`: `765`},
		},
	}
}

func datePart(names, doc string, f func(table.DateTime) int, cases Cases) Func {
	return Func{
		KQL: names, Args: "date", Doc: doc, Cases: cases,
		Impl: Overloads{Map1(func(d table.DateTime) int32 { return int32(f(d)) })},
	}
}

// constText is the constant text argument i; an error says that it varies.
func constText(args []table.Column, i int, what string) (string, error) {
	a := NewArg[string](args[i])
	if args[i].Len() == 1 {
		return a.At(0), nil
	}
	s, ok := a.Const()
	if !ok {
		return "", errNotConstant(what)
	}
	return s, nil
}

func datetimePart(c *Call, args []table.Column) (table.Column, error) {
	if c.N == 0 {
		return table.NewVec([]int64(nil), nil), nil
	}
	name, err := constText(args, 0, "the part")
	if err != nil {
		return nil, err
	}
	part, ok := parts[strings.ToLower(name)]
	if !ok {
		return nil, errUnknown("part of a datetime", name)
	}
	return Map1(part).Kernel(c, args[1:])
}

var parts = map[string]func(table.DateTime) int64{
	"year":         func(d table.DateTime) int64 { y, _, _ := d.Date(); return int64(y) },
	"quarter":      func(d table.DateTime) int64 { _, m, _ := d.Date(); return int64(m+2) / 3 },
	"month":        func(d table.DateTime) int64 { _, m, _ := d.Date(); return int64(m) },
	"week_of_year": func(d table.DateTime) int64 { return int64(isoWeek(d)) },
	"weekofyear":   func(d table.DateTime) int64 { return int64(isoWeek(d)) },
	"day":          func(d table.DateTime) int64 { _, _, day := d.Date(); return int64(day) },
	"dayofyear":    func(d table.DateTime) int64 { return int64(yearDay(d)) },
	"hour":         func(d table.DateTime) int64 { return int64(timeOfDay(d) / table.Hour) },
	"minute":       func(d table.DateTime) int64 { return int64(timeOfDay(d) / table.Minute % 60) },
	"second":       func(d table.DateTime) int64 { return int64(timeOfDay(d) / table.Second % 60) },
	"millisecond":  func(d table.DateTime) int64 { return int64(timeOfDay(d) % table.Second / table.Millisecond) },
	"microsecond":  func(d table.DateTime) int64 { return int64(timeOfDay(d) % table.Second / table.Microsecond) },
	"nanosecond":   func(d table.DateTime) int64 { return int64(timeOfDay(d)%table.Second) * 100 },
}
