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
	where *spl.SeriesFilter
}

// chart aggregates by one or two fields.
func (b *binder) chart(in plan.Node, c *spl.Chart) plan.Node {
	o := b.options(c, c.Options, "limit", "useother", "usenull", "otherstr", "nullstr", "cont", "span", "sep", "format")
	by := append([]*spl.ByField(nil), c.By...)
	if c.Over != nil {
		by = append([]*spl.ByField{c.Over}, by...)
	}
	if len(by) == 0 || len(by) > 2 {
		b.fail(c.Span(), semantic(codeArguments, "chart wants one or two fields after OVER and BY"))
		return in
	}
	ch := &charting{b: b, c: c, aggs: b.aggregates(c.Aggs, nil, nil), o: o, where: c.Where}
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
	rank, by := ch.ranking(share, axis, split)
	n := plan.Node(&plan.TableCall{
		Func: functions.LimitSeries, In: []plan.Node{share, rank}, Of: in.Shape(),
		Args: functions.TableArgs{
			"split": table.StringValue(split.Name), "value": table.StringValue(rankColumn), "limit": by.limit,
			"bottom": table.BoolValue(by.bottom), "invert": table.BoolValue(by.invert), "above": by.above, "below": by.below, "other": table.StringValue(ch.o.text("otherstr", "OTHER")), "null": table.StringValue(ch.o.text("nullstr", "NULL")),
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
	return finish(pivot(n, []string{axis.Name}, split.Name, values, missing, ch.o))
}

// rankColumn holds what series are ranked by.
const rankColumn = "goshawk rank"

// seriesLimit says which series stay: the greatest or least so many or all but
// those, or those above or below a number.
type seriesLimit struct {
	limit, above, below table.Value
	bottom, invert      bool
}

// ranking gives a number for each series: the sum of the first aggregate over
// the axis, or what WHERE says.
func (ch *charting) ranking(in plan.Node, axis, split plan.Named) (plan.Node, seriesLimit) {
	b := ch.b
	if w := ch.where; w != nil {
		aggs := b.aggregates([]spl.AggExpr{w.Agg}, nil, nil)
		l, ok := whereLimit(w.Op, w.Arg.Text())
		if !ok || len(aggs) != 1 {
			b.fail(w.Span(), errConstruct("WHERE of "+ch.c.Keyword()+" other than `f(x) in top5`, `notin bottom3`, `> 10` or `< 10`"))
			return in, l
		}
		aggs[0].Names = []string{rankColumn}
		return b.grouped(in, []plan.Named{split}, aggs), l
	}
	limit, l := strings.ToLower(ch.o.text("limit", "10")), seriesLimit{}
	if n, ok := strings.CutPrefix(limit, "bottom"); ok {
		limit, l.bottom = n, true
	}
	most, ok := functions.LooseNumber(strings.TrimPrefix(limit, "top"))
	if !ok {
		b.fail(ch.c.Span(), errOptionValue(ch.c.Keyword(), "limit", "a number"))
	}
	l.limit = most
	first := ch.aggs[0]
	first.Names = []string{rankColumn}
	return b.grouped(in, []plan.Named{axis, split}, []plan.Agg{first}), l
}

// whereLimit reads `in top5`, `notin bottom5`, `> 10`, `< 10`.
func whereLimit(op, arg string) (seriesLimit, bool) {
	var l seriesLimit
	op, arg = strings.ToLower(op), strings.ToLower(arg)
	n, isNumber := functions.LooseNumber(strings.TrimPrefix(strings.TrimPrefix(arg, "top"), "bottom"))
	ranked := strings.HasPrefix(arg, "top") || strings.HasPrefix(arg, "bottom")
	l.bottom, l.invert = strings.HasPrefix(arg, "bottom"), op == "notin"
	switch {
	case !isNumber:
		return l, false
	case ranked && (op == "in" || op == "notin"):
		l.limit = n
	case !ranked && op == ">":
		l.limit, l.above = table.LongValue(0), n
	case !ranked && op == "<":
		l.limit, l.below = table.LongValue(0), n
	default:
		return l, false
	}
	return l, true
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
