package spl

import (
	"context"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// timechart aggregates by stretches of time, without gaps.
func (b *binder) timechart(in plan.Node, c *spl.Timechart) plan.Node {
	list, by := chartBy(c.ChartArgs)
	o := b.options(c, list, slices.Concat(seriesOptions, binOptions, []string{"partial", "fixedrange"})...)
	if c.Over != nil || len(by) > 1 {
		b.fail(c.Span(), semantic(codeArguments, "timechart takes one field after BY"))
		return in
	}
	b.ordered = true
	var known *timeSpan
	if o.has("span") && !strings.EqualFold(o.text("span", ""), "auto") {
		s, ok := b.spanOption(o, "span")
		if ok && !s.ofTime() {
			b.fail(o.list.Get("span").Span(), errSpan(o.text("span", "")))
		}
		if !ok || !s.ofTime() {
			return in
		}
		known = &s
	}
	for _, key := range []string{"start", "end"} {
		// With a span these have no effect, as the manual says.
		if opt := o.list.Get(key); opt != nil && known == nil {
			b.fail(opt.Span(), errOptionNeeds("timechart", key, "a span"))
		}
	}
	least, _ := b.spanOption(o, "minspan")
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		ch := &charting{b: b, c: c, o: options{b, c.Keyword(), o.list}, where: c.Where}
		if len(by) == 1 {
			var keys []plan.Named
			in, keys, _ = b.chartKeys(in, by, options{b: b, keyword: o.keyword})
			ch.split = &keys[0]
		}
		if known != nil {
			return ch.overTime(in, c.Aggs, all, *known)
		}
		return b.chosenSpan(in, "timechart", o.int("bins", 100), least.seconds(), func(b *binder, in plan.Node, s timeSpan) plan.Node {
			run := *ch
			run.b, run.o.b = b, b
			return run.overTime(in, c.Aggs, all, s)
		})
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "timechart", make)
}

// overTime charts with a known width of buckets.
func (ch *charting) overTime(in plan.Node, aggs []spl.AggExpr, all []string, s timeSpan) plan.Node {
	b := ch.b
	left := []string{"_time"}
	if ch.split != nil {
		left = append(left, ch.split.Name)
	}
	ch.of = b.charted(b.chartFunctions(ch.c, aggs, ch.o), all, left, s.seconds())
	ch.axis = plan.Named{Name: "_time", Expr: b.aligned(ch.c.Span(), column("_time"), "_time", s, ch.o)}
	return ch.bySeries(in, func(n plan.Node) plan.Node {
		n = &plan.Sort{Input: n, Keys: []plan.SortKey{{Expr: column("_time"), Order: plan.OrderNumber}}, Limit: -1}
		return ch.filled(n, s, ch.o.bool("fixedrange", true), ch.o.bool("partial", true))
	})
}

// month is the longest span that timechart chooses, 30 days being the least
// that it stands for.
const month = 30 * 86400

// widths are the spans that timechart chooses from, in seconds.
var widths = []float64{1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86400, month}

// chosenSpan picks the least width that gives no more than so many buckets
// over the times that occur, and makes rows with it.
// least is the least width, in seconds.
func (b *binder) chosenSpan(in plan.Node, label string, bins int64, least float64, make func(*binder, plan.Node, timeSpan) plan.Node) plan.Node {
	share := &plan.Share{Input: in, Name: label, ID: new(int)}
	ends := []plan.Agg{extreme("min"), extreme("max")}
	of := make(b, share, timeSpan{n: 1, unit: "s"}).Shape()
	of.Open = true
	resolve := b.resolve
	return &plan.Deferred{
		In: []plan.Node{&plan.Aggregate{Input: share, Aggs: ends}}, Label: label, Of: of,
		Build: func(_ context.Context, t []*table.Table) (plan.Node, error) {
			low, _ := functions.LooseReal(functions.Text(t[0].Batch().Col(0).Value(0)))
			high, _ := functions.LooseReal(functions.Text(t[0].Batch().Col(1).Value(0)))
			width := widths[len(widths)-1]
			for i := len(widths) - 1; i >= 0; i-- {
				if widths[i] >= least && (high.Real()-low.Real())/widths[i] < float64(bins) {
					width = widths[i]
				}
			}
			run := b.inner(b.text)
			run.resolve = resolve
			s := timeSpan{n: width, unit: "s"}
			switch width {
			case 86400:
				s = timeSpan{n: 1, unit: "d"}
			case month:
				s = timeSpan{n: 1, unit: "mon"}
			}
			n := make(run, share, s)
			return n, run.err()
		},
	}
}

// extreme is the least or the greatest time.
func extreme(function string) plan.Agg {
	return plan.Agg{Names: []string{function}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate(function), Args: []plan.Expr{column("_time")}}
}
