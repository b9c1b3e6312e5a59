package functions

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

func TestDates(t *testing.T) {
	d := func(s string) table.Value { return when(t, s) }
	for _, c := range []struct {
		name string
		args []table.Value
		want table.Value
	}{
		{"startofweek", []table.Value{d("2024-02-29 23:59:59.9999999")}, d("2024-02-25")}, {"endofweek", []table.Value{d("2024-03-03")}, d("2024-03-09 23:59:59.9999999")},
		{"startofmonth", []table.Value{d("2020-06-15"), long(2)}, d("2020-08-01")}, {"endofmonth", []table.Value{d("9999-12-31 23:59:59.9999999")}, d("9999-12-31 23:59:59.9999999")},
		{"startofday", []table.Value{d("0001-01-02"), long(-1)}, d("0001-01-01")}, {"startofday", []table.Value{d("0001-01-01"), long(-1)}, null},
		{"endofmonth", []table.Value{d("0100-02-28")}, d("0100-02-28 23:59:59.9999999")}, {"endofyear", []table.Value{d("2020-01-01")}, d("2020-12-31 23:59:59.9999999")},
		{"week_of_year", []table.Value{d("2021-12-26")}, table.IntValue(51)}, {"week_of_year", []table.Value{d("2023-12-31")}, table.IntValue(52)},
		{"week_of_year", []table.Value{d("0001-01-01")}, table.IntValue(1)}, {"dayofyear", []table.Value{d("1900-03-01")}, table.IntValue(60)},
		{"dayofweek", []table.Value{d("1601-01-01")}, span(t, "1d")}, {"dayofweek", []table.Value{d("9999-12-31 23:59:59.9999999")}, null},
		{"datetime_add", []table.Value{text("month"), long(-1), d("2020-03-31")}, d("2020-02-29")},
		{"datetime_add", []table.Value{text("quarter"), long(-3), d("2020-02-29 12:00")}, d("2019-05-29 12:00")},
		{"datetime_add", []table.Value{text("millisecond"), long(1500), d("2020-01-01")}, d("2020-01-01 00:00:01.5")},
		{"datetime_diff", []table.Value{text("week"), d("2024-02-29"), d("2020-02-29")}, long(209)},
		{"datetime_diff", []table.Value{text("month"), d("2017-01-01"), d("2015-12-30")}, long(13)},
		{"datetime_diff", []table.Value{text("millisecond"), d("2020-01-01 00:00:01.9999999"), d("2020-01-01 00:00:00.0000001")}, long(1999)},
		{"datetime_diff", []table.Value{text("nanosecond"), d("2017-10-30 23:00:00"), d("2017-10-30 23:00:00.0000007")}, long(-700)},
		{"datetime_part", []table.Value{text("dayOfYear"), d("2017-10-30")}, long(303)}, {"datetime_part", []table.Value{text("nanosecond"), d("2017-10-30 01:02:03.7654321")}, long(765432100)},
		{"bin", []table.Value{d("1969-06-15 13:45"), span(t, "1h")}, d("1969-06-15 13:00")}, {"bin", []table.Value{d("2020-01-01"), span(t, "-1h")}, null},
		{"bin", []table.Value{real64(-0.5), long(1)}, real64(-1)}, {"bin", []table.Value{long(-7), long(5)}, long(-10)},
		{"bin_at", []table.Value{d("2007-01-15"), span(t, "7d"), d("2007-01-01")}, d("2007-01-15")},
		{"make_datetime", []table.Value{long(2000), long(4), long(15), long(1), long(1)}, d("2000-04-15 01:01")}, {"make_datetime", []table.Value{long(2020), long(13), long(1)}, null},
		{"make_timespan", []table.Value{long(1), long(12), long(30), real64(55.123)}, span(t, "1.12:30:55.123")},
		{"unixtime_milliseconds_todatetime", []table.Value{long(1546300800000)}, d("2019-01-01")},
		{"datetime_utc_to_local", []table.Value{d("2020-07-01 12:00"), text("UTC")}, d("2020-07-01 12:00")},
		{"ago", []table.Value{span(t, "1d")}, table.DateTimeValue(kernelNow - table.DateTime(table.Day))},
	} {
		require.Equal(t, show(c.want), show(callKQL(t, c.name, c.args...)), "%s %v", c.name, c.args)
	}
	require.Equal(t, show(table.DateTimeValue(kernelNow)), show(callKQL(t, "now")))
}

func TestTimeFormats(t *testing.T) {
	for _, c := range []struct {
		name   string
		in     table.Value
		format string
		want   string
	}{
		{"format_datetime", when(t, "2007-03-09 05:04:03"), "dddd, MMMM d, yyyy", "0909, 0303 9, 2007"},
		{"format_datetime", when(t, "2020-06-15 13:45:09"), "h:mm:ss tt", "1:45:09 PM"},
		{"format_datetime", when(t, "2020-06-15 13:45:09.05"), "ss.ff", "09.05"},
		{"format_datetime", when(t, "2020-06-15 13:45:09.1234567"), "FFFFFFF", "1234567"},
		{"format_datetime", when(t, "2020-06-15 09:05:03.007"), "M/d/yy H:m:s", "6/15/20 9:5:3"},
		{"format_timespan", span(t, "1.02:03:04.567"), "dd.hh:mm:ss.fffffff", "01.02:03:04.5670000"},
		{"format_timespan", span(t, "-1.02:30:00"), "d.hh:mm:ss", "-1.02:30:00"},
		{"format_timespan", span(t, "29.09:00:05.12345"), "ddd.h:mm:ss [fffffff]", "029.9:00:05 [1234500]"},
		{"format_timespan", span(t, "1d"), "hh:mm:ss", "00:00:00"},
	} {
		require.Equal(t, show(text(c.want)), show(callKQL(t, c.name, c.in, text(c.format))))
	}
	f := KQL().Scalar("format_datetime")
	types := []table.Type{table.TypeDateTime, table.TypeString}
	for _, bad := range []string{"yyyy-MM-ddTHH", "zzz", "K", "%d"} {
		_, err := Fold(NewContext(context.Background(), 0), f, f.Resolve(types, Strict), []table.Value{when(t, "2020-01-01"), text(bad)}, types)
		require.Error(t, err, bad)
	}
}

func TestRange(t *testing.T) {
	for want, args := range map[string][]table.Value{
		"[1,4,7]": {long(1), long(8), long(3)}, "[1,2,3]": {long(1), long(3)}, "[]": {long(3), long(1)}, "[3,2,1]": {long(3), long(1), long(-1)},
		"[1.0,1.5]":               {real64(1), real64(1.9), real64(0.5)},
		`["01:00:00","02:00:00"]`: {span(t, "1h"), span(t, "2h")},
	} {
		require.Equal(t, want, string(table.AppendJSON(nil, callKQL(t, "range", args...))))
	}
	require.Len(t, callKQL(t, "range", long(1), long(1000000000)).Array(), maxRange)
}
