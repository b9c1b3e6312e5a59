package spl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// manualAggregates are the statistical functions of the manual.
var manualAggregates = wordList(`avg c count dc distinct_count earliest earliest_time estdc estdc_error exactperc first
last latest latest_time list max mean median min mode p perc per_day per_hour per_minute per_second range rate rate_avg
rate_sum sparkline stdev stdevp sum sumsq upperperc values var varp`)

// percentiles are the aggregates whose names end in a percentage.
var percentiles = []string{"perc", "p", "exactperc", "upperperc"}

var percentile = pattern.Lazy(`^(perc|p|exactperc|upperperc)([0-9]+(?:\.[0-9]+)?)$`)

// byTime are the aggregates that look at the events' times.
var byTime = []string{"earliest", "latest", "earliest_time", "latest_time", "rate"}

// perTime are the aggregates that divide by the width of a bucket.
var perTime = []string{"per_day", "per_hour", "per_minute", "per_second"}

// aggregates binds the functions of stats and its like. all are the names of
// the input's columns, for patterns; by the columns that patterns leave out.
func (b *binder) aggregates(list []spl.AggExpr, all, by []string) []plan.Agg {
	return b.aggregatesOver(list, all, by, false)
}

// aggregatesOver is aggregates; timed lets functions per unit of time pass.
func (b *binder) aggregatesOver(list []spl.AggExpr, all, by []string, timed bool) []plan.Agg {
	var out []plan.Agg
	for _, a := range list {
		switch a := a.(type) {
		case *spl.Aggregate:
			a = overAll(a)
			if a.Arg == nil || !a.Arg.Pattern() {
				out = append(out, b.aggregateOver(a, argument(a), b.aggregateName(a), timed))
				continue
			}
			for _, n := range all {
				as, ok := aggregateAlias(a, n)
				if ok && !slices.Contains(by, n) && (n == "" || n[0] != '_' || a.Arg.Text()[0] == '_') {
					out = append(out, b.aggregateOver(a, n, as, timed))
				}
			}
		case *spl.EvalAggregate:
			b.fail(a.Span(), semantic(codePlace, "an expression over aggregates stands in chart and timechart only"))
		default:
			b.fail(a.Span(), errAggregate("sparkline", true, nil))
		}
	}
	return out
}

// overAll gives a function that stands alone, such as avg, the fields that it
// then has: all of them. The manual calls this deprecated.
func overAll(a *spl.Aggregate) *spl.Aggregate {
	word := strings.ToLower(a.Func)
	if a.Arg != nil || a.Eval != nil || a.Parens || a.As != nil || word == "count" || word == "c" {
		return a
	}
	all := *a
	all.Arg = &spl.Name{Pos: spl.Pos{Offset: a.Text.Start}, Raw: "*"}
	return &all
}

// aggregateName is the name of the output's column: the alias, or the function
// as written, without the quotes of its field.
func (b *binder) aggregateName(a *spl.Aggregate) string {
	if a.As != nil {
		return a.As.Text()
	}
	name := b.textOf(a.Text)
	if a.Arg == nil || a.Arg.Text() == a.Arg.Raw {
		return name
	}
	return strings.Replace(name, a.Arg.Raw, a.Arg.Text(), 1)
}

func argument(a *spl.Aggregate) string {
	if a.Arg == nil {
		return ""
	}
	return a.Arg.Text()
}

// aggregateAlias is the output's name where a pattern stands for field.
func aggregateAlias(a *spl.Aggregate, field string) (string, bool) {
	pattern := a.Arg.Text()
	if a.As == nil {
		return a.Func + "(" + field + ")", plan.MatchName(pattern, field)
	}
	return plan.Renaming{From: pattern, To: a.As.Text()}.Of(field)
}

// textOf is a stretch of the search as written.
func (b *binder) textOf(s source.Span) string {
	if b.text == nil || s.End > len(b.text.Body) {
		return ""
	}
	return strings.TrimSpace(b.text.Body[s.Start:s.End])
}

// aggregateOver binds one function of a field or expression.
func (b *binder) aggregateOver(a *spl.Aggregate, field, name string, timed bool) plan.Agg {
	word := strings.ToLower(a.Func)
	agg := plan.Agg{Names: []string{name}, Types: []table.Type{table.TypeDynamic}}
	if m := percentile().FindStringSubmatch(word); m != nil {
		word = m[1]
		p, _ := strconv.ParseFloat(m[2], 64)
		agg.Consts = []table.Value{table.RealValue(p)}
	}
	agg.Func = functions.SPL().Aggregate(word)
	if agg.Func != nil && slices.Contains(perTime, word) && !timed {
		b.fail(a.Span(), semantic(codePlace, "%q stands in timechart only, with a span of a fixed length", a.Func))
		agg.Func = functions.SPL().Aggregate("count")
		return agg
	}
	if seriesFunctions[word] != "" {
		b.fail(a.Span(), semantic(codePlace, "%q stands in mstats only", a.Func))
		agg.Func = functions.SPL().Aggregate("count")
		return agg
	}
	if agg.Func == nil {
		b.fail(a.Span(), errAggregate(a.Func, slices.Contains(manualAggregates(), word), manualAggregates()))
		agg.Func = functions.SPL().Aggregate("count")
		return agg
	}
	if n := b.env.Limits.List; n > 0 && word == "list" {
		agg.Consts = append(agg.Consts, table.LongValue(n))
	}
	if slices.Contains(percentiles, word) && len(agg.Consts) == 0 {
		b.fail(a.Span(), semantic(codeArguments, "%q wants a percentage after its name, as in %s95(field)", a.Func, word))
		agg.Func = functions.SPL().Aggregate("count")
		return agg
	}
	agg.FlattenLists = agg.Func.Multi == functions.EachValue
	switch {
	case a.Eval != nil:
		agg.Args = []plan.Expr{b.expr(a.Eval)}
	case field != "":
		agg.Args = []plan.Expr{b.column(field)}
	case word != "count" && word != "c":
		b.fail(a.Span(), errAggregateField(a.Func))
		agg.Func = functions.SPL().Aggregate("count")
	}
	if slices.Contains(byTime, word) {
		agg.Args = append(agg.Args, b.column("_time"))
	}
	return agg
}

// hasPattern reports whether an aggregate or BY field is a pattern, which
// needs the names of the input's columns.
func hasPattern(list []spl.AggExpr) bool {
	for _, a := range list {
		if g, ok := a.(*spl.Aggregate); ok {
			if g = overAll(g); g.Arg != nil && g.Arg.Pattern() {
				return true
			}
		}
	}
	return false
}

// keys are the BY fields.
func (b *binder) keys(by []*spl.ByField) []plan.Named {
	var out []plan.Named
	seen := map[string]bool{}
	for _, f := range by {
		name := f.Text()
		if len(f.Options) > 0 {
			b.fail(f.Options[0].Span(), errOption("by", f.Options[0].Key, nil))
		}
		if f.Pattern() {
			b.fail(f.Span(), errConstruct("a pattern of fields after BY"))
		}
		if !seen[name] {
			seen[name] = true
			out = append(out, plan.Named{Name: name, Expr: b.column(name)})
		}
	}
	return out
}

func namesOf(keys []plan.Named) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.Name
	}
	return out
}

// withNames binds what depends on the names of the input's columns: at once
// when they are known, else when the input's rows are.
func (b *binder) withNames(in plan.Node, label string, make func(b *binder, in plan.Node, all []string) plan.Node) plan.Node {
	if all, ok := closed(in); ok {
		return make(b, in, all)
	}
	// Bind once for its errors, with the names that are known so far.
	of := make(b, in, in.Shape().Schema.Names()).Shape()
	of.Open = true
	return &plan.Deferred{In: []plan.Node{in}, Label: label, Of: of, Build: b.deferred(make)}
}
