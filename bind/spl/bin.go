package spl

import (
	"math"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// timeSpan is a width of buckets: a number, a number of time units, or powers
// of a base.
type timeSpan struct {
	n    float64
	unit string  // "" for a plain number, else a time unit; w1 for weeks from Monday on
	base float64 // of powers, which n is the coefficient of; else 0
}

// unitSeconds is the length of each unit; 0 for those of no fixed length.
var unitSeconds = map[string]float64{
	"us": 1e-6, "ms": 1e-3, "cs": 1e-2, "ds": 1e-1,
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
	"w": 604800, "week": 604800, "weeks": 604800, "mon": 0, "month": 0, "months": 0,
	"q": 0, "qtr": 0, "qtrs": 0, "quarter": 0, "quarters": 0, "y": 0, "yr": 0, "yrs": 0, "year": 0, "years": 0,
}

// parseSpan reads 10, 0.5, 1h, 30min, 1mon, 1w@w1, 2log4.
func parseSpan(s string) (timeSpan, bool) {
	if before, after, ok := strings.Cut(strings.ToLower(s), "log"); ok {
		return parseLogSpan(before, after)
	}
	s, snap, snapped := strings.Cut(s, "@")
	at := 0
	for at < len(s) && (s[at] >= '0' && s[at] <= '9' || s[at] == '.') {
		at++
	}
	n := 1.0
	if at > 0 {
		var err error
		if n, err = strconv.ParseFloat(s[:at], 64); err != nil {
			return timeSpan{}, false
		}
	}
	if at == len(s) {
		return timeSpan{n: n}, at > 0 && n > 0
	}
	unit := strings.ToLower(strings.TrimSpace(s[at:]))
	length, ok := unitSeconds[unit]
	if snapped {
		if unit, ok = snappedUnit(unit, length, strings.ToLower(snap)); !ok {
			return timeSpan{}, false
		}
	}
	return timeSpan{n: n, unit: unit}, ok && n > 0 && dividesSecond(n, unit)
}

// dividesSecond tells whether a span of units below a second goes into a second
// a whole number of times, and more than once; other units do.
func dividesSecond(n float64, unit string) bool {
	length := unitSeconds[unit]
	if length == 0 || length >= 1 {
		return true
	}
	times := math.Round(1 / (n * length))
	return times > 1 && math.Abs(times*n*length-1) < 1e-9
}

// snappedUnit is the unit of buckets that begin at a point such as @w1: a day
// of the week for weeks, else the begin of the unit itself.
func snappedUnit(unit string, length float64, snap string) (string, bool) {
	if weekday := len(snap) == 2 && snap[0] == 'w' && snap[1] >= '0' && snap[1] <= '7'; weekday {
		return snap, length == unitSeconds["w"]
	}
	at, ok := unitSeconds[snap]
	return unit, ok && (at == length && at > 0 || snap == unit)
}

// parseLogSpan reads what stands around log: a coefficient of at least 1 and
// below the base, and the base.
func parseLogSpan(coefficient, base string) (timeSpan, bool) {
	s := timeSpan{n: 1, base: 10}
	for text, into := range map[string]*float64{coefficient: &s.n, base: &s.base} {
		if text == "" {
			continue
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return timeSpan{}, false
		}
		*into = x
	}
	return s, s.base > 1 && s.n >= 1 && s.n < s.base
}

// seconds is the span's length, 0 for spans of no fixed length.
func (s timeSpan) seconds() float64 {
	switch {
	case s.base > 0:
		return 0
	case s.unit == "":
		return s.n
	case len(s.unit) == 2 && s.unit[0] == 'w':
		return s.n * unitSeconds["w"]
	}
	return s.n * unitSeconds[s.unit]
}

// ofTime reports a span that time can be cut into.
func (s timeSpan) ofTime() bool { return s.base == 0 }

// bin rounds a field down to buckets.
func (b *binder) bin(in plan.Node, c *spl.Bin) plan.Node {
	o := b.options(c, c.Options, "span", "bins", "minspan", "start", "end", "aligntime")
	field, as := c.Field().Text(), c.Field().Text()
	if c.As() != nil {
		as = c.As().Text()
	}
	opt := c.Options.Get("span")
	if opt == nil {
		return b.autoBin(in, field, as, o)
	}
	s, ok := parseSpan(opt.Value.Text())
	if !ok || field == "_time" && !s.ofTime() {
		b.fail(opt.Span(), errSpan(opt.Value.Text()))
		return in
	}
	return set(in, plan.Named{Name: as, Expr: b.aligned(c.Span(), b.column(field), field, s, o)})
}

// spanOption reads an option that is a span; none without it.
func (b *binder) spanOption(o options, key string) (timeSpan, bool) {
	opt := o.list.Get(key)
	if opt == nil {
		return timeSpan{}, false
	}
	s, ok := parseSpan(opt.Value.Text())
	if !ok {
		b.fail(opt.Span(), errSpan(opt.Value.Text()))
	}
	return s, ok
}

// aligned is binned with the buckets of time shifted so that one begins at the
// time of the option aligntime; spans of days and more are not shifted.
func (b *binder) aligned(span source.Span, x plan.Expr, field string, s timeSpan, o options) plan.Expr {
	opt := o.list.Get("aligntime")
	if opt == nil || field != "_time" || s.seconds() == 0 || s.seconds() >= 86400 {
		return b.binned(span, x, field, s)
	}
	at := opt.Value.Text()
	if from := b.searchBound(strings.ToLower(at)); from != nil {
		return b.call(span, "+", b.binned(span, b.call(span, "-", x, from), field, s), from)
	}
	if _, err := functions.ParseRelativeTime(at, 0, nil); err != nil {
		b.fail(opt.Span(), errTime(at, err))
		return x
	}
	from := b.instant(span, at)
	if v, ok := functions.LooseNumber(at); ok && at[0] != '-' && at[0] != '+' {
		from = constant(v)
	}
	return b.call(span, "+", b.binned(span, b.call(span, "-", x, from), field, s), from)
}

// searchBound is the begin of the time that the search covers, or its end: as
// its terms earliest and latest say, else all of time until now.
func (b *binder) searchBound(name string) plan.Expr {
	switch {
	case name == "earliest" && b.since != nil:
		return b.since
	case name == "earliest":
		return number(0)
	case name == "latest" && b.until != nil:
		return b.until
	case name == "latest":
		return b.call(b.span(), "now")
	}
	return nil
}

// binned is a field rounded down: a time to the begin of its bucket, another
// number to the text "20-30".
func (b *binder) binned(span source.Span, x plan.Expr, field string, s timeSpan) plan.Expr {
	if !s.ofTime() {
		return b.call(span, "bin_log", x, constant(table.RealValue(s.n)), constant(table.RealValue(s.base)))
	}
	if s.unit == "" && field != "_time" {
		return b.call(span, "bin_number", x, constant(table.RealValue(s.n)))
	}
	unit := s.unit
	if unit == "" {
		unit = "s"
	}
	return b.call(span, "bin_time", x, constant(table.RealValue(s.n)), text(unit))
}

// autoBin chooses the span by the values that occur, so that there are at
// most so many buckets.
func (b *binder) autoBin(in plan.Node, field, as string, o options) plan.Node {
	least, _ := b.spanOption(o, "minspan")
	if field == "_time" {
		return b.chosenSpan(in, "bin", o.int("bins", 100), least.seconds(), func(b *binder, in plan.Node, s timeSpan) plan.Node {
			return set(in, plan.Named{Name: as, Expr: b.binned(b.span(), column(field), field, s)})
		})
	}
	args := functions.TableArgs{"field": table.StringValue(field), "as": table.StringValue(as), "bins": table.LongValue(o.int("bins", 100))}
	if least.seconds() > 0 {
		args["least"] = table.RealValue(least.seconds())
	}
	for _, key := range []string{"start", "end"} {
		if opt := o.list.Get(key); opt != nil {
			v, ok := functions.LooseReal(opt.Value.Text())
			if !ok {
				b.fail(opt.Span(), errOptionValue(o.keyword, key, "a number"))
			}
			args[key] = v
		}
	}
	of := set(in, plan.Named{Name: as, Expr: column(field)}).Shape()
	return &plan.TableCall{
		Func: functions.AutoBin, In: []plan.Node{in}, Of: of, Pass: true, Reads: []string{field},
		Args: args,
	}
}
