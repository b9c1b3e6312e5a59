package splunk

import (
	"bytes"
	"time"
)

// TimeRule says where an event's text has its time.
type TimeRule struct {
	prefix    *Regex
	format    string
	lookahead int // bytes behind the prefix; negative or 0: no limit
	zone      *time.Location
	none      bool
}

// Given reports whether the settings say more than the defaults.
func (r *TimeRule) Given() bool { return r.prefix != nil || r.format != "" }

// Find is the time of an event's text, from where the settings say or else
// the first that is spelled in a known way. Base stands in for a year or date
// that the text lacks.
func (r *TimeRule) Find(b []byte, base time.Time) (time.Time, bool) {
	if r.none {
		return time.Time{}, false
	}
	if r.prefix != nil {
		m := r.prefix.find(b)
		if m == nil {
			return time.Time{}, false
		}
		b = b[m[1]:]
	}
	if r.lookahead > 0 && len(b) > r.lookahead {
		b = b[:r.lookahead]
	}
	var c clock
	if r.format != "" {
		if strptime(r.format, bytes.TrimLeft(b, " \t\r\n"), &c) == 0 {
			return time.Time{}, false
		}
		return c.time(base, r.zone), true
	}
	for i := 0; i < len(b); i++ {
		if i > 0 && isAlnum(b[i-1]) {
			continue
		}
		if c, n, ok := timeAt(b[i:]); ok && (i+n == len(b) || !isAlnum(b[i+n])) {
			return c.time(base, r.zone), true
		}
	}
	return time.Time{}, false
}

var (
	digitFormats = []string{
		"%Y-%m-%dT%H:%M:%S%f%O",
		"%Y-%m-%d %H:%M:%S%f%O",
		"%Y/%m/%d %H:%M:%S%f%O",
		"%d/%b/%Y:%H:%M:%S%f%O",
		"%d/%b/%Y %H:%M:%S%f%O",
		"%d %b %Y %H:%M:%S%f%O",
		"%m/%d/%Y %I:%M:%S%f %p",
		"%m/%d/%Y %H:%M:%S%f%O",
		"%m/%d/%y %H:%M:%S%f%O",
		"%Y%m%dT%H%M%S%f%O",
	}
	monthFormats = []string{
		"%b %e %Y %H:%M:%S%f%O",
		"%b %e, %Y %I:%M:%S%f %p",
		"%b %e %H:%M:%S%f %Y",
		"%b %e %H:%M:%S%f",
	}
)

// timeAt reads the time that b starts with, in one of the known spellings.
func timeAt(b []byte) (clock, int, bool) {
	if len(b) < 10 {
		return clock{}, 0, false
	}
	formats := digitFormats
	switch c := b[0]; {
	case c >= '0' && c <= '9':
		if c, n, ok := epochAt(b); ok {
			return c, n, true
		}
	case letters(b) >= 3:
		formats = monthFormats
	default:
		return clock{}, 0, false
	}
	for _, f := range formats {
		var c clock
		if n := strptime(f, b, &c); n > 0 {
			return c, n, true
		}
	}
	return clock{}, 0, false
}

// epochAt reads seconds or milliseconds since 1970, of 2001 or later.
func epochAt(b []byte) (clock, int, bool) {
	n := 0
	for n < len(b) && n < 14 && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	var c clock
	switch n {
	case 10:
		c.epochSeconds(b[:10])
		more, _ := c.optional(optFraction, b[10:])
		return c, 10 + more, true
	case 13:
		c.epochSeconds(b[:10])
		c.fraction(b[10:13], 0)
		return c, 13, true
	}
	return c, 0, false
}

// bsdTime reads the time of RFC 3164, "Jan _2 15:04:05", perhaps with a
// fraction or year.
func bsdTime(b []byte) (clock, int, bool) {
	if letters(b) != 3 {
		return clock{}, 0, false
	}
	return timeAt(b)
}
