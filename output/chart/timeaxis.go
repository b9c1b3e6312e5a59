package chart

import (
	"math"
	"time"
)

// timeSteps are the distances between marks on an axis of times, in seconds.
var timeSteps = []float64{
	1, 2, 5, 10, 15, 30,
	60, 2 * 60, 5 * 60, 10 * 60, 15 * 60, 30 * 60,
	3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600,
	day, 2 * day, 7 * day,
}

const day = 24 * 3600

// timeAxis marks about n round times in UTC.
func timeAxis(low, high float64, n int) axis {
	if high-low < 1e-5 { // a time has microseconds here
		low, high = low-0.5, high+0.5
	}
	a := axis{min: low, max: high}
	rough := (high - low) / float64(max(n, 1))
	var labels func(t time.Time) (label, context string)
	switch {
	case rough <= 1:
		step := roundStep(rough)
		labels = func(t time.Time) (string, string) {
			if step >= 1 {
				return t.Format("15:04:05"), t.Format("2006-01-02")
			}
			return t.Format("15:04:05") + decimals(float64(t.Nanosecond())/1e9, step)[1:], t.Format("2006-01-02")
		}
		a.every(step, 0)
	case rough <= 7*day:
		k := 0
		for timeSteps[k] < rough {
			k++
		}
		step := timeSteps[k]
		labels = func(t time.Time) (string, string) {
			switch {
			case step < 60:
				return t.Format("15:04:05"), t.Format("2006-01-02")
			case step < day:
				return t.Format("15:04"), t.Format("2006-01-02")
			}
			return t.Format("Jan 2"), t.Format("2006")
		}
		offset := 0.0
		if step == 7*day {
			offset = 4 * day // Mondays: 1970 began on a Thursday
		}
		a.every(step, offset)
	default:
		labels = a.calendar(rough)
	}
	context := ""
	for i := range a.ticks {
		t := &a.ticks[i]
		label, around := labels(moment64(t.at))
		t.label = label
		if around != context {
			t.context, context = around, around
		}
	}
	return a
}

func (a *axis) every(step, offset float64) {
	for k := math.Ceil((a.min - offset) / step); k*step+offset <= a.max; k++ {
		a.ticks = append(a.ticks, tick{at: k*step + offset})
	}
}

// calendar marks months or years, which are not all of one length.
func (a *axis) calendar(rough float64) func(time.Time) (string, string) {
	months := 120
	for _, m := range []int{1, 3, 6, 12, 24, 60} {
		if float64(m)*46*day >= rough { // rather half as many again than two or three
			months = m
			break
		}
	}
	if years := rough / (365.25 * day); years > 10 {
		months = 12 * int(roundStep(years))
	}
	start := moment64(a.min)
	at := time.Date(start.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	if months > 12 {
		at = time.Date(start.Year()-start.Year()%(months/12), time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	for ; ; at = at.AddDate(0, months, 0) {
		s := float64(at.Unix())
		if s > a.max {
			break
		}
		if s >= a.min {
			a.ticks = append(a.ticks, tick{at: s})
		}
	}
	return func(t time.Time) (string, string) {
		if months >= 12 {
			return t.Format("2006"), ""
		}
		return t.Format("Jan"), t.Format("2006")
	}
}

// moment64 is a number of seconds since 1970 as a time in UTC, to a microsecond.
func moment64(s float64) time.Time {
	return time.UnixMicro(int64(math.Round(s * 1e6))).UTC()
}

// formatTime is a time as short as it is exact.
func formatTime(s float64) string {
	t := moment64(s)
	switch {
	case t.Nanosecond() != 0:
		return t.Format("2006-01-02 15:04:05.999999")
	case t.Second() != 0:
		return t.Format("2006-01-02 15:04:05")
	case t.Hour() != 0 || t.Minute() != 0:
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("2006-01-02")
}
