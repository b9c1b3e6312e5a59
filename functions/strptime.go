package functions

import (
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// ParseTime is Splunk's strptime: text that begins with what the format
// describes. Fields that the format lacks come from now (the date) or are
// zero (the time); a month without a day is no date. Without a zone in the
// text it is read in the given one (UTC when nil).
func ParseTime(text, format string, now table.DateTime, zone *time.Location) (table.DateTime, bool) {
	return parseTime(splitTimeFormat(format), text, now, zone)
}

// timeParts are the fields read so far; -1 where there was none.
type timeParts struct {
	year, month, day, yearDay int
	hour, minute, second      int
	nanos                     int
	twelve, pm                bool
	hasEpoch, hasZone         bool
	epoch                     int64
	offset                    int
	zone                      *time.Location
}

func parseTime(fields []timeField, s string, now table.DateTime, zone *time.Location) (table.DateTime, bool) {
	if zone == nil {
		zone = time.UTC
	}
	p := timeParts{year: -1, month: -1, day: -1, yearDay: -1, zone: zone}
	for i := 0; i < len(fields); i++ {
		f := &fields[i]
		if i+1 < len(fields) && f.introduces(&fields[i+1]) && !strings.HasPrefix(s, f.literal) {
			i++ // the text has whole seconds
			continue
		}
		var ok bool
		if f.verb == 0 {
			s, ok = eatLiteral(s, f.literal)
		} else if s, ok = p.date(s, f); !ok {
			s, ok = p.clock(s, f)
		}
		if !ok {
			return 0, false
		}
	}
	return p.time(now)
}

// introduces reports whether f is the mark before a fraction of a second, which
// text may leave out with the fraction.
func (f *timeField) introduces(next *timeField) bool {
	return (f.literal == "." || f.literal == ",") && (next.verb == 'N' || next.verb == 'Q' || next.verb == 'f')
}

// eatLiteral matches literal text; a run of blanks matches any run of blanks.
func eatLiteral(s, literal string) (string, bool) {
	for i := 0; i < len(literal); i++ {
		if literal[i] == ' ' || literal[i] == '\t' || literal[i] == '\n' {
			s = strings.TrimLeft(s, " \t\n")
			continue
		}
		if s == "" || s[0] != literal[i] {
			return s, false
		}
		s = s[1:]
	}
	return s, true
}

// eatInt reads up to most digits.
func eatInt(s string, most, low, high int, out *int) (string, bool) {
	n, at := 0, 0
	for at < len(s) && at < most && s[at] >= '0' && s[at] <= '9' {
		n = n*10 + int(s[at]-'0')
		at++
	}
	if at == 0 || n < low || n > high {
		return s, false
	}
	*out = n
	return s[at:], true
}

func eatName(s string, names []string, short bool, out *int) (string, bool) {
	for i, name := range names {
		if len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
			*out = i
			return s[len(name):], true
		}
	}
	if !short {
		return s, false
	}
	for i, name := range names {
		if len(s) >= 3 && strings.EqualFold(s[:3], name[:3]) {
			*out = i
			return s[3:], true
		}
	}
	return s, false
}

var (
	monthNames = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	dayNames   = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

// date reads a field of the date.
func (p *timeParts) date(s string, f *timeField) (string, bool) {
	var n int
	var ok bool
	switch f.verb {
	case 'Y':
		return eatInt(s, 4, 1, 9999, &p.year)
	case 'y':
		if s, ok = eatInt(s, 2, 0, 99, &n); ok {
			p.year = 1900 + n
			if n < 69 {
				p.year = 2000 + n
			}
		}
		return s, ok
	case 'm':
		return eatInt(s, 2, 1, 12, &p.month)
	case 'd', 'e':
		return eatInt(strings.TrimLeft(s, " "), 2, 1, 31, &p.day)
	case 'j':
		return eatInt(s, 3, 1, 366, &p.yearDay)
	case 'b', 'B':
		if s, ok = eatName(s, monthNames, true, &n); ok {
			p.month = n + 1
		}
		return s, ok
	case 'a', 'A':
		return eatName(s, dayNames, true, &n)
	case 'U', 'W', 'V':
		return eatInt(s, 2, 0, 53, &n)
	case 'w', 'u':
		return eatInt(s, 1, 0, 7, &n)
	}
	return s, false
}

// clock reads a field of the time of day, the zone, or the whole time.
func (p *timeParts) clock(s string, f *timeField) (string, bool) {
	var ok bool
	switch f.verb {
	case 'H', 'k':
		return eatInt(strings.TrimLeft(s, " "), 2, 0, 23, &p.hour)
	case 'I', 'l':
		p.twelve = true
		return eatInt(strings.TrimLeft(s, " "), 2, 1, 12, &p.hour)
	case 'M':
		return eatInt(s, 2, 0, 59, &p.minute)
	case 'S':
		return eatInt(s, 2, 0, 60, &p.second)
	case 'p', 'P':
		var n int
		s, ok = eatName(s, []string{"AM", "PM"}, false, &n)
		p.pm = n == 1
		return s, ok
	case 'N', 'Q', 'f':
		return p.fraction(s, f)
	case 's':
		return p.seconds(s)
	case 'z', 'Z':
		return p.zoneField(s)
	}
	return s, false
}

func (p *timeParts) fraction(s string, f *timeField) (string, bool) {
	most := f.digits
	if most < 1 || most > 9 {
		most = 9
	}
	unit, at := 100_000_000, 0
	p.nanos = 0
	for at < len(s) && at < most && s[at] >= '0' && s[at] <= '9' {
		p.nanos += int(s[at]-'0') * unit
		unit /= 10
		at++
	}
	return s[at:], at > 0
}

func (p *timeParts) seconds(s string) (string, bool) {
	at, sign := 0, int64(1)
	if s != "" && s[0] == '-' {
		sign, at = -1, 1
	}
	from := at
	for at < len(s) && at < 13 && s[at] >= '0' && s[at] <= '9' {
		p.epoch = p.epoch*10 + int64(s[at]-'0')
		at++
	}
	p.epoch *= sign
	p.hasEpoch = at > from
	return s[at:], p.hasEpoch
}

// zoneField reads Z, an offset with or without colon, or a zone's name.
func (p *timeParts) zoneField(s string) (string, bool) {
	if s != "" && (s[0] == 'Z' || s[0] == 'z') {
		p.hasZone = true
		return s[1:], true
	}
	if s != "" && (s[0] == '+' || s[0] == '-') {
		var h, m int
		rest, ok := eatInt(s[1:], 2, 0, 14, &h)
		if !ok {
			return s, false
		}
		if trimmed, ok := eatInt(strings.TrimPrefix(rest, ":"), 2, 0, 59, &m); ok {
			rest = trimmed
		}
		p.offset = h*3600 + m*60
		if s[0] == '-' {
			p.offset = -p.offset
		}
		p.hasZone = true
		return rest, true
	}
	at := 0
	for at < len(s) && (s[at] >= 'A' && s[at] <= 'Z' || s[at] >= 'a' && s[at] <= 'z' || s[at] == '/' || s[at] == '_') {
		at++
	}
	hours, ok := zoneAbbreviations[strings.ToUpper(s[:at])]
	if ok {
		p.hasZone, p.offset = true, hours*3600
		return s[at:], true
	}
	if loc, err := time.LoadLocation(s[:at]); at > 0 && err == nil {
		p.zone = loc
		return s[at:], true
	}
	return s, false
}

var zoneAbbreviations = map[string]int{
	"UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
	"HST": -10, "JST": 9, "AEST": 10, "AEDT": 11,
}

// time puts the fields together.
func (p *timeParts) time(now table.DateTime) (table.DateTime, bool) {
	if p.hasEpoch {
		return table.FromUnixTicks(p.epoch*int64(table.Second) + int64(p.nanos/100)), true
	}
	if p.twelve {
		p.hour %= 12
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	}
	zone := p.zone
	if p.hasZone {
		zone = time.FixedZone("", p.offset)
	}
	today := now.Time().In(zone)
	switch {
	case p.yearDay > 0:
		p.month, p.day = 1, p.yearDay
	case p.day < 0 && (p.year >= 0 || p.month >= 0):
		return 0, false
	}
	if p.year < 0 {
		p.year = today.Year()
	}
	if p.month < 0 {
		p.month = int(today.Month())
	}
	if p.day < 0 {
		p.day = today.Day()
	}
	t := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.second, p.nanos, zone)
	if p.yearDay < 0 && t.Day() != p.day && p.second < 60 && p.hour < 24 && int(t.Month()) != p.month {
		return 0, false // February 30th
	}
	return table.FromTime(t), true
}
