package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// charting is what chart and timechart have in common: aggregates by an axis,
// and maybe by a second field whose values become columns.
type charting struct {
	b     *binder
	c     spl.Command
	aggs  []plan.Agg
	axis  plan.Named
	split *plan.Named
	o     options
}

// chart aggregates by one or two fields.
func (b *binder) chart(in plan.Node, c *spl.Chart) plan.Node {
	o := b.options(c, c.Options, "limit", "useother", "usenull", "otherstr", "nullstr", "cont", "span")
	if c.Where != nil {
		b.fail(c.Where.Span(), errConstruct("WHERE after the fields of chart"))
	}
	by := append([]*spl.ByField(nil), c.By...)
	if c.Over != nil {
		by = append([]*spl.ByField{c.Over}, by...)
	}
	if len(by) == 0 || len(by) > 2 {
		b.fail(c.Span(), semantic(codeArguments, "chart wants one or two fields after OVER and BY"))
		return in
	}
	ch := &charting{b: b, c: c, aggs: b.aggregates(c.Aggs, nil, nil), o: o}
	keys := b.chartKeys(by, o)
	ch.axis = keys[0]
	if len(keys) > 1 {
		ch.split = &keys[1]
	}
	b.ordered = true
	return ch.bySeries(in, func(n plan.Node) plan.Node {
		return &plan.Sort{Input: n, Keys: []plan.SortKey{{Expr: column(ch.axis.Name), Order: plan.OrderAuto}}, Limit: -1}
	})
}

// chartKeys are the fields of chart, in buckets where a span says so.
func (b *binder) chartKeys(by []*spl.ByField, o options) []plan.Named {
	var out []plan.Named
	for i, f := range by {
		k := plan.Named{Name: f.Text(), Expr: b.column(f.Text())}
		list := append(spl.Options(nil), f.Options...)
		if opt := o.list.Get("span"); opt != nil && i == 0 {
			list = append(list, opt)
		}
		for _, opt := range list {
			s, ok := parseSpan(opt.Value.Text())
			switch {
			case !strings.EqualFold(opt.Key, "span"):
				b.fail(opt.Span(), errOption("by", opt.Key, []string{"span"}))
			case !ok:
				b.fail(opt.Span(), errSpan(opt.Value.Text()))
			default:
				k.Expr = b.binned(opt.Span(), k.Expr, k.Name, s)
			}
		}
		out = append(out, k)
	}
	return out
}

// bySeries aggregates, and spreads the series over columns. finish orders and
// fills the axis.
func (ch *charting) bySeries(in plan.Node, finish func(plan.Node) plan.Node) plan.Node {
	b := ch.b
	axis := plan.Named{Name: ch.axis.Name, Expr: column(ch.axis.Name)}
	in = set(in, ch.axis)
	if ch.split == nil {
		return finish(b.grouped(in, []plan.Named{axis}, ch.aggs))
	}
	split := plan.Named{Name: ch.split.Name, Expr: column(ch.split.Name)}
	in = set(in, *ch.split)
	// The values of the split field that stay are chosen by the sum of the
	// first aggregate over the whole axis.
	share := &plan.Share{Input: in, Name: "series", ID: new(int)}
	rank := b.grouped(share, []plan.Named{axis, split}, ch.aggs[:1])
	limit, bottom := strings.ToLower(ch.o.text("limit", "10")), false
	if n, ok := strings.CutPrefix(limit, "bottom"); ok {
		limit, bottom = n, true
	}
	limit = strings.TrimPrefix(limit, "top")
	most, ok := functions.LooseNumber(limit)
	if !ok {
		b.fail(ch.c.Span(), errOptionValue(ch.c.Keyword(), "limit", "a number"))
	}
	n := plan.Node(&plan.TableCall{
		Func: functions.LimitSeries, In: []plan.Node{share, rank}, Of: in.Shape(),
		Args: functions.TableArgs{
			"split": table.StringValue(split.Name), "value": table.StringValue(ch.aggs[0].Names[0]), "limit": most,
			"bottom": table.BoolValue(bottom), "other": table.StringValue(ch.o.text("otherstr", "OTHER")), "null": table.StringValue(ch.o.text("nullstr", "NULL")),
			"dropother": table.BoolValue(!ch.o.bool("useother", true)), "dropnull": table.BoolValue(!ch.o.bool("usenull", true)),
		},
	})
	n = b.grouped(n, []plan.Named{axis, split}, ch.aggs)
	var values []string
	for _, a := range ch.aggs {
		values = append(values, a.Names[0])
	}
	missing := table.Value{}
	if len(ch.counts()) == len(ch.aggs) {
		missing = table.LongValue(0)
	}
	return finish(pivot(n, []string{axis.Name}, split.Name, values, missing))
}

// counts are the aggregates that are 0 where there is nothing.
func (ch *charting) counts() []string {
	var out []string
	for _, a := range ch.aggs {
		if slices.Contains(strings.Fields(a.Func.SPL), "count") || slices.Contains(strings.Fields(a.Func.SPL), "dc") {
			out = append(out, a.Names[0])
		}
	}
	return out
}
