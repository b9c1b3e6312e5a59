package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// chartedAggs are the functions of chart and timechart: what is aggregated,
// the columns that expressions over aggregates make of it, and the names of
// the columns that are charted.
type chartedAggs struct {
	aggs  []plan.Agg
	after []plan.Named
	names []string
}

// charted binds the functions of chart and timechart. width is the length of
// a bucket of time in seconds, 0 when there is none.
func (b *binder) charted(list []spl.AggExpr, all, by []string, width float64) chartedAggs {
	var out chartedAggs
	for _, a := range list {
		e, ok := a.(*spl.EvalAggregate)
		if !ok {
			aggs := perWidth(b.aggregatesOver([]spl.AggExpr{a}, all, by, width > 0), width)
			out.aggs = append(out.aggs, aggs...)
			for _, g := range aggs {
				out.names = append(out.names, g.Names[0])
			}
			continue
		}
		name := b.textOf(e.Text)
		if e.As != nil {
			name = e.As.Text()
		}
		outer, resolve := b.statistic, b.resolve
		b.statistic = func(call *spl.Call) plan.Expr { return b.hiddenAggregate(&out, call, width) }
		b.resolve = func(name string) plan.Expr {
			if strings.EqualFold(name, "count") || strings.EqualFold(name, "c") {
				return b.hidden(&out, &spl.Aggregate{Func: name, Text: e.Text, All: e.Text}, "", name, width)
			}
			return column(name)
		}
		out.after = append(out.after, plan.Named{Name: name, Expr: b.expr(e.X)})
		b.statistic, b.resolve = outer, resolve
		out.names = append(out.names, name)
	}
	return out
}

// hiddenAggregate is a statistical function inside an expression: a column of
// its own; nil for any other function.
func (b *binder) hiddenAggregate(out *chartedAggs, call *spl.Call, width float64) plan.Expr {
	name := strings.ToLower(call.Func)
	if m := percentile().FindStringSubmatch(name); m == nil && !slices.Contains(manualAggregates(), name) || len(call.Args) > 1 {
		return nil
	}
	a := &spl.Aggregate{Func: call.Raw, Parens: true, Text: call.Span(), All: call.Span()}
	field := ""
	if len(call.Args) == 1 {
		switch x := spl.Unparen(call.Args[0]).(type) {
		case *spl.FieldRef:
			field = x.Name()
		case *spl.Call:
			if !strings.EqualFold(x.Func, "eval") || len(x.Args) != 1 {
				return nil
			}
			a.Eval = x.Args[0]
		default:
			return nil
		}
	}
	return b.hidden(out, a, field, b.textOf(call.Span()), width)
}

// hidden adds a function that only an expression uses, once for each text.
func (b *binder) hidden(out *chartedAggs, a *spl.Aggregate, field, text string, width float64) plan.Expr {
	outer, resolve := b.statistic, b.resolve
	b.statistic, b.resolve = nil, nil
	agg := b.aggregateOver(a, field, "goshawk "+text, width > 0)
	b.statistic, b.resolve = outer, resolve
	if !slices.ContainsFunc(out.aggs, func(g plan.Agg) bool { return g.Names[0] == agg.Names[0] }) {
		out.aggs = append(out.aggs, perWidth([]plan.Agg{agg}, width)...)
	}
	return column(agg.Names[0])
}

// perWidth tells per_second and its like how long a bucket is.
func perWidth(aggs []plan.Agg, width float64) []plan.Agg {
	for i, a := range aggs {
		if slices.Contains(perTime, strings.Fields(a.Func.SPL)[0]) {
			aggs[i].Consts = []table.Value{table.RealValue(width)}
		}
	}
	return aggs
}

// reduced groups rows, and computes what is charted.
func (b *binder) reduced(in plan.Node, keys []plan.Named, of chartedAggs, repeats bool) plan.Node {
	g := b.grouped(in, keys, of.aggs)
	g.RepeatLists = repeats
	if len(of.after) == 0 {
		return g
	}
	return &plan.Pick{Input: set(g, of.after...), Keep: append(namesOf(keys), of.names...), Exact: true}
}

// counts are the names of the columns that are 0 where there is nothing.
func (of chartedAggs) counts() []string {
	var out []string
	for _, a := range of.aggs {
		if words := strings.Fields(a.Func.SPL); slices.Contains(of.names, a.Names[0]) && (slices.Contains(words, "count") || slices.Contains(words, "dc")) {
			out = append(out, a.Names[0])
		}
	}
	return out
}

// ranked is what the series of a chart are ranked by: the sum of the one
// charted value, or with several how often each series occurs.
func (b *binder) ranked(in plan.Node, axis, split plan.Named, of chartedAggs, repeats bool) plan.Node {
	if len(of.names) != 1 {
		of = chartedAggs{names: []string{rankColumn}, aggs: []plan.Agg{{
			Names: []string{rankColumn}, Types: []table.Type{table.TypeDynamic}, Func: functions.SPL().Aggregate("count"),
		}}}
	}
	n := b.reduced(in, []plan.Named{axis, split}, of, repeats)
	return &plan.Pick{Input: n, Rename: []plan.Renaming{{From: of.names[0], To: rankColumn}}}
}

// chartFunctions are the functions that a chart wants: those written, or else
// that of the option agg.
func (b *binder) chartFunctions(c spl.Command, list []spl.AggExpr, o options) []spl.AggExpr {
	if len(list) > 0 {
		return list
	}
	if e := b.rankFunction(o); e != nil {
		return []spl.AggExpr{e}
	}
	if !o.has("agg") {
		b.fail(c.Span(), semantic(codeArguments, "%q wants at least one function such as count", c.Keyword()))
	}
	return nil
}

// rankFunction is what the option agg ranks series by, nil without it.
func (b *binder) rankFunction(o options) spl.AggExpr {
	opt := o.list.Get("agg")
	if opt == nil {
		return nil
	}
	s, inner := b.parse(opt.Span(), "| stats "+opt.Value.Text())
	if s == nil {
		return nil
	}
	c, ok := s.Commands[0].(*spl.Stats)
	if !ok || len(s.Commands) != 1 || len(c.Aggs) != 1 || len(c.By) > 0 {
		b.fail(opt.Span(), errOptionValue(o.keyword, "agg", "one function such as count or avg(field)"))
		return nil
	}
	if a, ok := c.Aggs[0].(*spl.Aggregate); ok && a.As == nil {
		a.As = &spl.Name{Raw: `"` + inner.textOf(a.Text) + `"`}
	}
	return c.Aggs[0]
}
