package kql

import (
	stdctx "context"
	"sync"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

var activities = sync.OnceValue(functions.Activities)

// activity binds a plugin over ids and times: its columns are computed first,
// its other arguments, which may depend on the clock, once before the run.
func (c *ctx) activity(call *kql.Call, a *functions.Activity) *rel {
	args, cohort, lookback := call.Args, kql.Expr(nil), (*rel)(nil)
	if a.Name == "new_activity_metrics" {
		args, cohort, lookback = c.cohortArgs(call.Args)
	}
	params := a.Params[len(a.Params)-1]
	for _, p := range a.Params {
		if len(p) == len(args) {
			params = p
		}
	}
	if len(args) < len(params) {
		c.b.errorf(codeArguments, call.Span(), "%s takes at least %d arguments, not %d", a.Name, len(a.Params[0]), len(call.Args))
		return c.b.failed()
	}
	var columns []kql.Expr
	scalars := &ctx{b: c.b, scope: c.scope}
	var values []plan.Named
	for i, p := range params {
		_, x := kql.Named(args[i])
		if p[0] == '@' {
			columns = append(columns, args[i])
			continue
		}
		values = append(values, plan.Named{Name: p, Expr: scalars.expr(x)})
	}
	if cohort != nil {
		values = append(values, plan.Named{Name: "cohort", Expr: scalars.expr(cohort)})
	}
	l := c.newColumns()
	l.bind(append(columns, args[len(params):]...))
	if len(l.out) < 2 {
		return c.b.failed()
	}
	switch t := l.out[1].Expr.Type(); t {
	case table.TypeDateTime, table.TypeTimeSpan, table.TypeInt, table.TypeLong, table.TypeUnknown:
	default:
		c.b.errorf(codeType, columns[1].Span(), "%s takes times of type datetime, timespan or long, not %s", a.Name, t)
		return c.b.failed()
	}
	input := l.before(c.row).project(l.out)
	in := []plan.Node{input.node}
	if lookback != nil {
		in = append(in, lookback.node)
	}
	return c.withValues(&a.TableFunc, in, values, a.Fields(input.cols))
}

// withValues calls a table function with arguments computed once, in the run.
func (c *ctx) withValues(f *functions.TableFunc, in []plan.Node, values []plan.Named, fields []table.Field) *rel {
	one := (&rel{node: oneRowNode()}).project(values)
	shape := plan.Shape{Schema: table.NewSchema(fields...)}
	n := &plan.Deferred{
		In:    append(in[:len(in):len(in)], one.node),
		Label: f.Name,
		Of:    shape,
		Build: func(_ stdctx.Context, got []*table.Table) (plan.Node, error) {
			last := len(got) - 1
			args := functions.TableArgs{}
			for i, v := range got[last].Batch().Row(0) {
				args[values[i].Name] = v
			}
			call := &plan.TableCall{Func: f, Args: args, Of: shape}
			for _, t := range got[:last] {
				call.In = append(call.In, &plan.Values{Table: t})
			}
			return call, nil
		},
	}
	return &rel{node: n, cols: fields}
}

// cohortArgs takes the optional arguments of new_activity_metrics out: a
// constant after the window is the cohort, a table at the end holds ids that
// are known before.
func (c *ctx) cohortArgs(args []kql.Expr) (rest []kql.Expr, cohort kql.Expr, lookback *rel) {
	rest = append(rest, args...)
	if n := len(rest); n > 5 && c.b.tabular(rest[n-1], c.scope) {
		lookback = c.b.pipeOrTable(rest[n-1], c.scope)
		rest = rest[:n-1]
		_, id := kql.Named(args[0])
		inner := &ctx{b: c.b, scope: c.scope, row: lookback}
		lookback = lookback.project([]plan.Named{{Name: "id", Expr: inner.expr(id)}})
	}
	if len(rest) > 5 {
		_, x := kql.Named(rest[5])
		if x := c.expr(x); x.Type() != table.TypeUnknown && isConstant(x) {
			cohort = rest[5]
			rest = append(rest[:5], rest[6:]...)
		}
	}
	return rest, cohort, lookback
}
