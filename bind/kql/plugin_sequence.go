package kql

import (
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

// funnel is a plugin that counts ids that went through a sequence of states.
type funnel struct {
	f      *functions.TableFunc
	fields func(in []table.Field) []table.Field
	// params are the names of the arguments in order; @ marks columns.
	params []string
}

// funnels are the plugins over sequences of states.
var funnels = map[string]funnel{
	"funnel_sequence": {functions.FunnelSequence, functions.FunnelSequenceFields,
		[]string{"@id", "@time", "start", "end", "window", "step", "@state", "sequence"}},
	"funnel_sequence_completion": {functions.FunnelCompletion, functions.FunnelFields,
		[]string{"@id", "@time", "start", "end", "step", "@state", "sequence", "periods"}},
}

// funnel binds such a plugin. Of funnel_sequence it gives the first of the
// three results; the others count the same ways by one of their ends.
func (c *ctx) funnel(call *kql.Call, fn funnel) *rel {
	if len(call.Args) != len(fn.params) {
		c.b.errorf(codeArguments, call.Span(), "%s takes %d arguments, not %d", fn.f.Name, len(fn.params), len(call.Args))
		return c.b.failed()
	}
	var columns []kql.Expr
	scalars := &ctx{b: c.b, scope: c.scope}
	var values []plan.Named
	for i, name := range fn.params {
		if name[0] == '@' {
			columns = append(columns, call.Args[i])
			continue
		}
		_, x := kql.Named(call.Args[i])
		v := scalars.expr(x)
		if array := name == "sequence" || name == "periods"; array && v.Type() != table.TypeDynamic && v.Type() != table.TypeUnknown {
			c.b.errorf(codeType, call.Args[i].Span(), "%s takes an array here, not %s", fn.f.Name, v.Type())
		}
		values = append(values, plan.Named{Name: name, Expr: v})
	}
	l := c.newColumns()
	l.bind(columns)
	if len(l.out) != len(columns) {
		return c.b.failed()
	}
	switch t := l.out[1].Expr.Type(); t {
	case table.TypeDateTime, table.TypeTimeSpan, table.TypeInt, table.TypeLong, table.TypeUnknown:
	default:
		c.b.errorf(codeType, columns[1].Span(), "%s takes times of type datetime, timespan or long, not %s", fn.f.Name, t)
		return c.b.failed()
	}
	input := l.before(c.row).project(l.out)
	return c.withValues(fn.f, []plan.Node{input.node}, values, fn.fields(input.cols))
}
