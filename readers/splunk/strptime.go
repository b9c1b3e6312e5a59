package splunk

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// clock collects the parts of a point in time.
type clock struct {
	year, day, yday      int
	month                time.Month
	hour, min, sec, nsec int
	pm, twelve           bool
	offset               int // seconds east of UTC
	hasZone, hasEpoch    bool
	epoch                int64
}

// The directives beyond strptime's that only this package's own formats use.
const (
	optFraction = 'f' // a dot or comma with digits, or nothing
	optZone     = 'O' // a zone, with a blank before it or not, or nothing
)

const knownDirectives = "YymdeHIkMlSpbBhajAZzsNQqTFDRnt%fO"

// checkTimeFormat reports a directive that is not known.
func checkTimeFormat(f string) (string, error) {
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			continue
		}
		i++
		for i < len(f) && (f[i] >= '0' && f[i] <= '9' || f[i] == '-' || f[i] == ':' || f[i] == 'E') {
			i++
		}
		if i >= len(f) || strings.IndexByte(knownDirectives, f[i]) < 0 || f[i] == optFraction || f[i] == optZone {
			return "", fmt.Errorf("unsupported TIME_FORMAT %q", f)
		}
	}
	return f, nil
}

// strptime reads the time that b starts with and returns its length, 0 when
// it is in another format.
func strptime(f string, b []byte, c *clock) int {
	i := 0
	for k := 0; k < len(f); k++ {
		switch {
		case f[k] == ' ':
			if i >= len(b) || b[i] != ' ' && b[i] != '\t' {
				return 0
			}
			for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
				i++
			}
			continue
		case f[k] != '%' || k+1 >= len(f):
			if i >= len(b) || b[i] != f[k] {
				return 0
			}
			i++
			continue
		}
		k++
		width := 0
		for f[k] >= '0' && f[k] <= '9' || f[k] == '-' || f[k] == ':' || f[k] == 'E' {
			if f[k] <= '9' && f[k] >= '0' {
				width = int(f[k] - '0')
			}
			k++
		}
		n, ok := c.directive(f[k], width, b[i:])
		if !ok {
			return 0
		}
		i += n
	}
	return i
}

// directive reads one part and returns its length.
func (c *clock) directive(d byte, width int, b []byte) (int, bool) {
	switch d {
	case 'Y':
		return number(b, 4, 4, 0, 9999, &c.year)
	case 'y':
		n, ok := number(b, 2, 2, 0, 99, &c.year)
		if c.year += 1900; c.year < 1969 {
			c.year += 100
		}
		return n, ok
	case 'm':
		m := 0
		n, ok := number(b, 1, 2, 1, 12, &m)
		c.month = time.Month(m)
		return n, ok
	case 'd', 'e':
		return padded(b, 1, 31, &c.day)
	case 'H', 'k':
		return padded(b, 0, 23, &c.hour)
	case 'I', 'l':
		c.twelve = true
		return padded(b, 1, 12, &c.hour)
	case 'M':
		return number(b, 2, 2, 0, 59, &c.min)
	case 'S':
		return number(b, 2, 2, 0, 60, &c.sec)
	case 'j':
		return number(b, 3, 3, 1, 366, &c.yday)
	case 'p':
		return c.halfDay(b)
	case 'b', 'B', 'h':
		return c.monthName(b)
	case 'a', 'A':
		return letters(b), letters(b) >= 3
	case 'N', 'Q', 'q':
		return c.fraction(b, width)
	case 's':
		return c.epochSeconds(b)
	case 'Z', 'z', optZone, optFraction:
		return c.optional(d, b)
	case 'n', 't':
		n := len(b) - len(bytes.TrimLeft(b, " \t\r\n"))
		return n, n > 0
	case '%':
		return 1, len(b) > 0 && b[0] == '%'
	}
	formats := map[byte]string{'T': "%H:%M:%S", 'F': "%Y-%m-%d", 'D': "%m/%d/%y", 'R': "%H:%M"}
	n := strptime(formats[d], b, c)
	return n, n > 0
}

func (c *clock) optional(d byte, b []byte) (int, bool) {
	if d == optFraction {
		if len(b) > 1 && (b[0] == '.' || b[0] == ',') {
			if n, ok := c.fraction(b[1:], 0); ok {
				return n + 1, true
			}
		}
		return 0, true
	}
	blank := 0
	if d == optZone && len(b) > 0 && b[0] == ' ' {
		blank = 1
	}
	if n := c.zone(b[blank:]); n > 0 {
		return n + blank, true
	}
	return 0, d == optZone
}

// zone reads Z, UTC, GMT, +hh:mm or +hhmm.
func (c *clock) zone(b []byte) int {
	for _, name := range []string{"UTC", "GMT", "Z"} {
		if len(b) >= len(name) && string(b[:len(name)]) == name && letters(b) == len(name) {
			c.hasZone = true
			return len(name)
		}
	}
	if len(b) < 5 || b[0] != '+' && b[0] != '-' {
		return 0
	}
	var h, m int
	if _, ok := number(b[1:], 2, 2, 0, 18, &h); !ok {
		return 0
	}
	at := 3
	if b[3] == ':' {
		at = 4
	}
	if _, ok := number(b[at:], 2, 2, 0, 59, &m); !ok {
		return 0
	}
	c.offset, c.hasZone = h*3600+m*60, true
	if b[0] == '-' {
		c.offset = -c.offset
	}
	return at + 2
}

func (c *clock) halfDay(b []byte) (int, bool) {
	if len(b) < 2 || b[1]|0x20 != 'm' || b[0]|0x20 != 'a' && b[0]|0x20 != 'p' {
		return 0, false
	}
	c.pm, c.twelve = b[0]|0x20 == 'p', true
	return 2, true
}

var monthNames = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func (c *clock) monthName(b []byte) (int, bool) {
	n := letters(b)
	if n < 3 {
		return 0, false
	}
	for m, name := range monthNames {
		if b[0]|0x20 == name[0] && b[1]|0x20 == name[1] && b[2]|0x20 == name[2] {
			c.month = time.Month(m + 1)
			return n, true
		}
	}
	return 0, false
}

func (c *clock) fraction(b []byte, width int) (int, bool) {
	n, scale := 0, int(time.Second)
	c.nsec = 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' && (width == 0 || n < max(width, 9)) {
		if scale /= 10; scale > 0 {
			c.nsec += int(b[n]-'0') * scale
		}
		n++
	}
	return n, n > 0
}

func (c *clock) epochSeconds(b []byte) (int, bool) {
	n := 0
	c.epoch = 0
	for n < len(b) && n < 18 && b[n] >= '0' && b[n] <= '9' {
		c.epoch = c.epoch*10 + int64(b[n]-'0')
		n++
	}
	c.hasEpoch = n > 0
	return n, n > 0
}

func letters(b []byte) int {
	n := 0
	for n < len(b) && (b[n]|0x20) >= 'a' && (b[n]|0x20) <= 'z' {
		n++
	}
	return n
}

// padded reads a number of one or two digits with blanks before it.
func padded(b []byte, least, most int, into *int) (int, bool) {
	blank := 0
	for blank < len(b) && blank < 1 && b[blank] == ' ' {
		blank++
	}
	n, ok := number(b[blank:], 1, 2, least, most, into)
	return n + blank, ok
}

func number(b []byte, shortest, longest, least, most int, into *int) (int, bool) {
	n, v := 0, 0
	for n < len(b) && n < longest && b[n] >= '0' && b[n] <= '9' {
		v = v*10 + int(b[n]-'0')
		n++
	}
	*into = v
	return n, n >= shortest && v >= least && v <= most
}

// time puts the parts together. A missing year is that of base, or the one
// before when the time would be more than a day after base; a missing date is
// base's.
func (c *clock) time(base time.Time, zone *time.Location) time.Time {
	if c.hasEpoch {
		return time.Unix(c.epoch, int64(c.nsec)).UTC()
	}
	if c.hasZone {
		zone = time.FixedZone("", c.offset)
	} else if zone == nil {
		zone = time.UTC
	}
	hour := c.hour
	if c.twelve {
		hour %= 12
		if c.pm {
			hour += 12
		}
	}
	base = base.In(zone)
	year, month, day := c.year, c.month, c.day
	switch {
	case c.yday > 0:
		month, day = time.January, c.yday
	case month == 0 && day == 0:
		year, month, day = base.Date()
	}
	if year != 0 {
		return time.Date(year, month, day, hour, c.min, c.sec, c.nsec, zone).UTC()
	}
	t := time.Date(base.Year(), month, day, hour, c.min, c.sec, c.nsec, zone)
	if t.After(base.Add(24 * time.Hour)) {
		t = time.Date(base.Year()-1, month, day, hour, c.min, c.sec, c.nsec, zone)
	}
	return t.UTC()
}
