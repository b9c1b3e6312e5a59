package functions

import (
	"errors"
	"math"
	"time"

	"github.com/goshawk-lang/goshawk/table"
)

var (
	errBinUnit = errors.New("the unit of a time span must be us, ms, cs, ds, s, m, h, d, w, mon, q or y")
	errBinSpan = errors.New("a span must be greater than 0")
)

// splBin: the buckets of bin, timechart and tstats.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/search-commands/bin
func splBin() []Func {
	return []Func{
		{
			SPL: "bin_time", Args: "time, span, unit",
			Doc:  "The begin of the bucket of span units: of UTC below a day, else of the user's zone.",
			Impl: Overloads{anyOverload(3, 3, table.TypeDynamic, binTime)}, Const: 6,
			SPLCases: Cases{`bin_time(1705325862,1,"hr")`: `1705323600`, `bin_time(1705325862,1,"d")`: `1705276800`, `bin_time(1705325862,30,"s")`: `1705325850`,
				`bin_time(1705325862,1,"mon")`: `1704067200`, `bin_time(1705325862,1,"w1")`: `1705276800`, `bin_time(1705325862,1,"w")`: `1705190400`, `bin_time("x",1,"h")`: `null()`},
		},
		{
			SPL: "bin_number", Args: "number, span",
			Doc:  "The bucket of a number as text, such as 20-30.",
			Impl: Overloads{anyOverload(2, 2, table.TypeString, binNumber)}, Const: 2,
			SPLCases: Cases{`bin_number(25,10)`: `"20-30"`, `bin_number("3",10)`: `"0-10"`, `bin_number("x",10)`: `"x"`},
		},
		{
			SPL: "bin_log", Args: "number, coefficient, base",
			Doc:  "The bucket of a number between powers of the base times the coefficient, as text; a number that is not above 0 stays as it is.",
			Impl: Overloads{anyOverload(3, 3, table.TypeString, binLog)}, Const: 6,
			SPLCases: Cases{`bin_log(25,1,10)`: `"10-100"`, `bin_log("10",1,10)`: `"10-100"`, `bin_log(7,2,4)`: `"2-8"`, `bin_log(0.3,1,2)`: `"0.25-0.5"`,
				`bin_log(1000,1,10)`: `"1000-10000"`, `bin_log(0,1,10)`: `"0"`, `bin_log("x",1,10)`: `"x"`, `bin_log(null(),1,10)`: `null()`},
		},
	}
}

// fractions of a second that only spans of buckets use, in seconds.
var subSeconds = map[string]float64{"us": 1e-6, "ms": 1e-3, "cs": 1e-2, "ds": 1e-1}

func binTime(c *Call, args []table.Column) (table.Column, error) {
	times, spans, units := numbers(args[0]), numbers(args[1]), textArg(args[2])
	b := newNumBuilder(c.N)
	if c.N == 0 {
		return b.column(), nil
	}
	if spans.null(0) || spans.real(0) <= 0 {
		return nil, errBinSpan
	}
	span := spans.real(0)
	name := units.At(0)
	unit, weekday, known := bucketUnit(name)
	fraction := subSeconds[name]
	if !known && fraction == 0 {
		return nil, errBinUnit
	}
	for i := range c.N {
		t, ok := times.timeAt(i)
		switch {
		case !ok:
			b.add(0, 0, false, false)
		case fraction > 0:
			v := wholeNumber(math.Round(math.Floor(times.real(i)/(span*fraction)+1e-9)*span*fraction*1e6) / 1e6)
			b.value(v)
		default:
			putTime(b, bucketStart(t, int64(span), unit, weekday, c.Location()), true)
		}
	}
	return b.column(), nil
}

// bucketUnit is a unit of time, or w0 to w7: weeks that begin on that day,
// Sunday being 0 and 7.
func bucketUnit(name string) (unit splUnit, weekday int64, known bool) {
	if len(name) == 2 && name[0] == 'w' && name[1] >= '0' && name[1] <= '7' {
		return unitWeek, int64(name[1]-'0') % 7, true
	}
	unit, known = timeUnits[name]
	return unit, 0, known
}

// bucketStart floors t to a multiple of n units since 1970; weeks begin on
// weekday.
func bucketStart(t table.DateTime, n int64, unit splUnit, weekday int64, zone *time.Location) table.DateTime {
	n = max(n, 1)
	switch unit {
	case unitSecond:
		return floorTicks(t, n, table.Second)
	case unitMinute:
		return floorTicks(t, n, table.Minute)
	case unitHour:
		return floorTicks(t, n, table.Hour)
	}
	y, m, d := t.Time().In(zone).Date()
	switch unit {
	case unitDay, unitWeek:
		days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
		if unit == unitWeek {
			// 1970-01-04 was a Sunday.
			days = floorTo(days-3-weekday, 7*n) + 3 + weekday
		} else {
			days = floorTo(days, n)
		}
		first := time.Unix(days*86400, 0).UTC()
		return table.FromTime(time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, zone))
	case unitQuarter:
		n *= 3
	case unitYear:
		n *= 12
	}
	months := floorTo(int64(y-1970)*12+int64(m)-1, n)
	return table.FromTime(time.Date(1970, 1+time.Month(months), 1, 0, 0, 0, 0, zone))
}

func floorTicks(t table.DateTime, n int64, unit table.TimeSpan) table.DateTime {
	return table.FromUnixTicks(floorTo(t.UnixTicks(), n*int64(unit)))
}

// floorTo is the greatest multiple of n that is at most x.
func floorTo(x, n int64) int64 {
	r := x % n
	if r < 0 {
		r += n
	}
	return x - r
}

// binNumber labels buckets; values that are no number keep their text.
func binNumber(c *Call, args []table.Column) (table.Column, error) {
	x, texts, spans := numbers(args[0]), textArg(args[0]), numbers(args[1])
	b := table.NewVecBuilder[string](c.N)
	for i := range c.N {
		switch {
		case texts.Null(i):
			b.AddNull()
		case x.null(i):
			b.Add(texts.At(i))
		default:
			span := spans.real(0)
			if span <= 0 {
				return nil, errBinSpan
			}
			low := roundDigits(math.Floor(x.real(i)/span)*span, 12)
			b.Add(FormatNumber(low) + "-" + FormatNumber(roundDigits(low+span, 12)))
		}
	}
	return b.Column(), nil
}

// binLog labels buckets whose bounds are coefficient * base^k.
func binLog(c *Call, args []table.Column) (table.Column, error) {
	x, texts, coefficients, bases := numbers(args[0]), textArg(args[0]), numbers(args[1]), numbers(args[2])
	b := table.NewVecBuilder[string](c.N)
	for i := range c.N {
		switch {
		case texts.Null(i):
			b.AddNull()
		case x.null(i) || x.real(i) <= 0:
			b.Add(texts.At(i))
		default:
			coefficient, base, v := coefficients.real(0), bases.real(0), x.real(i)
			if coefficient <= 0 || base <= 1 {
				return nil, errBinSpan
			}
			k := math.Floor(math.Log(v/coefficient) / math.Log(base))
			bound := func(k float64) float64 { return roundDigits(coefficient*math.Pow(base, k), 12) }
			// The logarithm of a bound itself may fall just below its power.
			if v >= bound(k+1) {
				k++
			} else if v < bound(k) {
				k--
			}
			b.Add(FormatNumber(bound(k)) + "-" + FormatNumber(bound(k+1)))
		}
	}
	return b.Column(), nil
}
