package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// mstatsOptions are those of mstats; chartPrefix stands before those of its
// charts, which are called otherwise as in chart.
var mstatsOptions = []string{
	"prestats", "append", "span", "every", "backfill", "chart", "chunk_size", "fillnull_value", "update_period",
	"chart.limit", "chart.agg", "chart.usenull", "chart.useother", "chart.nullstr", "chart.otherstr",
}

const chartPrefix = "chart."

// mstats aggregates metric data points among the events.
func (b *binder) mstats(before plan.Node, c *spl.Mstats) plan.Node {
	list, by := byOptions(c.Options, c.By)
	where, more := splitWhere(c.Where)
	list = append(list, more...)
	if c.From != nil {
		b.fail(c.From.Span(), errConstruct("mstats with FROM"))
	}
	o := b.options(c, list, mstatsOptions...)
	// What these say concerns searches in real time, and Splunk's memory.
	o.bool("backfill", true)
	o.int("update_period", 0)
	o.int("chunk_size", 0)
	prestats, charted := o.bool("prestats", false), o.bool("chart", false)
	b.appended(before, c, o)
	m := &metrics{b: b, c: c, o: o, by: by}
	m.checked(prestats, charted)
	in := m.points(b.events(c), where)
	if len(b.errs) > 0 {
		return in
	}
	outer := b.resolve
	b.resolve = metricField
	defer func() { b.resolve = outer }()
	switch {
	case prestats:
		in = b.prestats(in, c, c.Aggs, m.keys())
		if before != nil {
			return &plan.Union{In: []plan.Node{before, in}}
		}
		return in
	case charted:
		return m.charted(in)
	}
	return m.grouped(in)
}

// splitWhere parts a WHERE into its terms and the options that follow it.
func splitWhere(x spl.SearchExpr) (where []spl.SearchExpr, list spl.Options) {
	if x == nil {
		return nil, nil
	}
	for _, term := range conjuncts(x) {
		if cmp, ok := term.(*spl.Compare); ok && cmp.Op == "=" && cmp.Value.Sub == nil && slices.Contains(mstatsOptions, strings.ToLower(cmp.Field.Text())) {
			value := &spl.Value{Pos: cmp.Field.Pos, Raw: cmp.Value.Raw}
			value.Pos.Offset = cmp.Value.Start
			list = append(list, &spl.Option{Pos: cmp.Field.Pos, Key: cmp.Field.Text(), Value: value})
		} else if !everything(term) {
			where = append(where, term)
		}
	}
	return where, list
}

// metrics is one mstats.
type metrics struct {
	b    *binder
	c    *spl.Mstats
	o    options
	by   []*spl.ByField
	span *timeSpan // nil without the option, and where it is chosen by the data
}

// auto reports span=auto.
func (m *metrics) auto() bool { return strings.EqualFold(m.o.text("span", ""), "auto") }

// checked reads the options that depend on one another.
func (m *metrics) checked(prestats, charted bool) {
	b, o := m.b, m.o
	if o.has("span") && !m.auto() {
		s, ok := b.spanOption(o, "span")
		if ok && !s.ofTime() {
			b.fail(o.list.Get("span").Span(), errSpan(o.text("span", "")))
		}
		m.span = &s
	}
	for _, opt := range o.list {
		if strings.HasPrefix(opt.Key, chartPrefix) && !charted {
			b.fail(opt.Span(), semantic(codePlace, "%s stands with chart=t", opt.Key))
		}
	}
	if charted && prestats {
		b.fail(o.list.Get("chart").Span(), semantic(codePlace, "chart=t stands without prestats=t"))
	}
	most, least := 2, 1
	if o.has("span") {
		most, least = 1, 0
	}
	if n := len(m.by); charted && (n < least || n > most) {
		b.fail(m.c.Span(), semantic(codeArguments, "mstats chart=t takes one or two fields after BY, or with a span at most one"))
	}
	if series := seriesCall(m.c.Aggs); prestats && series != nil {
		b.fail(series.Span(), semantic(codePlace, "mstats with prestats=t takes no functions over series"))
	}
	if (charted || m.auto()) && hasPattern(m.c.Aggs) {
		b.fail(m.c.Span(), errConstruct("a pattern of metrics with chart=t or span=auto"))
	}
	for _, f := range m.by {
		if name := f.Text(); name == "_time" || name == "_value" {
			b.fail(f.Span(), semantic(codePlace, "mstats does not group by %s: a span groups by time", name))
		}
	}
}

// keys are the BY fields, and the bucket of time before them.
func (m *metrics) keys() []plan.Named {
	b := m.b
	out := b.timedKeys(m.by, m.span)
	if m.o.has("fillnull_value") {
		for i, k := range out {
			out[i].Expr = b.call(m.c.Span(), "coalesce", k.Expr, text(m.o.text("fillnull_value", "")))
		}
	}
	if m.span != nil {
		out = append([]plan.Named{{Name: "_time", Expr: b.binned(m.c.Span(), column("_time"), "_time", *m.span)}}, out...)
	}
	return out
}

// grouped is an mstats that is no chart.
func (m *metrics) grouped(in plan.Node) plan.Node {
	switch {
	case hasPattern(m.c.Aggs):
		return m.b.withNames(in, "mstats", func(b *binder, in plan.Node, all []string) plan.Node { return m.with(b, m.span).groups(in, all) })
	case m.auto():
		return m.b.chosenSpan(in, "mstats", 100, 0, func(b *binder, in plan.Node, s timeSpan) plan.Node { return m.with(b, &s).groups(in, nil) })
	}
	return m.groups(in, nil)
}

// with is the same mstats in another binder, and with a span that is known.
func (m *metrics) with(b *binder, s *timeSpan) *metrics {
	run := *m
	run.b, run.span = b, s
	return &run
}

func (m *metrics) groups(in plan.Node, all []string) plan.Node {
	var names []string
	for _, name := range all {
		names = append(names, strings.TrimPrefix(name, functions.MetricPrefix))
	}
	keys := m.keys()
	in, aggs := m.rates(in, keys)
	return inKeyOrder(m.b.grouped(in, keys, m.b.aggregates(aggs, names, namesOf(keys))), keys)
}

// charted is mstats chart=t: a timechart where there is a span, else a chart.
func (m *metrics) charted(in plan.Node) plan.Node {
	if m.auto() {
		return m.b.chosenSpan(in, "mstats", 100, 0, func(b *binder, in plan.Node, s timeSpan) plan.Node { return m.with(b, &s).chart(in) })
	}
	return m.chart(in)
}

func (m *metrics) chart(in plan.Node) plan.Node {
	list := spl.Options{}
	for _, opt := range m.o.list {
		if name, ok := strings.CutPrefix(strings.ToLower(opt.Key), chartPrefix); ok {
			list = append(list, &spl.Option{Pos: opt.Pos, Key: name, Value: opt.Value})
		}
	}
	b := m.b
	ch := &charting{b: b, c: m.c, o: options{b, m.c.Keyword(), list}}
	in, aggs := m.rates(in, m.keys())
	by := m.with(b, nil).keys()
	if m.span != nil {
		if len(by) == 1 {
			ch.split = &by[0]
		}
		return ch.overTime(in, aggs, nil, *m.span)
	}
	ch.axis = by[0]
	if len(by) == 2 {
		ch.split = &by[1]
	}
	ch.of = b.charted(b.chartFunctions(ch.c, aggs, ch.o), nil, namesOf(by), 0)
	return ch.bySeries(in, func(n plan.Node) plan.Node {
		return &plan.Sort{Input: n, Keys: []plan.SortKey{{Expr: column(ch.axis.Name), Order: plan.OrderAuto}}, Limit: -1}
	})
}

// points are the data points that an mstats looks at.
func (m *metrics) points(in plan.Node, where []spl.SearchExpr) plan.Node {
	b := m.b
	if m.byName(where) {
		in = &plan.TableCall{Func: functions.MetricPoints, In: []plan.Node{in}, Of: plan.Shape{Schema: in.Shape().Schema, Open: true}}
	}
	if m.bySeries() {
		in = &plan.TableCall{
			Func: functions.MetricSeries, In: []plan.Node{in}, Of: plan.Shape{Schema: in.Shape().Schema, Open: true},
			Args: functions.TableArgs{"as": table.StringValue(seriesName), "metrics": stringList(m.names())},
		}
	}
	// The values of dimensions are compared as they are written.
	b.exact = true
	defer func() { b.exact = false }()
	for _, x := range where {
		in = &plan.Filter{Input: in, Pred: b.predicate(x)}
	}
	if every := m.every(); every != nil {
		in = &plan.Filter{Input: in, Pred: every}
	}
	return in
}

// names are the metrics that functions are asked of.
func (m *metrics) names() []string {
	var out []string
	for _, a := range m.c.Aggs {
		if g, ok := a.(*spl.Aggregate); ok && g.Arg != nil {
			out = append(out, g.Arg.Text())
		}
	}
	return out
}

// byName reports whether metrics are looked at by their names: _value stands
// for the value of any, and a count without a field counts them all.
func (m *metrics) byName(where []spl.SearchExpr) bool {
	for _, x := range where {
		if slices.Contains(comparedFields(x), "metric_name") {
			return true
		}
	}
	return slices.Contains(m.names(), "_value") || len(m.names()) < len(m.c.Aggs) || m.groupsBy("metric_name")
}

func (m *metrics) groupsBy(field string) bool {
	return slices.ContainsFunc(m.by, func(f *spl.ByField) bool { return f.Text() == field })
}

// every keeps the first span of each stretch of the option every, which begin
// where buckets of time begin.
func (m *metrics) every() plan.Expr {
	b, opt := m.b, m.o.list.Get("every")
	if opt == nil {
		return nil
	}
	length, ok := parseSpan(opt.Value.Text())
	seconds := length.seconds()
	if ok && seconds == 0 {
		seconds = length.n * calendarSeconds[strings.ToLower(length.unit)[0]]
	}
	switch {
	case !ok || seconds == 0 || !length.ofTime():
		b.fail(opt.Span(), errSpan(opt.Value.Text()))
	case m.span == nil || m.span.seconds() == 0 || m.span.seconds() >= seconds:
		b.fail(opt.Span(), semantic(codeValue, "every wants a span of a fixed length that is shorter than it"))
	default:
		at := opt.Span()
		from := b.call(at, "bin_time", column("_time"), constant(table.RealValue(seconds)), text("s"))
		return b.call(at, "<", b.call(at, "-", column("_time"), from), constant(table.RealValue(m.span.seconds())))
	}
	return nil
}

// calendarSeconds are the lengths that months, quarters and years have in the
// option every, by their first letter.
var calendarSeconds = map[byte]float64{'m': 30 * 86400, 'q': 90 * 86400, 'y': 365 * 86400}
