package kql

import (
	"cmp"
	"slices"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// sequenceDetect binds sequence_detect(time, window, span, name = condition,
// ..., dimension, ...).
func (c *ctx) sequenceDetect(call *kql.Call) *rel {
	if len(call.Args) < 4 {
		c.b.errorf(codeArguments, call.Span(), "sequence_detect takes at least 4 arguments, not %d", len(call.Args))
		return c.b.failed()
	}
	l := c.newColumns()
	l.bind(call.Args[:1])
	if len(l.out) != 1 {
		return c.b.failed()
	}
	timeName := l.out[0].Name
	switch t := l.out[0].Expr.Type(); t {
	case table.TypeDateTime, table.TypeTimeSpan, table.TypeInt, table.TypeLong:
	case table.TypeUnknown:
		return c.unknownSequences(call)
	default:
		c.b.errorf(codeType, call.Args[0].Span(), "sequence_detect takes times of type datetime, timespan or long, not %s", t)
		return c.b.failed()
	}
	cols := []plan.Named{{Name: c.b.temp(), Expr: l.out[0].Expr}}
	var names []string
	rest := call.Args[3:]
	for len(rest) > 0 {
		given, x := kql.Named(rest[0])
		if len(given) != 1 {
			break
		}
		step := c.expr(x)
		if t := step.Type(); t != table.TypeBool && t != table.TypeUnknown {
			break
		}
		cols = append(cols, plan.Named{Name: c.b.temp(), Expr: step})
		names = append(names, given[0].Text()+"_"+timeName)
		rest = rest[1:]
	}
	steps := len(names)
	if steps == 0 {
		c.b.unsupported(call.Args[3].Span(), "sequence_detect with a step that has no name (write name = condition)")
		return c.b.failed()
	}
	dims := c.newColumns()
	dims.bind(rest)
	taken := newNamer()
	var all []table.Value
	for _, n := range append(append(namesOf(dims.out), names...), "Duration") {
		all = append(all, table.StringValue(taken.unique(n)))
	}
	scalars := &ctx{b: c.b, scope: c.scope}
	values := []plan.Named{{Name: "window", Expr: scalars.expr(call.Args[1])}, {Name: "span", Expr: scalars.expr(call.Args[2])},
		{Name: "steps", Expr: &plan.Const{Value: table.LongValue(int64(steps)), T: table.TypeLong}},
		{Name: "names", Expr: &plan.Const{Value: table.ArrayValue(all), T: table.TypeDynamic}}}
	input := dims.before(c.row).project(append(cols, dims.out...))
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = n.Str()
	}
	return c.withValues(functions.SequenceDetect, []plan.Node{input.node}, values, functions.SequenceFields(input.cols, steps, texts))
}

func namesOf(list []plan.Named) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.Name)
	}
	return out
}

// unknownSequences is what stands for the result where the times are not known.
func (c *ctx) unknownSequences(call *kql.Call) *rel {
	for _, a := range call.Args[3:] {
		_, x := kql.Named(a)
		c.expr(x)
	}
	return unknownTable()
}

// funnelCompletion binds funnel_sequence_completion(id, time, start, end, step,
// state, sequence, periods).
func (c *ctx) funnelCompletion(call *kql.Call) *rel {
	if len(call.Args) != 8 {
		c.b.errorf(codeArguments, call.Span(), "funnel_sequence_completion takes 8 arguments, not %d", len(call.Args))
		return c.b.failed()
	}
	l := c.newColumns()
	l.bind([]kql.Expr{call.Args[0], call.Args[1], call.Args[5]})
	if len(l.out) != 3 {
		return c.b.failed()
	}
	switch t := l.out[1].Expr.Type(); t {
	case table.TypeDateTime, table.TypeTimeSpan, table.TypeInt, table.TypeLong, table.TypeUnknown:
	default:
		c.b.errorf(codeType, call.Args[1].Span(), "funnel_sequence_completion takes times of type datetime, timespan or long, not %s", t)
		return c.b.failed()
	}
	scalars := &ctx{b: c.b, scope: c.scope}
	var values []plan.Named
	for i, name := range map[int]string{2: "start", 3: "end", 4: "step", 6: "sequence", 7: "periods"} {
		_, x := kql.Named(call.Args[i])
		v := scalars.expr(x)
		if i >= 6 && v.Type() != table.TypeDynamic && v.Type() != table.TypeUnknown {
			c.b.errorf(codeType, call.Args[i].Span(), "funnel_sequence_completion takes an array here, not %s", v.Type())
		}
		values = append(values, plan.Named{Name: name, Expr: v})
	}
	slices.SortFunc(values, func(a, b plan.Named) int { return cmp.Compare(a.Name, b.Name) })
	input := l.before(c.row).project(l.out)
	return c.withValues(functions.FunnelCompletion, []plan.Node{input.node}, values, functions.FunnelFields(input.cols))
}
