package functions

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// timeField is one piece of a compiled time format: literal text, or a
// variable with the number of digits given before its letter (0: none).
type timeField struct {
	literal string
	verb    byte
	digits  int
}

type timeFormatKey string

// timeFormat splits a strftime format once per run. Variables that are
// spelled out by others (%F, %T, %D, %R, %c ...) are replaced here.
func (c *Context) timeFormat(format string) []timeField {
	return c.Cached(timeFormatKey(format), func() any { return splitTimeFormat(format) }).([]timeField)
}

var timeShorthands = strings.NewReplacer(
	"%%", "%%", "%F", "%Y-%m-%d", "%T", "%H:%M:%S", "%D", "%m/%d/%y", "%R", "%H:%M",
	"%c", "%a %b %e %H:%M:%S %Y", "%x", "%m/%d/%Y", "%X", "%H:%M:%S", "%+", "%a %b %e %H:%M:%S %Z %Y",
	"%r", "%I:%M:%S %p", "%h", "%b",
)

func splitTimeFormat(format string) []timeField {
	s := timeShorthands.Replace(format)
	var out []timeField
	var lit strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			lit.WriteByte(s[i])
			continue
		}
		at, f := i+1, timeField{}
		for at < len(s) && s[at] >= '0' && s[at] <= '9' {
			f.digits = f.digits*10 + int(s[at]-'0')
			at++
		}
		for at < len(s) && s[at] == ':' { // %:z, %::z
			f.digits++
			at++
		}
		if at < len(s) && strings.IndexByte("EO", s[at]) >= 0 {
			at++ // %Ez, %Od: alternative forms, the same in English
		}
		if at == len(s) || strings.IndexByte("YyCGgmdeHIklMSpPaAbBjsZzVUWwuNQf", s[at]) < 0 {
			if at < len(s) && s[at] == '%' {
				lit.WriteByte('%')
				i = at
				continue
			}
			lit.WriteByte('%') // unknown variables stay as they are
			continue
		}
		if lit.Len() > 0 {
			out = append(out, timeField{literal: lit.String()})
			lit.Reset()
		}
		f.verb, i = s[at], at
		out = append(out, f)
	}
	if lit.Len() > 0 {
		out = append(out, timeField{literal: lit.String()})
	}
	return out
}

// FormatTime is Splunk's strftime in the given zone (UTC when nil).
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/time-format-variables-and-modifiers/date-and-time-format-variables
func FormatTime(t table.DateTime, format string, zone *time.Location) string {
	return string(appendTime(nil, splitTimeFormat(format), t, zone))
}

func appendTime(b []byte, fields []timeField, at table.DateTime, zone *time.Location) []byte {
	t := at.Time()
	if zone != nil {
		t = t.In(zone)
	}
	for _, f := range fields {
		if f.verb == 0 {
			b = append(b, f.literal...)
			continue
		}
		b = appendTimeField(b, f, t)
	}
	return b
}

// rowTimes writes the times of rows, whose format mostly is that of the row
// before.
type rowTimes struct {
	c      *Call
	format string
	fields []timeField
	buf    []byte
	room   textArena
}

func (r *rowTimes) fieldsOf(format string) []timeField {
	if r.fields == nil || format != r.format {
		r.format, r.fields = format, r.c.timeFormat(format)
	}
	return r.fields
}

func (r *rowTimes) text(format string, at table.DateTime) string {
	r.buf = appendTime(r.buf[:0], r.fieldsOf(format), at, r.c.Location())
	b := r.room.take(len(r.buf))
	copy(b, r.buf)
	return r.room.text(b)
}

func appendTimeField(b []byte, f timeField, t time.Time) []byte {
	switch f.verb {
	case 'Y':
		if y := t.Year(); y >= 0 {
			return padInt(b, y, 4)
		}
		return append(b, fmt.Sprintf("%04d", t.Year())...)
	case 'y':
		return padInt(b, t.Year()%100, 2)
	case 'C':
		return padInt(b, t.Year()/100, 2)
	case 'G':
		y, _ := t.ISOWeek()
		return padInt(b, y, 4)
	case 'g':
		y, _ := t.ISOWeek()
		return padInt(b, y%100, 2)
	case 'm':
		return padInt(b, int(t.Month()), 2)
	case 'd':
		return padInt(b, t.Day(), 2)
	case 'e':
		return append(b, fmt.Sprintf("%2d", t.Day())...)
	case 'j':
		return padInt(b, t.YearDay(), 3)
	case 'a':
		return t.AppendFormat(b, "Mon")
	case 'A':
		return t.AppendFormat(b, "Monday")
	case 'b':
		return t.AppendFormat(b, "Jan")
	case 'B':
		return t.AppendFormat(b, "January")
	case 'V':
		_, w := t.ISOWeek()
		return padInt(b, w, 2)
	case 'U':
		return padInt(b, (t.YearDay()+6-int(t.Weekday()))/7, 2)
	case 'W':
		return padInt(b, (t.YearDay()+6-(int(t.Weekday())+6)%7)/7, 2)
	case 'w':
		return padInt(b, int(t.Weekday()), 1)
	case 'u':
		return padInt(b, (int(t.Weekday())+6)%7+1, 1)
	}
	return appendClockField(b, f, t)
}

func appendClockField(b []byte, f timeField, t time.Time) []byte {
	switch f.verb {
	case 'H':
		return padInt(b, t.Hour(), 2)
	case 'k':
		return append(b, fmt.Sprintf("%2d", t.Hour())...)
	case 'I':
		return padInt(b, (t.Hour()+11)%12+1, 2)
	case 'l':
		return append(b, fmt.Sprintf("%2d", (t.Hour()+11)%12+1)...)
	case 'M':
		return padInt(b, t.Minute(), 2)
	case 'S':
		return padInt(b, t.Second(), 2)
	case 'p':
		return t.AppendFormat(b, "PM")
	case 'P':
		return t.AppendFormat(b, "pm")
	case 's':
		return strconv.AppendInt(b, t.Unix(), 10)
	case 'Z':
		return t.AppendFormat(b, "MST")
	case 'z':
		return t.AppendFormat(b, []string{"-0700", "-07:00", "-07:00:00", "-07"}[min(f.digits, 3)])
	}
	digits := f.digits
	if digits < 1 || digits > 9 {
		digits = map[byte]int{'N': 9, 'Q': 3, 'f': 6}[f.verb]
	}
	return append(b, fmt.Sprintf("%09d", t.Nanosecond())[:digits]...)
}

func padInt(b []byte, n, width int) []byte {
	at := len(b)
	b = strconv.AppendInt(b, int64(n), 10)
	for missing := width - (len(b) - at); missing > 0; missing-- {
		b = append(b, 0)
		copy(b[at+1:], b[at:])
		b[at] = '0'
	}
	return b
}
