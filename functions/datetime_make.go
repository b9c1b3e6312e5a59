package functions

import (
	"math"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// dateMakers: datetimes and timespans out of numbers, and between zones.
func dateMakers() []Func {
	date := func(scale int64) Overloads {
		return Overloads{
			Map1OK(func(n int64) (table.DateTime, bool) { return unixTime(float64(n)*float64(scale), n*scale) }),
			Map1OK(func(f float64) (table.DateTime, bool) { return unixTime(f*float64(scale), int64(f*float64(scale))) }),
		}
	}
	return []Func{
		{
			KQL: "make_datetime", Args: "year, month, day, [hour, minute, second]",
			Doc: "A datetime of its parts; null when there is no such date.",
			Impl: Overloads{MapN(3, makeDateTime), {Params: []table.Type{table.TypeUnknown}, Result: table.TypeDateTime,
				Kernel: castTo(table.TypeDateTime)[0].Kernel}},
			Cases: Cases{`make_datetime(2017, 10, 1, 12, 10)`: `datetime(2017-10-01 12:10)`, `make_datetime(2020, 13, 1)`: `datetime(null)`},
		},
		{
			KQL: "make_timespan", Args: "[day], hour, minute, [second]",
			Doc: "A timespan of its parts; with two or three numbers the first is the hour.",
			Impl: Overloads{MapN(2, makeTimeSpan), {Params: []table.Type{table.TypeUnknown}, Result: table.TypeTimeSpan,
				Kernel: castTo(table.TypeTimeSpan)[0].Kernel}},
			Cases: Cases{`make_timespan(1, 12, 30, 55.123)`: `time(1.12:30:55.123)`, `make_timespan(1, 15)`: `time(01:15:00)`},
		},
		{
			KQL: "unixtime_seconds_todatetime", Args: "seconds", Impl: date(int64(table.Second)),
			Doc:   "The datetime so many seconds after 1970-01-01.",
			Cases: Cases{`unixtime_seconds_todatetime(1546300800)`: `datetime(2019-01-01)`},
		},
		{
			KQL: "unixtime_milliseconds_todatetime", Args: "milliseconds", Impl: date(int64(table.Millisecond)),
			Doc:   "The datetime so many milliseconds after 1970-01-01.",
			Cases: Cases{`unixtime_milliseconds_todatetime(1546300800000)`: `datetime(2019-01-01)`},
		},
		{
			KQL: "unixtime_microseconds_todatetime", Args: "microseconds", Impl: date(int64(table.Microsecond)),
			Doc:   "The datetime so many microseconds after 1970-01-01.",
			Cases: Cases{`unixtime_microseconds_todatetime(1546300800000000)`: `datetime(2019-01-01)`},
		},
		{
			KQL: "unixtime_nanoseconds_todatetime", Args: "nanoseconds",
			Doc: "The datetime so many nanoseconds after 1970-01-01, in whole 100 ns.",
			Impl: Overloads{
				Map1OK(func(n int64) (table.DateTime, bool) { return unixTime(float64(n)/100, n/100) }),
				Map1OK(func(f float64) (table.DateTime, bool) { return unixTime(f/100, int64(f/100)) }),
			},
			Cases: Cases{`unixtime_nanoseconds_todatetime(1546300800000000000)`: `datetime(2019-01-01)`},
		},
		{
			KQL: "datetime_utc_to_local", Args: "date, zone",
			Doc:   "The local time in an IANA time zone at a time in UTC.",
			Impl:  Overloads{zoned(utcToLocal)},
			Cases: Cases{`datetime_utc_to_local(datetime(2020-01-01), "UTC")`: `datetime(2020-01-01)`},
		},
		{
			KQL: "datetime_local_to_utc", Args: "date, zone",
			Doc:  "The time in UTC of a local time in an IANA time zone.",
			Impl: Overloads{zoned(localToUTC)},
			Cases: Cases{`datetime_local_to_utc(datetime(2020-01-01), "UTC")`: `datetime(2020-01-01)`,
				`datetime_local_to_utc(datetime(2022-03-27 02:30), "Europe/Brussels")`: `datetime(2022-03-27 00:30)`},
		},
	}
}

// unixTime takes the ticks since 1970 also as a real, to tell overflow.
func unixTime(about float64, ticks int64) (table.DateTime, bool) {
	if math.IsNaN(about) || math.Abs(about) > 4e18 {
		return 0, false
	}
	d := table.FromUnixTicks(ticks)
	return d, inTime(d)
}

func makeDateTime(_ *Context, p []float64) (table.DateTime, bool) {
	if len(p) > 6 {
		return 0, false
	}
	for i, limit := range []float64{9999, 12, 31, 23, 59, 59.99999999} {
		least := 1.0
		if i > 2 {
			least = 0
		}
		if i < len(p) && !(p[i] >= least && p[i] <= limit) {
			return 0, false
		}
	}
	var all [6]float64
	copy(all[:], p)
	y, m, d := int(all[0]), int(all[1]), int(all[2])
	if d > table.DaysIn(y, m) {
		return 0, false
	}
	clock := table.TimeSpan(all[3])*table.Hour + table.TimeSpan(all[4])*table.Minute + secondTicks(all[5])
	return table.FromDate(y, m, d) + table.DateTime(clock), true
}

func secondTicks(s float64) table.TimeSpan {
	return table.TimeSpan(math.Round(s * float64(table.Second)))
}

func makeTimeSpan(_ *Context, p []float64) (table.TimeSpan, bool) {
	if len(p) > 4 {
		return 0, false
	}
	var all [4]float64
	if len(p) == 4 {
		copy(all[:], p)
	} else {
		copy(all[1:], p)
	}
	if all[1] < 0 || all[1] >= 24 || all[2] < 0 || all[2] >= 60 || all[3] < 0 || all[3] >= 60 || math.Abs(all[0]) > 1e7 {
		return 0, false
	}
	return table.TimeSpan(all[0])*table.Day + table.TimeSpan(all[1])*table.Hour + table.TimeSpan(all[2])*table.Minute + secondTicks(all[3]), true
}

type zoneKey string

// zoned applies f with the zone named by the second argument.
func zoned(f func(table.DateTime, *time.Location) table.DateTime) Overload {
	return Overload{
		Params: []table.Type{table.TypeDateTime, table.TypeString},
		Result: table.TypeDateTime,
		Kernel: func(c *Call, args []table.Column) (table.Column, error) {
			var failed error
			col, err := Map2OK(func(d table.DateTime, name string) (table.DateTime, bool) {
				switch z := c.Cached(zoneKey(name), func() any { return loadZone(name) }).(type) {
				case *time.Location:
					t := f(d, z)
					return t, inTime(t)
				case error:
					failed = z
				}
				return 0, false
			}).Kernel(c, args)
			if failed != nil {
				return nil, failed
			}
			return col, err
		},
	}
}

func loadZone(name string) any {
	z, err := time.LoadLocation(name)
	if err != nil {
		return err
	}
	return z
}

func utcToLocal(d table.DateTime, z *time.Location) table.DateTime {
	_, offset := d.Time().In(z).Zone()
	return d + table.DateTime(offset)*table.DateTime(table.Second)
}

// localToUTC takes a time that the clocks skip by the offset that they have
// after it.
func localToUTC(d table.DateTime, z *time.Location) table.DateTime {
	t := d.Time()
	utc := table.FromTime(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), z))
	if utcToLocal(utc, z) != d {
		_, after := utc.Time().Add(6 * time.Hour).In(z).Zone()
		utc = d - table.DateTime(after)*table.DateTime(table.Second)
	}
	return utc
}
