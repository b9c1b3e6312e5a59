package functions

import (
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// ParseKustoDateTime reads the spellings that datetime literals and
// todatetime() take: ISO 8601, RFC 822 and 850, month names, and numbers with
// the month before the day (12/02/2022). Without an offset the time is UTC.
// https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
func ParseKustoDateTime(s string) (table.DateTime, bool) {
	s = strings.TrimSpace(s)
	if t, ok := table.ParseISO(s); ok {
		return t, inTime(t)
	}
	p := dateParser{s: s}
	day, ok := p.date()
	if !ok {
		return 0, false
	}
	clock, ok := p.clock()
	t := day + table.DateTime(clock)
	return t, ok && inTime(t)
}

// dateParser reads from left to right; each method moves past what it took.
type dateParser struct{ s string }

// digits takes a run of digits.
func (p *dateParser) digits() (n, width int) {
	for width < len(p.s) && p.s[width] >= '0' && p.s[width] <= '9' {
		width++
	}
	if width > 9 {
		return 0, width
	}
	n, _ = strconv.Atoi(p.s[:width])
	p.s = p.s[width:]
	return n, width
}

// word takes a run of letters, in lower case.
func (p *dateParser) word() string {
	n := 0
	for n < len(p.s) && (p.s[n]|0x20 >= 'a' && p.s[n]|0x20 <= 'z') {
		n++
	}
	w := strings.ToLower(p.s[:n])
	p.s = p.s[n:]
	return w
}

// any takes the characters of set, and says whether there were some.
func (p *dateParser) any(set string) bool {
	rest := strings.TrimLeft(p.s, set)
	took := len(rest) < len(p.s)
	p.s = rest
	return took
}

// one takes one of the characters of set; 0 when there is none.
func (p *dateParser) one(set string) byte {
	if p.s == "" || strings.IndexByte(set, p.s[0]) < 0 {
		return 0
	}
	c := p.s[0]
	p.s = p.s[1:]
	return c
}

func (p *dateParser) date() (table.DateTime, bool) {
	first := p.word()
	if weekdays[first] {
		p.any(" ,")
		first = p.word()
	}
	if first != "" { // Dec 2, 2022
		month := months[first]
		p.any(" .")
		day, width := p.digits()
		if month == 0 || width == 0 || width > 2 || !p.any(" ,") {
			return 0, false
		}
		year, width := p.digits()
		return civilDate(year, width, month, day)
	}
	n, width := p.digits()
	switch {
	case width == 8:
		return civilDate(n/10000, 4, n/100%100, n%100)
	case width == 4:
		return p.yearFirst(n)
	case width == 1 || width == 2:
		return p.dayOrMonthFirst(n)
	}
	return 0, false
}

// yearFirst reads what follows a year of four digits: 2022/12/2 or 2022, 12, 2.
func (p *dateParser) yearFirst(year int) (table.DateTime, bool) {
	sep := p.one("-/.,")
	if sep == ',' {
		p.any(" ")
	}
	month, w1 := p.digits()
	if sep == 0 || w1 == 0 || w1 > 2 {
		return 0, false
	}
	if p.s == "" && sep != ',' {
		return civilDate(year, 4, month, 1)
	}
	if p.one(string(sep)) == 0 {
		return 0, false
	}
	if sep == ',' {
		p.any(" ")
	}
	day, w2 := p.digits()
	if w2 == 0 || w2 > 2 {
		return 0, false
	}
	return civilDate(year, 4, month, day)
}

// dayOrMonthFirst reads 12/02/2022, 2 Dec 2022 and 08-Nov-14.
func (p *dateParser) dayOrMonthFirst(n int) (table.DateTime, bool) {
	sep := p.one("-/. ")
	if sep == 0 {
		return 0, false
	}
	p.any(" ")
	if name := p.word(); name != "" {
		month := months[name]
		if month == 0 || !p.any(" -,/.") {
			return 0, false
		}
		year, width := p.digits()
		return civilDate(year, width, month, n)
	}
	day, w1 := p.digits()
	if sep == ' ' || w1 == 0 || w1 > 2 || p.one(string(sep)) == 0 {
		return 0, false
	}
	year, w2 := p.digits()
	return civilDate(year, w2, n, day)
}

// civilDate checks a date; a year of two digits is one of 1950 to 2049.
func civilDate(year, width, month, day int) (table.DateTime, bool) {
	switch {
	case width == 2 && year < 50:
		year += 2000
	case width == 2:
		year += 1900
	case width != 4:
		return 0, false
	}
	if year < 1 || month < 1 || month > 12 || day < 1 || day > table.DaysIn(year, month) {
		return 0, false
	}
	return table.FromDate(year, month, day), true
}

// clock reads the time of day and zone after a date, if any, less the offset.
func (p *dateParser) clock() (table.TimeSpan, bool) {
	if p.s == "" {
		return 0, true
	}
	if p.one("Tt") == 0 && !p.any(" ,") {
		return p.zone()
	}
	hour, w := p.digits()
	if w == 0 {
		return p.zone()
	}
	minute, second, fraction, ok := p.minutes()
	if !ok || w > 2 || minute > 59 || second > 59 {
		return 0, false
	}
	p.any(" ")
	switch rest := strings.ToLower(p.s); {
	case strings.HasPrefix(rest, "am"), strings.HasPrefix(rest, "pm"):
		if hour < 1 || hour > 12 {
			return 0, false
		}
		hour %= 12
		if rest[0] == 'p' {
			hour += 12
		}
		p.s = p.s[2:]
	}
	offset, ok := p.zone()
	return table.TimeSpan(hour)*table.Hour + table.TimeSpan(minute)*table.Minute + table.TimeSpan(second)*table.Second +
		fraction + offset, ok && hour <= 23
}

func (p *dateParser) minutes() (minute, second int, fraction table.TimeSpan, ok bool) {
	if p.one(":") == 0 {
		return 0, 0, 0, false
	}
	minute, w := p.digits()
	if w == 0 || w > 2 || p.one(":") == 0 {
		return minute, 0, 0, w == 1 || w == 2
	}
	if second, w = p.digits(); w == 0 || w > 2 {
		return 0, 0, 0, false
	}
	if p.one(".,") == 0 {
		return minute, second, 0, true
	}
	n := 0
	for n < len(p.s) && p.s[n] >= '0' && p.s[n] <= '9' {
		n++
	}
	fraction, ok = fractionTicks(p.s[:n])
	p.s = p.s[n:]
	return minute, second, fraction, ok && n > 0
}

// zone reads Z, GMT, UTC or an offset, and gives what to add to reach UTC.
func (p *dateParser) zone() (table.TimeSpan, bool) {
	p.any(" ")
	switch strings.ToLower(p.s) {
	case "", "z", "gmt", "utc":
		return 0, true
	}
	sign := p.one("+-")
	hour, w := p.digits()
	minute := 0
	if w == 4 {
		hour, minute = hour/100, hour%100
	} else if p.one(":") != 0 {
		minute, _ = p.digits()
	}
	if sign == 0 || w == 0 || p.s != "" || hour > 14 || minute > 59 {
		return 0, false
	}
	offset := table.TimeSpan(hour)*table.Hour + table.TimeSpan(minute)*table.Minute
	if sign == '+' {
		return -offset, true
	}
	return offset, true
}

var months = map[string]int{
	"jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6, "june": 6,
	"jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10,
	"nov": 11, "november": 11, "dec": 12, "december": 12,
}

var weekdays = map[string]bool{
	"mon": true, "monday": true, "tue": true, "tuesday": true, "wed": true, "wednesday": true, "thu": true, "thursday": true,
	"fri": true, "friday": true, "sat": true, "saturday": true, "sun": true, "sunday": true,
}
