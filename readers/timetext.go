package readers

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

// timeLayouts are spellings other than ISO 8601 that logs and exports use;
// without an offset they are UTC.
var timeLayouts = []string{
	"2006-01-02 15:04:05.999999999 -0700",
	"2006-01-02T15:04:05.999999999-0700",
	"2006-01-02 15:04:05.999999999 MST",
	"2006-01-02 15:04:05.999999999 -0700 MST",
	"2006/01/02 15:04:05.999999999",
	"2006/01/02 15:04:05.999999999 -0700",
	"02/Jan/2006:15:04:05 -0700",
	"02/Jan/2006:15:04:05.999999999 -0700",
	time.RFC1123Z,
	time.RFC1123,
	time.RFC850,
	time.ANSIC,
	time.UnixDate,
	time.RubyDate,
	"1/2/2006 3:04:05 PM",
	"1/2/2006 3:04:05.999999999 PM",
	"1/2/2006, 3:04:05 PM",
	"1/2/2006, 3:04:05.999999999 PM",
	"1/2/2006 15:04:05",
	"Jan 2, 2006 3:04:05 PM",
	"Jan 2, 2006 @ 15:04:05.999999999",
	"Jan 2, 2006, 3:04:05 PM",
	"Jan _2 2006 15:04:05",
	"20060102T150405Z",
	"20060102150405",
}

// parseTimeText reads a point in time in any spelling known here.
func parseTimeText(s string) (table.DateTime, bool) {
	if t, fits := table.ParseISO(s); fits {
		return t, true
	}
	if len(s) < 8 || len(s) > 48 {
		return 0, false
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return table.FromTime(t), true
		}
	}
	return 0, false
}

// epochTime is a time in seconds since 1970.
type epochTime struct {
	whole int64
	real  float64
	exact bool // whole is the time; otherwise real is
}

// parseEpoch reads the value of an event's time field: epoch seconds (or
// milli-, micro- or nanoseconds, told by their size), or a spelled time.
func parseEpoch(raw []byte, k kind) (epochTime, status) {
	switch k {
	case kAbsent, kNull:
		return epochTime{}, empty
	case kTrue, kFalse, kNested:
		return epochTime{}, bad
	}
	s := asText(raw, k)
	if s == "" {
		return epochTime{}, empty
	}
	if plainNumber(s) && strings.LastIndexByte(s, '-') <= 0 && len(s) != 14 {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return epochOf(n), ok
		}
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			if math.Abs(f) >= 1e11 {
				f /= 1e3
			}
			return realEpoch(f), ok
		}
	}
	t, fits := parseTimeText(s)
	if !fits {
		return epochTime{}, bad
	}
	ticks := t.UnixTicks()
	if ticks%int64(table.Second) == 0 {
		return epochTime{whole: ticks / int64(table.Second), exact: true}, ok
	}
	return realEpoch(float64(ticks) / float64(table.Second)), ok
}

func epochOf(n int64) epochTime {
	unit := int64(1)
	switch a := max(n, -n); {
	case a >= 1e17:
		unit = 1e9
	case a >= 1e14:
		unit = 1e6
	case a >= 1e11:
		unit = 1e3
	}
	if n%unit == 0 {
		return epochTime{whole: n / unit, exact: true}
	}
	return epochTime{real: float64(n) / float64(unit)}
}

// epochOfTime keeps 100 ns, as all times here do.
func epochOfTime(t time.Time) epochTime {
	if t.Nanosecond() < 100 {
		return epochTime{whole: t.Unix(), exact: true}
	}
	return realEpoch(float64(table.FromTime(t).UnixTicks()) / float64(table.Second))
}

func realEpoch(f float64) epochTime {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return epochTime{whole: int64(f), exact: true}
	}
	return epochTime{real: f}
}
