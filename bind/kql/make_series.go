package kql

import (
	stdctx "context"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// makeSeries aggregates by bins of the axis, and a table function then lays
// the bins out as arrays. The bounds may depend on the clock, so the table
// function is called when they are known.
func (c *ctx) makeSeries(op *kql.MakeSeries) *rel {
	p := c.b.params(op.Params, "kind")
	names := c.newColumns()
	names.bind(op.By)
	s := &summary{c: c, names: names.names, aggs: &collector{}}
	axisName := c.autoName(op.On)
	if given, _ := kql.Named(op.On); given != nil {
		axisName = given[0].Text()
	}
	if axisName == "" {
		axisName = names.names.column()
	}
	names.names.taken[axisName] = true
	s.series(op.Series, names.out)
	axis := c.expr(op.On)
	inner := &ctx{b: c.b, scope: c.scope}
	from, to, step := inner.seriesBounds(op)
	if axis.Type() == table.TypeUnknown || step.Type() == table.TypeUnknown || len(s.post) != len(op.Series) {
		return c.seriesFailed(names.out, s.post, axisName)
	}
	origin := from
	if k, ok := from.(*plan.Const); ok && k.Value.IsNull() {
		origin = &plan.Const{Value: table.LongValue(0), T: table.TypeLong}
		switch axis.Type() {
		case table.TypeDateTime:
			origin = &plan.Const{Value: table.DateTimeValue(0), T: table.TypeDateTime}
		case table.TypeTimeSpan:
			origin = &plan.Const{Value: table.TimeSpanValue(0), T: table.TypeTimeSpan}
		}
	}
	binned := c.b.function("bin_at", op.On.Span(), axis, step, origin)
	keys := append(append([]plan.Named(nil), names.out...), plan.Named{Name: axisName, Expr: binned})
	grouped := s.result(keys, c.row)
	args := functions.TableArgs{"axis": table.StringValue(axisName), "by": namesValue(names.out), "aggregates": namesValue(s.post),
		"defaults": c.seriesDefaults(op, s.post), "nonempty": table.BoolValue(word(p["kind"]) == "nonempty")}
	return c.laidOut(grouped, names.out, s.post, plan.Named{Name: axisName, Expr: binned}, args, []plan.Expr{from, to, step})
}

// series binds aggregates that give one column each.
func (s *summary) series(list []*kql.SeriesAgg, keys []plan.Named) {
	inner := s.start(keys)
	for _, a := range list {
		before := len(s.post)
		if s.one(inner, a.X); len(s.post) > before+1 {
			s.c.b.report(codeUnsupported, source.Unsupported, a.X.Span(), "an aggregate of several columns in make-series is not supported: the manual has those of one column only")
		}
	}
}

// laidOut calls the table function once the bounds are computed.
func (c *ctx) laidOut(grouped *rel, by, aggs []plan.Named, axis plan.Named, args functions.TableArgs, bounds []plan.Expr) *rel {
	fields := fieldsOf(by)
	for _, a := range aggs {
		fields = append(fields, table.Field{Name: a.Name, Type: table.TypeDynamic})
	}
	fields = append(fields, table.Field{Name: axis.Name, Type: table.TypeDynamic})
	shape := plan.Shape{Schema: table.NewSchema(fields...)}
	one := (&rel{node: oneRowNode()}).project([]plan.Named{{Name: "from", Expr: bounds[0]}, {Name: "to", Expr: bounds[1]}, {Name: "step", Expr: bounds[2]}})
	n := &plan.Deferred{
		In:    []plan.Node{grouped.node, one.node},
		Label: "make-series",
		Of:    shape,
		Build: func(_ stdctx.Context, in []*table.Table) (plan.Node, error) {
			all := functions.TableArgs{}
			for k, v := range args {
				all[k] = v
			}
			row := in[1].Batch().Row(0)
			all["from"], all["to"], all["step"] = row[0], row[1], row[2]
			return &plan.TableCall{Func: functions.MakeSeries, In: []plan.Node{&plan.Values{Table: in[0]}}, Args: all, Of: shape}, nil
		},
	}
	return &rel{node: n, cols: fields}
}

func (c *ctx) seriesFailed(by, aggs []plan.Named, axis string) *rel {
	r := c.b.failed()
	r.cols = fieldsOf(by)
	for _, a := range aggs {
		r.cols = append(r.cols, table.Field{Name: a.Name, Type: table.TypeDynamic})
	}
	r.cols = append(r.cols, table.Field{Name: axis, Type: table.TypeDynamic})
	return r
}

// seriesBounds are from, to and step. Those of in range(a, b, c) are rounded
// down to the step, and the last bin is included.
func (c *ctx) seriesBounds(op *kql.MakeSeries) (from, to, step plan.Expr) {
	if op.In == nil {
		return c.optional(op.From), c.optional(op.To), c.expr(op.Step)
	}
	call, ok := op.In.(*kql.Call)
	if !ok || call.Name.Text != "range" || len(call.Args) != 3 {
		c.b.errorf(codeArguments, op.In.Span(), "make-series takes range(from, to, step) after in")
		return bad(), bad(), bad()
	}
	from, to, step = c.expr(call.Args[0]), c.expr(call.Args[1]), c.expr(call.Args[2])
	from = c.b.function("bin", call.Args[0].Span(), from, step)
	to = c.operator("+", call.Args[1].Span(), c.b.function("bin", call.Args[1].Span(), to, step), step)
	return from, to, step
}

func (c *ctx) optional(e kql.Expr) plan.Expr {
	if e == nil {
		return &plan.Const{T: table.TypeDynamic}
	}
	return c.expr(e)
}

// seriesDefaults are the values of empty bins: 0, or null for reals, unless
// given.
func (c *ctx) seriesDefaults(op *kql.MakeSeries, aggs []plan.Named) table.Value {
	var out []table.Value
	for i, a := range op.Series {
		v := table.LongValue(0)
		t := aggs[i].Expr.Type()
		if a.Default != nil {
			if k, ok := c.expr(a.Default).(*plan.Const); ok {
				v = k.Value
				if t.Numeric() && k.T.Numeric() {
					v = c.b.cast(k, t).(*plan.Const).Value
				}
			} else {
				c.b.errorf(codeConstant, a.Default.Span(), "a default must be a constant")
			}
		} else if t == table.TypeReal {
			v = table.RealValue(0)
		}
		out = append(out, v)
	}
	return table.ArrayValue(out)
}

func namesValue(cols []plan.Named) table.Value {
	var out []table.Value
	for _, c := range cols {
		out = append(out, table.StringValue(c.Name))
	}
	return table.ArrayValue(out)
}
