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
	of    chartedAggs
	axis  plan.Named
	split *plan.Named
	o     options
	where *spl.SeriesFilter
}

// seriesOptions are those that say which series there are and what they are
// called; binOptions those that cut an axis into buckets.
var (
	seriesOptions = []string{"limit", "agg", "useother", "usenull", "otherstr", "nullstr", "cont", "sep", "format", "dedup_splitvals", "dedup_splitval"}
	binOptions    = []string{"span", "bins", "minspan", "start", "end", "aligntime"}
)

// chart aggregates by one or two fields.
func (b *binder) chart(in plan.Node, c *spl.Chart) plan.Node {
	list, by := chartBy(c.ChartArgs)
	o := b.options(c, list, slices.Concat(seriesOptions, binOptions)...)
	if len(by) > 2 {
		b.fail(c.Span(), semantic(codeArguments, "chart takes no more than two fields after OVER and BY"))
		return in
	}
	b.ordered = true
	make := func(b *binder, in plan.Node, all []string) plan.Node {
		ch := &charting{b: b, c: c, o: options{b, c.Keyword(), o.list}, where: c.Where}
		if len(by) == 0 { // one row, as of stats
			return b.reduced(in, nil, b.charted(b.chartFunctions(c, c.Aggs, ch.o), all, nil, 0), true)
		}
		ch.of = b.charted(b.chartFunctions(c, c.Aggs, ch.o), all, []string{by[0].Text(), by[len(by)-1].Text()}, 0)
		in, keys, width := b.chartKeys(in, by, ch.o)
		ch.axis = keys[0]
		if len(keys) > 1 {
			ch.split = &keys[1]
		}
		return ch.bySeries(in, func(n plan.Node) plan.Node {
			n = &plan.Sort{Input: n, Keys: []plan.SortKey{{Expr: column(ch.axis.Name), Order: plan.OrderAuto}}, Limit: -1}
			switch {
			case width == nil:
				return n
			case ch.axis.Name != "_time" && (!width.ofTime() || !ch.o.bool("cont", true)):
				return &plan.TableCall{Func: functions.SortRanges, In: []plan.Node{n}, Of: n.Shape(), Args: functions.TableArgs{"axis": table.StringValue(ch.axis.Name)}}
			case ch.axis.Name == "_time" && (width.seconds() == 0 || !ch.o.bool("cont", true)):
				return n
			case ch.axis.Name == "_time":
				return ch.filled(n, *width, false, true)
			}
			return &plan.TableCall{Func: functions.FillRanges, In: []plan.Node{n}, Of: n.Shape(), Args: ch.empty(functions.TableArgs{
				"axis": table.StringValue(ch.axis.Name), "step": table.RealValue(width.seconds()),
			})}
		})
	}
	if !hasPattern(c.Aggs) {
		return make(b, in, nil)
	}
	return b.withNames(in, "chart", make)
}

// chartBy are the options of chart, also those after its fields that are not
// about buckets, and the fields.
func chartBy(a spl.ChartArgs) (spl.Options, []*spl.ByField) {
	list := append(append(spl.Options(nil), a.Options...), a.After...)
	var by []*spl.ByField
	add := func(f *spl.ByField) {
		bare := &spl.ByField{Name: f.Name}
		for _, opt := range f.Options {
			if slices.Contains(binOptions, strings.ToLower(opt.Key)) {
				bare.Options = append(bare.Options, opt)
			} else {
				list = append(list, opt)
			}
		}
		by = append(by, bare)
	}
	if a.Over != nil {
		add(a.Over)
	}
	for _, f := range a.By {
		add(f)
	}
	return list, by
}

// chartKeys are the fields of chart, in buckets where an option says so: those
// of the command are about the first. width is the span of the first, none when
// the rows decide it, or nil without buckets.
func (b *binder) chartKeys(in plan.Node, by []*spl.ByField, o options) (out plan.Node, keys []plan.Named, width *timeSpan) {
	for i, f := range by {
		k := plan.Named{Name: f.Text(), Expr: b.column(f.Text())}
		own := options{b, o.keyword, append(spl.Options(nil), f.Options...)}
		if i == 0 {
			own.list = append(append(spl.Options(nil), o.list...), own.list...)
		}
		if k.Name != "_time" {
			in = b.within(in, f, own)
		}
		if s, ok := b.spanOption(own, "span"); ok {
			if k.Name == "_time" && !s.ofTime() {
				b.fail(own.list.Get("span").Span(), errSpan(own.text("span", "")))
			}
			k.Expr = b.aligned(f.Span(), k.Expr, k.Name, s, own)
			if i == 0 {
				width = &s
			}
		} else if slices.ContainsFunc([]string{"bins", "minspan", "start", "end"}, own.has) {
			bucket := binColumn + k.Name // the functions see the field itself
			in, k.Expr = b.autoBin(in, k.Name, bucket, own), column(bucket)
			if i == 0 {
				width = &timeSpan{}
			}
		}
		keys = append(keys, k)
	}
	return in, keys, width
}

// within leaves out the rows whose number lies outside of start and end.
func (b *binder) within(in plan.Node, f *spl.ByField, o options) plan.Node {
	for key, op := range map[string]string{"start": "<", "end": ">"} {
		opt := o.list.Get(key)
		if opt == nil {
			continue
		}
		bound, ok := functions.LooseReal(opt.Value.Text())
		if !ok {
			b.fail(opt.Span(), errOptionValue(o.keyword, key, "a number"))
			continue
		}
		x := b.call(f.Span(), "tonumber", b.column(f.Text()))
		out := b.call(f.Span(), "coalesce", b.call(f.Span(), op, x, constant(bound)), constant(table.BoolValue(false)))
		in = &plan.Filter{Input: in, Pred: b.call(f.Span(), "not", out)}
	}
	return in
}

// bySeries aggregates, and spreads the series over columns. finish orders and
// fills the axis.
func (ch *charting) bySeries(in plan.Node, finish func(plan.Node) plan.Node) plan.Node {
	b := ch.b
	// The axis has a name of its own until it is grouped by: functions such as
	// latest ask for the time of the events, not of their bucket.
	axis := plan.Named{Name: ch.axis.Name, Expr: column(axisColumn)}
	repeats := !ch.o.bool("dedup_splitvals", ch.o.bool("dedup_splitval", false)) // the manual spells it both ways
	in = set(in, plan.Named{Name: axisColumn, Expr: ch.axis.Expr})
	if ch.split == nil {
		return finish(b.reduced(in, []plan.Named{axis}, ch.of, repeats))
	}
	split := plan.Named{Name: ch.split.Name, Expr: column(ch.split.Name)}
	in = set(in, *ch.split)
	// The values of the split field that stay are chosen by the sum of what is
	// charted over the whole axis.
	share := &plan.Share{Input: in, Name: "series", ID: new(int)}
	rank, by := ch.ranking(share, axis, split, repeats)
	n := plan.Node(&plan.TableCall{
		Func: functions.LimitSeries, In: []plan.Node{share, rank}, Of: in.Shape(),
		Args: functions.TableArgs{
			"split": table.StringValue(split.Name), "value": table.StringValue(rankColumn), "limit": by.limit,
			"bottom": table.BoolValue(by.bottom), "invert": table.BoolValue(by.invert), "above": by.above, "below": by.below, "other": table.StringValue(ch.o.text("otherstr", "OTHER")), "null": table.StringValue(ch.o.text("nullstr", "NULL")),
			"visible": table.BoolValue(len(ch.of.names) == 1), "dropother": table.BoolValue(!ch.o.bool("useother", true)), "dropnull": table.BoolValue(!ch.o.bool("usenull", true)),
		},
	})
	n = b.reduced(n, []plan.Named{axis, split}, ch.of, repeats)
	return finish(pivot(n, []string{axis.Name}, split.Name, ch.of.names, ch.of.counts(), ch.o))
}

// filled adds the buckets of time that are empty. wide covers the time that
// the search names, if it names any, whole leaves out buckets that it covers in
// part.
func (ch *charting) filled(n plan.Node, s timeSpan, wide, partial bool) plan.Node {
	unit := s.unit
	if unit == "" {
		unit = "s"
	}
	args := ch.empty(functions.TableArgs{
		"axis": table.StringValue("_time"), "span": table.RealValue(s.n), "unit": table.StringValue(unit),
		"gaps": table.BoolValue(ch.o.bool("cont", true)), "wide": table.BoolValue(wide && (ch.b.since != nil || ch.b.until != nil)), "whole": table.BoolValue(!partial),
	})
	return &plan.TableCall{Func: functions.FillBuckets, In: []plan.Node{n, ch.bounds(partial)}, Of: n.Shape(), Args: args}
}

// empty adds to arguments what stands in empty buckets: 0 for counts.
func (ch *charting) empty(args functions.TableArgs) functions.TableArgs {
	zero := ch.of.counts()
	args["zero"] = stringList(zero)
	args["zeroall"] = table.BoolValue(ch.split != nil && len(zero) == len(ch.of.names))
	args["series"] = table.BoolValue(ch.split != nil)
	ch.o.naming(args)
	return args
}

// bounds is a row with the bounds of time that the search names. A search that
// names its begin, or asks for whole buckets, ends now.
func (ch *charting) bounds(partial bool) plan.Node {
	b := ch.b
	var since, until plan.Expr = &plan.Const{T: table.TypeDynamic}, &plan.Const{T: table.TypeDynamic}
	if b.since != nil {
		since = b.since
	}
	if b.until != nil || b.since != nil || !partial {
		until = b.searchBound("latest")
	}
	one := table.FromBatch(table.NewBatch(table.NewSchema(), 1))
	return &plan.Project{Input: &plan.Values{Table: one}, Cols: []plan.Named{{Name: "since", Expr: since}, {Name: "until", Expr: until}}}
}

// rankColumn holds what series are ranked by, axisColumn an axis in buckets,
// binColumn and a field's name the field in buckets of a chosen width.
const (
	rankColumn = "goshawk rank"
	axisColumn = "goshawk axis"
	binColumn  = "goshawk bin "
)

// seriesLimit says which series stay: the greatest or least so many or all but
// those, or those above or below a number.
type seriesLimit struct {
	limit, above, below table.Value
	bottom, invert      bool
}

// ranking gives a number for each series: what is charted, the function of the
// option agg, or what WHERE says.
func (ch *charting) ranking(in plan.Node, axis, split plan.Named, repeats bool) (plan.Node, seriesLimit) {
	b := ch.b
	if w := ch.where; w != nil {
		l, ok := whereLimit(w.Op, w.Arg.Text())
		n := ch.rankedOf(w.Agg, in, axis, split, repeats)
		if !ok || n == nil {
			b.fail(w.Span(), errConstruct("WHERE of "+ch.c.Keyword()+" other than `f(x) in top5`, `notin bottom3`, `> 10` or `< 10`"))
			return in, l
		}
		return n, l
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
	if e := b.rankFunction(ch.o); e != nil {
		if n := ch.rankedOf(e, in, axis, split, repeats); n != nil {
			return n, l
		}
	}
	return b.ranked(in, axis, split, ch.of, repeats), l
}

// rankedOf gives each series a function of its events, or of what is charted of
// it along the axis; nil when it is not one function.
func (ch *charting) rankedOf(e spl.AggExpr, in plan.Node, axis, split plan.Named, repeats bool) plan.Node {
	b := ch.b
	if a := bareFunction(e); a != nil && len(ch.of.names) == 1 {
		return ch.rankedBy(a, in, axis, split, repeats)
	}
	of := b.charted([]spl.AggExpr{e}, nil, nil, 0)
	if len(of.names) != 1 {
		return nil
	}
	n := b.reduced(in, []plan.Named{split}, of, repeats)
	return &plan.Pick{Input: n, Rename: []plan.Renaming{{From: of.names[0], To: rankColumn}}}
}

// bareFunction is a function without a field, other than count: it is about
// what is charted.
func bareFunction(e spl.AggExpr) *spl.Aggregate {
	a, ok := e.(*spl.Aggregate)
	if !ok || a.Arg != nil || a.Eval != nil || slices.Contains([]string{"count", "c"}, strings.ToLower(a.Func)) {
		return nil
	}
	return a
}

// rankedBy gives each series a function of its values along the axis.
func (ch *charting) rankedBy(a *spl.Aggregate, in plan.Node, axis, split plan.Named, repeats bool) plan.Node {
	n := ch.b.ranked(in, axis, split, ch.of, repeats)
	return ch.b.grouped(n, []plan.Named{split}, []plan.Agg{ch.b.aggregateOver(a, rankColumn, rankColumn, false)})
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
