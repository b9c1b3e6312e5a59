package functions

import "github.com/goshawk-lang/goshawk/table"

// addMonths moves by calendar months; a day that the month does not have
// becomes its last one. The time of day stays.
func addMonths(d table.DateTime, n int64) (table.DateTime, bool) {
	y, m, day := d.Date()
	if n > 120000 || n < -120000 {
		return 0, false
	}
	total := int64(y)*12 + int64(m) - 1 + n
	year, month := int(floorDiv(total, 12)), int(floorMod(total, 12))+1
	if year < 1 || year > 9999 {
		return 0, false
	}
	return table.FromDate(year, month, min(day, table.DaysIn(year, month))) + table.DateTime(timeOfDay(d)), true
}

func timeOfDay(d table.DateTime) table.TimeSpan {
	return table.TimeSpan(floorMod(int64(d), int64(table.Day)))
}

func dayStart(d table.DateTime) table.DateTime { return d - table.DateTime(timeOfDay(d)) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

// weekday is 0 for Sunday; 0001-01-01 was a Monday.
func weekday(d table.DateTime) int {
	return int(floorMod(floorDiv(int64(d), int64(table.Day))+1, 7))
}

func yearDay(d table.DateTime) int {
	y, _, _ := d.Date()
	return int((d-table.FromDate(y, 1, 1))/table.DateTime(table.Day)) + 1
}

// isoWeek is the ISO 8601 week: the one that holds the year's first Thursday
// is number 1.
func isoWeek(d table.DateTime) int {
	monday := floorMod(int64(weekday(d))+6, 7)
	thursday := dayStart(d) + table.DateTime(3-monday)*table.DateTime(table.Day)
	return (yearDay(thursday)-1)/7 + 1
}

// weekStart is the Sunday that begins the week of d.
func weekStart(d table.DateTime) table.DateTime {
	return dayStart(d) - table.DateTime(weekday(d))*table.DateTime(table.Day)
}
