package spl

import (
	"context"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// timechart aggregates by stretches of time, without gaps.
func (b *binder) timechart(in plan.Node, c *spl.Timechart) plan.Node {
	o := b.options(c, c.Options, "span", "bins", "limit", "useother", "usenull", "otherstr", "nullstr", "cont", "partial", "fixedrange", "sep", "format", "minspan", "aligntime")
	if c.Over != nil || len(c.By) > 1 {
		b.fail(c.Span(), semantic(codeArguments, "timechart takes one field after BY"))
		return in
	}
	b.ordered = true
	ch := &charting{b: b, c: c, aggs: b.aggregates(c.Aggs, nil, nil), o: o, where: c.Where}
	if len(c.By) == 1 {
		keys := b.chartKeys(c.By, options{b: b, keyword: o.keyword})
		ch.split = &keys[0]
	}
	if opt := c.Options.Get("span"); opt != nil {
		s, ok := parseSpan(opt.Value.Text())
		if !ok {
			b.fail(opt.Span(), errSpan(opt.Value.Text()))
			return in
		}
		return ch.overTime(in, s)
	}
	least, _ := b.spanOption(o, "minspan")
	return ch.chosenSpan(in, o.int("bins", 100), least.seconds())
}

// overTime charts with a known width of buckets.
func (ch *charting) overTime(in plan.Node, s timeSpan) plan.Node {
	b := ch.b
	ch.axis = plan.Named{Name: "_time", Expr: b.aligned(ch.c.Span(), column("_time"), "_time", s, ch.o)}
	return ch.bySeries(in, func(n plan.Node) plan.Node {
		n = &plan.Sort{Input: n, Keys: []plan.SortKey{{Expr: column("_time"), Order: plan.OrderNumber}}, Limit: -1}
		if s.seconds() == 0 || !ch.o.bool("cont", true) {
			return n // months and years have no fixed length
		}
		zero := ch.counts()
		args := functions.TableArgs{"axis": table.StringValue("_time"), "step": table.RealValue(s.seconds()), "zero": stringList(zero)}
		if ch.split != nil && len(zero) == len(ch.aggs) {
			args["zeroall"] = table.BoolValue(true)
		}
		return &plan.TableCall{Func: functions.FillBuckets, In: []plan.Node{n}, Of: n.Shape(), Args: args}
	})
}

// widths are the spans that timechart chooses from, in seconds.
var widths = []float64{1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86400, 604800}

// chosenSpan picks the least width that gives no more than so many buckets
// over the times that occur.
// least is the least width, in seconds.
func (ch *charting) chosenSpan(in plan.Node, bins int64, least float64) plan.Node {
	share := &plan.Share{Input: in, Name: "timechart", ID: new(int)}
	ends := make([]plan.Agg, 2)
	for i, f := range []string{"min", "max"} {
		ends[i] = plan.Agg{Names: []string{f}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate(f), Args: []plan.Expr{column("_time")}}
	}
	checked := *ch
	of := checked.overTime(share, timeSpan{n: 1, unit: "s"}).Shape()
	of.Open = true
	return &plan.Deferred{
		In: []plan.Node{&plan.Aggregate{Input: share, Aggs: ends}}, Label: "timechart", Of: of,
		Build: func(_ context.Context, t []*table.Table) (plan.Node, error) {
			low, _ := functions.LooseReal(functions.Text(t[0].Batch().Col(0).Value(0)))
			high, _ := functions.LooseReal(functions.Text(t[0].Batch().Col(1).Value(0)))
			width := widths[len(widths)-1]
			for i := len(widths) - 1; i >= 0; i-- {
				if widths[i] >= least && (high.Real()-low.Real())/widths[i] < float64(bins) {
					width = widths[i]
				}
			}
			run := *ch
			run.b = ch.b.inner(ch.b.text)
			n := run.overTime(share, timeSpan{n: width, unit: "s"})
			return n, run.b.err()
		},
	}
}
