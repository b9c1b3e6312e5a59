package spl

import (
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// timeSpan is a width of buckets: a number, or a number of time units.
type timeSpan struct {
	n    float64
	unit string // "" for a plain number, else a time unit
}

// unitSeconds is the length of each unit; 0 for those of no fixed length.
var unitSeconds = map[string]float64{
	"us": 1e-6, "ms": 1e-3, "cs": 1e-2, "ds": 1e-1,
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
	"w": 604800, "week": 604800, "weeks": 604800, "mon": 0, "month": 0, "months": 0,
	"q": 0, "qtr": 0, "qtrs": 0, "quarter": 0, "quarters": 0, "y": 0, "yr": 0, "yrs": 0, "year": 0, "years": 0,
}

// parseSpan reads 10, 0.5, 1h, 30min, 1mon.
func parseSpan(s string) (timeSpan, bool) {
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
	_, ok := unitSeconds[unit]
	return timeSpan{n: n, unit: unit}, ok && n > 0
}

// seconds is the span's length, 0 for spans of no fixed length.
func (s timeSpan) seconds() float64 {
	if s.unit == "" {
		return s.n
	}
	return s.n * unitSeconds[s.unit]
}

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
	if !ok {
		if strings.Contains(opt.Value.Text(), "log") || strings.Contains(opt.Value.Text(), "@") {
			b.fail(opt.Span(), errOptionChoice(c.Keyword(), "span", opt.Value.Text()))
		} else {
			b.fail(opt.Span(), errSpan(opt.Value.Text()))
		}
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
	if _, err := functions.ParseRelativeTime(at, 0, nil); err != nil {
		if strings.EqualFold(at, "earliest") || strings.EqualFold(at, "latest") {
			b.fail(opt.Span(), errOptionChoice(o.keyword, "aligntime", at))
		} else {
			b.fail(opt.Span(), errTime(at, err))
		}
		return x
	}
	var from plan.Expr = b.call(span, "relative_time", b.call(span, "now"), text(at))
	if v, ok := functions.LooseNumber(at); ok && at[0] != '-' && at[0] != '+' {
		from = constant(v)
	}
	return b.call(span, "+", b.binned(span, b.call(span, "-", x, from), field, s), from)
}

// binned is a field rounded down: a time to the begin of its bucket, another
// number to the text "20-30".
func (b *binder) binned(span source.Span, x plan.Expr, field string, s timeSpan) plan.Expr {
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
	args := functions.TableArgs{"field": table.StringValue(field), "as": table.StringValue(as), "bins": table.LongValue(o.int("bins", 100))}
	if s, ok := b.spanOption(o, "minspan"); ok {
		args["least"] = table.RealValue(s.seconds())
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
