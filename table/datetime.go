package table

import (
	"strconv"
	"time"
)

// DateTime is a point in time in 100 ns ticks since 0001-01-01T00:00:00Z.
type DateTime int64

// TimeSpan is a duration in 100 ns ticks.
type TimeSpan int64

// Ticks per unit of time.
const (
	Tick        TimeSpan = 1
	Microsecond          = 10 * Tick
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
	Day                  = 24 * Hour
)

// unixEpoch is 1970-01-01 in ticks.
const unixEpoch DateTime = 621355968000000000

// MaxDateTime is the last tick of the year 9999; MinDateTime is 0.
const (
	MinDateTime DateTime = 0
	MaxDateTime DateTime = 3155378975999999999
)

// FromTime converts a time; precision below 100 ns is cut off.
func FromTime(t time.Time) DateTime {
	return unixEpoch + DateTime(t.Unix())*DateTime(Second) + DateTime(t.Nanosecond()/100)
}

// FromUnixTicks converts 100 ns ticks since 1970-01-01.
func FromUnixTicks(n int64) DateTime { return unixEpoch + DateTime(n) }

// UnixTicks is the number of 100 ns ticks since 1970-01-01.
func (d DateTime) UnixTicks() int64 { return int64(d - unixEpoch) }

// Time converts to the standard library's time, in UTC.
func (d DateTime) Time() time.Time {
	n := d.UnixTicks()
	seconds, rest := n/int64(Second), n%int64(Second)
	return time.Unix(seconds, rest*100).UTC()
}

// String is ISO 8601 with seven decimals and Z, as Kusto prints it.
func (d DateTime) String() string { return string(d.Append(make([]byte, 0, 28))) }

// Append appends what String returns. Dates are computed without the time
// package: this runs once per row in string expressions.
func (d DateTime) Append(b []byte) []byte {
	days, rest := int64(d)/int64(Day), int64(d)%int64(Day)
	if rest < 0 {
		days, rest = days-1, rest+int64(Day)
	}
	y, m, dd := civil(days)
	if y < 0 || y > 9999 {
		b = appendInt(b, y, 4)
	} else {
		b = append(b, "0000"...)
		twoDigits(b[len(b)-4:], y/100)
		twoDigits(b[len(b)-2:], y%100)
	}
	b = append(b, "-00-00T00:00:00.0000000Z"...)
	p := (*[24]byte)(b[len(b)-24:])
	twoDigits(p[1:], m)
	twoDigits(p[4:], dd)
	seconds, ticks := int(rest/int64(Second)), int(rest%int64(Second))
	twoDigits(p[7:], seconds/3600)
	twoDigits(p[10:], seconds/60%60)
	twoDigits(p[13:], seconds%60)
	if ticks > 0 {
		p[16] += byte(ticks / 1_000_000)
		twoDigits(p[17:], ticks/10_000%100)
		twoDigits(p[19:], ticks/100%100)
		twoDigits(p[21:], ticks%100)
	}
	return b
}

// digitPairs are all numbers of two digits.
const digitPairs = "00010203040506070809101112131415161718192021222324" +
	"25262728293031323334353637383940414243444546474849" +
	"50515253545556575859606162636465666768697071727374" +
	"75767778798081828384858687888990919293949596979899"

// twoDigits writes n, which is less than 100, in two digits.
func twoDigits(b []byte, n int) { copy(b[:2], digitPairs[2*n:2*n+2]) }

// AppendShort is like Append with trailing zeros of the fraction cut, and the
// fraction left out when it is zero.
func (d DateTime) AppendShort(b []byte) []byte {
	b = d.Append(b)
	b = b[:len(b)-1]
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return append(b, 'Z')
}

// civil converts days since 0001-01-01 to a proleptic Gregorian date.
func civil(days int64) (year, month, day int) {
	// Shift the epoch to 0000-03-01 so that leap days end the year.
	z := days + 306
	era := z / 146097
	if z < 0 {
		era = (z - 146096) / 146097
	}
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = int(doy - (153*mp+2)/5 + 1)
	month = int(mp) + 3
	year = int(yoe + era*400)
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// Date is the calendar date of d in UTC.
func (d DateTime) Date() (year, month, day int) {
	days := int64(d) / int64(Day)
	if int64(d)%int64(Day) < 0 {
		days--
	}
	return civil(days)
}

// FromDate is midnight UTC of a proleptic Gregorian date; month and day must
// be in range.
func FromDate(year, month, day int) DateTime {
	y := int64(year)
	if month <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	mp := int64((month + 9) % 12)
	doy := (153*mp+2)/5 + int64(day) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return DateTime((era*146097 + doe - 306) * int64(Day))
}

func appendInt(b []byte, n, width int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	at := len(b)
	for range width {
		b = append(b, '0')
	}
	rest := n
	for i := at + width - 1; i >= at && rest > 0; i-- {
		b[i] = byte('0' + rest%10)
		rest /= 10
	}
	if rest > 0 { // wider than width
		b = strconv.AppendInt(b[:at], int64(n), 10)
	}
	return b
}

// String is .NET's "c" format: [-][d.]hh:mm:ss[.fffffff].
func (t TimeSpan) String() string { return string(t.Append(make([]byte, 0, 24))) }

// Append appends what String returns.
func (t TimeSpan) Append(b []byte) []byte {
	u := uint64(t)
	if t < 0 {
		b, u = append(b, '-'), -u
	}
	if days := u / uint64(Day); days > 0 {
		b = append(strconv.AppendUint(b, days, 10), '.')
	}
	b = appendInt(b, int(u/uint64(Hour)%24), 2)
	b = appendInt(append(b, ':'), int(u/uint64(Minute)%60), 2)
	b = appendInt(append(b, ':'), int(u/uint64(Second)%60), 2)
	if f := u % uint64(Second); f > 0 {
		b = appendInt(append(b, '.'), int(f), 7)
	}
	return b
}

// ParseISO reads the ISO 8601 spellings that log files use: a date, optionally
// followed by T or a blank and a time of up to nine decimals (cut to seven),
// optionally followed by Z or an offset. Without an offset the time is UTC.
func ParseISO[S string | []byte](s S) (DateTime, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	y, ok1 := digits(s, 0, 4)
	mo, ok2 := digits(s, 5, 2)
	d, ok3 := digits(s, 8, 2)
	if !ok1 || !ok2 || !ok3 || y < 1 || mo < 1 || mo > 12 || d < 1 || d > DaysIn(y, mo) {
		return 0, false
	}
	t := FromDate(y, mo, d)
	i := 10
	if i == len(s) {
		return t, true
	}
	if s[i] != 'T' && s[i] != ' ' && s[i] != 't' || len(s) < 16 || s[13] != ':' {
		return 0, false
	}
	h, ok1 := digits(s, 11, 2)
	mi, ok2 := digits(s, 14, 2)
	if !ok1 || !ok2 || h > 23 || mi > 59 {
		return 0, false
	}
	t += DateTime(h)*DateTime(Hour) + DateTime(mi)*DateTime(Minute)
	i = 16
	if i < len(s) && s[i] == ':' {
		sec, ok := digits(s, 17, 2)
		if !ok || sec > 59 {
			return 0, false
		}
		t += DateTime(sec) * DateTime(Second)
		i = 19
		if i < len(s) && (s[i] == '.' || s[i] == ',') {
			unit := DateTime(Second) / 10
			i++
			from := i
			for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
				t += DateTime(s[i]-'0') * unit
				unit /= 10
			}
			if i == from {
				return 0, false
			}
		}
	}
	return parseOffset(s, i, t)
}

func parseOffset[S string | []byte](s S, i int, t DateTime) (DateTime, bool) {
	if i == len(s) {
		return t, true
	}
	switch s[i] {
	case 'Z', 'z':
		return t, i+1 == len(s)
	case '+', '-':
		h, ok := digits(s, i+1, 2)
		if !ok {
			return 0, false
		}
		m := 0
		switch len(s) - i {
		case 3:
		case 5:
			m, ok = digits(s, i+3, 2)
		case 6:
			m, ok = digits(s, i+4, 2)
			ok = ok && s[i+3] == ':'
		default:
			return 0, false
		}
		if !ok || h > 14 || m > 59 {
			return 0, false
		}
		offset := DateTime(h)*DateTime(Hour) + DateTime(m)*DateTime(Minute)
		if s[i] == '+' {
			return t - offset, true
		}
		return t + offset, true
	}
	return 0, false
}

func digits[S string | []byte](s S, at, n int) (int, bool) {
	if at+n > len(s) {
		return 0, false
	}
	v := 0
	for i := at; i < at+n; i++ {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		v = v*10 + int(c)
	}
	return v, true
}

// DaysIn is how many days a month (1 to 12) has in a year of the Gregorian
// calendar.
func DaysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
