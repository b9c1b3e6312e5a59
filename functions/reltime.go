package functions

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// ParseRelativeTime applies a Splunk time modifier to now: "now", offsets from
// left to right ("-1d", "+2h-5m"), a snap ("@d", "@w1", "@mon"), offsets after
// it; or an absolute time, as seconds since 1970 or MM/DD/YYYY[:HH:MM:SS].
// zone (UTC when nil) is where days, weeks, months and years begin.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/time-format-variables-and-modifiers/time-modifiers
func ParseRelativeTime(spec string, now table.DateTime, zone *time.Location) (table.DateTime, error) {
	if zone == nil {
		zone = time.UTC
	}
	text := strings.TrimSpace(spec)
	if text == "now" || text == "now()" {
		return now, nil
	}
	if _, f, isInt, ok := looseNumber(text); ok && text[0] != '+' && text[0] != '-' {
		if isInt {
			n, _ := strconv.ParseInt(text, 10, 64)
			return table.FromUnixTicks(n * int64(table.Second)), nil
		}
		return secondsToTime(f), nil
	}
	for _, layout := range []string{"1/2/2006:15:04:05", "1/2/2006"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return table.FromTime(t), nil
		}
	}
	steps, err := parseTimeSteps(text)
	if err != nil {
		return 0, fmt.Errorf("time modifier %q: %w", spec, err)
	}
	return applyTimeSteps(steps, now, zone), nil
}

// timeStep is one part of a time modifier: an offset of n units, or a snap.
type timeStep struct {
	snap bool
	n    int
	unit splUnit
	// weekday is the day that a week snap goes back to.
	weekday time.Weekday
}

type splUnit uint8

const (
	unitSecond splUnit = iota
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitQuarter
	unitYear
	unitMilli
	unitMicro
	unitCenti
	unitDeci
)

var timeUnits = map[string]splUnit{
	"s": unitSecond, "sec": unitSecond, "secs": unitSecond, "second": unitSecond, "seconds": unitSecond,
	"m": unitMinute, "min": unitMinute, "mins": unitMinute, "minute": unitMinute, "minutes": unitMinute,
	"h": unitHour, "hr": unitHour, "hrs": unitHour, "hour": unitHour, "hours": unitHour,
	"d": unitDay, "day": unitDay, "days": unitDay,
	"w": unitWeek, "week": unitWeek, "weeks": unitWeek,
	"mon": unitMonth, "month": unitMonth, "months": unitMonth,
	"q": unitQuarter, "qtr": unitQuarter, "qtrs": unitQuarter, "quarter": unitQuarter, "quarters": unitQuarter,
	"y": unitYear, "yr": unitYear, "yrs": unitYear, "year": unitYear, "years": unitYear,
}

func parseTimeSteps(s string) ([]timeStep, error) {
	var steps []timeStep
	for at := 0; at < len(s); {
		c := s[at]
		if c != '@' && c != '+' && c != '-' {
			return nil, fmt.Errorf("unexpected %q", s[at:])
		}
		at++
		from := at
		for c != '@' && at < len(s) && s[at] >= '0' && s[at] <= '9' {
			at++
		}
		n := 1
		if at > from {
			var err error
			if n, err = strconv.Atoi(s[from:at]); err != nil || n > 1<<31 {
				return nil, fmt.Errorf("offset %s is out of range", s[from:at])
			}
		}
		if c == '-' {
			n = -n
		}
		from = at
		for at < len(s) && (s[at] >= 'a' && s[at] <= 'z' || s[at] >= 'A' && s[at] <= 'Z') {
			at++
		}
		name := strings.ToLower(s[from:at])
		unit, ok := timeUnits[name]
		if !ok {
			return nil, fmt.Errorf("unknown unit %q", name)
		}
		step := timeStep{snap: c == '@', n: n, unit: unit}
		if step.snap && name == "w" && at < len(s) && s[at] >= '0' && s[at] <= '7' {
			step.weekday = time.Weekday((s[at] - '0') % 7)
			at++
		}
		steps = append(steps, step)
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("it is empty")
	}
	return steps, nil
}

func applyTimeSteps(steps []timeStep, now table.DateTime, zone *time.Location) table.DateTime {
	t := now.Time().In(zone)
	for _, step := range steps {
		if step.snap {
			t = snapTime(t, step)
		} else {
			t = offsetTime(t, step)
		}
	}
	return table.FromTime(t)
}

func offsetTime(t time.Time, step timeStep) time.Time {
	n := step.n
	switch step.unit {
	case unitSecond:
		return t.Add(time.Duration(n) * time.Second)
	case unitMinute:
		return t.Add(time.Duration(n) * time.Minute)
	case unitHour:
		return t.Add(time.Duration(n) * time.Hour)
	case unitDay:
		return t.AddDate(0, 0, n)
	case unitWeek:
		return t.AddDate(0, 0, 7*n)
	case unitMonth:
		return shiftMonths(t, n)
	case unitQuarter:
		return shiftMonths(t, 3*n)
	}
	return shiftMonths(t, 12*n)
}

// shiftMonths stays within the month that it reaches: a month after January
// 31st is the last day of February.
func shiftMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return time.Date(first.Year(), first.Month(), min(t.Day(), last), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
}

// snapTime goes back to the begin of a unit.
func snapTime(t time.Time, step timeStep) time.Time {
	y, m, d := t.Date()
	zone := t.Location()
	switch step.unit {
	case unitSecond:
		return t.Truncate(time.Second)
	case unitMinute:
		return t.Add(-time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond()))
	case unitHour:
		return t.Add(-time.Duration(t.Minute())*time.Minute - time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond()))
	case unitDay:
		return time.Date(y, m, d, 0, 0, 0, 0, zone)
	case unitWeek:
		back := (int(t.Weekday()) - int(step.weekday) + 7) % 7
		return time.Date(y, m, d-back, 0, 0, 0, 0, zone)
	case unitMonth:
		return time.Date(y, m, 1, 0, 0, 0, 0, zone)
	case unitQuarter:
		return time.Date(y, (m-1)/3*3+1, 1, 0, 0, 0, 0, zone)
	}
	return time.Date(y, 1, 1, 0, 0, 0, 0, zone)
}
