package functions

import "github.com/goshawk-lang/goshawk/table"

// dateBounds: first and last moments of days, weeks, months and years.
func dateBounds() []Func {
	return []Func{
		{
			KQL: "startofday", Args: "date, [offset]", ResultName: "$1",
			Doc:   "Midnight of the day, moved by offset days.",
			Impl:  periodBound(startOfDay, 0),
			Cases: Cases{`startofday(datetime(2017-01-01 10:10:17), -1)`: `datetime(2016-12-31)`},
		},
		{
			KQL: "startofweek", Args: "date, [offset]",
			Doc:   "Midnight of the Sunday that begins the week, moved by offset weeks.",
			Impl:  periodBound(startOfWeek, 0),
			Cases: Cases{`startofweek(datetime(2020-01-05 12:00))`: `datetime(2020-01-05)`, `startofweek(datetime(2020-06-15), 1)`: `datetime(2020-06-21)`},
		},
		{
			KQL: "startofmonth", Args: "date, [offset]",
			Doc:   "Midnight of the first of the month, moved by offset months.",
			Impl:  periodBound(startOfMonth, 0),
			Cases: Cases{`startofmonth(datetime(2020-06-15), -1)`: `datetime(2020-05-01)`},
		},
		{
			KQL: "startofyear", Args: "date, [offset]",
			Doc:   "Midnight of the first of January, moved by offset years.",
			Impl:  periodBound(startOfYear, 0),
			Cases: Cases{`startofyear(datetime(2020-06-15), 1)`: `datetime(2021-01-01)`},
		},
		{
			KQL: "endofday", Args: "date, [offset]",
			Doc:   "The last tick of the day, moved by offset days.",
			Impl:  periodBound(startOfDay, 1),
			Cases: Cases{`endofday(datetime(2020-06-15 13:45), 2)`: `datetime(2020-06-17 23:59:59.9999999)`},
		},
		{
			KQL: "endofweek", Args: "date, [offset]",
			Doc:   "The last tick of the week's Saturday, moved by offset weeks.",
			Impl:  periodBound(startOfWeek, 1),
			Cases: Cases{`endofweek(datetime(2020-01-05 12:00))`: `datetime(2020-01-11 23:59:59.9999999)`},
		},
		{
			KQL: "endofmonth", Args: "date, [offset]",
			Doc:   "The last tick of the month, moved by offset months.",
			Impl:  periodBound(startOfMonth, 1),
			Cases: Cases{`endofmonth(datetime(2017-01-01), 1)`: `datetime(2017-02-28 23:59:59.9999999)`},
		},
		{
			KQL: "endofyear", Args: "date, [offset]",
			Doc:   "The last tick of the year, moved by offset years.",
			Impl:  periodBound(startOfYear, 1),
			Cases: Cases{`endofyear(datetime(2020-06-15))`: `datetime(2020-12-31 23:59:59.9999999)`},
		},
	}
}

// boundFunc is the start of the period of d, n periods on. It may lie past the
// last representable time, so that the end before it can be had.
type boundFunc func(d table.DateTime, n int64) (table.DateTime, bool)

// periodBound makes a start (ahead is 0) or an end (ahead is 1, less one tick).
func periodBound(start boundFunc, ahead int64) Overloads {
	at := func(d table.DateTime, n int64) (table.DateTime, bool) {
		t, ok := start(d, n+ahead)
		t -= table.DateTime(ahead)
		return t, ok && inTime(t)
	}
	return Overloads{
		Map1OK(func(d table.DateTime) (table.DateTime, bool) { return at(d, 0) }),
		Map2OK(at),
	}
}

const farDays = 3700000 // more than there are between the years 1 and 9999

func startOfDay(d table.DateTime, n int64) (table.DateTime, bool) {
	return dayStart(d) + table.DateTime(n)*table.DateTime(table.Day), n > -farDays && n < farDays
}

func startOfWeek(d table.DateTime, n int64) (table.DateTime, bool) {
	return weekStart(d) + table.DateTime(7*n)*table.DateTime(table.Day), n > -farDays/7 && n < farDays/7
}

func startOfMonth(d table.DateTime, n int64) (table.DateTime, bool) {
	y, m, _ := d.Date()
	if n > 120000 || n < -120000 {
		return 0, false
	}
	total := int64(y)*12 + int64(m) - 1 + n
	year := int(floorDiv(total, 12))
	return table.FromDate(year, int(floorMod(total, 12))+1, 1), year >= 1 && year <= 10000
}

func startOfYear(d table.DateTime, n int64) (table.DateTime, bool) {
	y, _, _ := d.Date()
	if n > 10000 || n < -10000 {
		return 0, false
	}
	year := y + int(n)
	return table.FromDate(year, 1, 1), year >= 1 && year <= 10000
}
