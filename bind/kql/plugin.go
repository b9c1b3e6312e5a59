package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// plugin binds the plugins with a file of their own or a short lowering; nil
// when there is none of the name.
func (c *ctx) plugin(name string, call *kql.Call) *rel {
	if a := activities()[name]; a != nil {
		return c.activity(call, a)
	}
	if p := patternPlugins()[name]; p != nil {
		return c.patternPlugin(call, p)
	}
	if fn, ok := funnels[name]; ok {
		return c.funnel(call, fn)
	}
	switch name {
	case "rolling_percentile":
		return c.rollingPercentile(call)
	case "rows_near":
		return c.rowsNear(call)
	case "ipv4_lookup", "ipv6_lookup":
		return c.ipLookup(call, name == "ipv6_lookup")
	case "geo_line_lookup", "geo_polygon_lookup":
		return c.geoLookup(call)
	case "sequence_detect":
		return c.sequenceDetect(call)
	case "schema_merge":
		return c.schemaMerge(call)
	case "dcount_intersect":
		return c.dcountIntersect(call)
	case "preview":
		// The second result, the number of rows, is left out.
		if len(call.Args) != 1 {
			c.b.errorf(codeArguments, call.Span(), "preview takes 1 argument, not %d", len(call.Args))
			return c.b.failed()
		}
		n, ok := c.whole(call.Args[0])
		if !ok {
			return c.b.failed()
		}
		return c.row.with(&plan.Limit{Input: c.row.node, N: n})
	case "identity":
		return c.row
	}
	return nil
}

func (c *ctx) rollingPercentile(call *kql.Call) *rel {
	if len(call.Args) < 5 {
		c.b.errorf(codeArguments, call.Span(), "rolling_percentile takes at least 5 arguments, not %d", len(call.Args))
		return c.b.failed()
	}
	inner := &ctx{b: c.b, scope: c.scope}
	percentile, ok := inner.expr(call.Args[1]).(*plan.Const)
	bins, whole := c.whole(call.Args[4])
	if !ok || !whole {
		c.b.errorf(codeConstant, call.Span(), "the percentile and the number of bins must be constants")
		return c.b.failed()
	}
	t := c.expr(call.Args[0]).Type()
	if t != table.TypeUnknown && !t.Numeric() {
		c.b.errorf(codeType, call.Args[0].Span(), "rolling_percentile takes numbers, not %s", t)
		return c.b.failed()
	}
	name := "rolling_" + itoa(int(bins)) + "_percentile_" + c.autoName(call.Args[0]) + "_" + constantName(string(table.AppendJSON(nil, percentile.Value)))
	return c.activity(call, functions.RollingPercentile(name, t))
}

func (c *ctx) rowsNear(call *kql.Call) *rel {
	if n := len(call.Args); n < 2 || n > 3 {
		c.b.errorf(codeArguments, call.Span(), "rows_near takes 2 to 3 arguments, not %d", n)
		return c.b.failed()
	}
	if !c.row.serialized {
		c.b.errorf(codeSerialized, call.Span(), "rows_near needs rows in a known order: put sort or serialize before it")
		return c.b.failed()
	}
	temp := c.b.temp()
	in := c.row.extend([]plan.Named{{Name: temp, Expr: c.predicate(call.Args[0])}})
	before, ok := c.whole(call.Args[1])
	after := before
	if ok && len(call.Args) > 2 {
		after, ok = c.whole(call.Args[2])
	}
	if !ok {
		return c.b.failed()
	}
	args := functions.TableArgs{"condition": table.StringValue(temp), "before": table.LongValue(before), "after": table.LongValue(after)}
	out := in.with(&plan.TableCall{Func: functions.RowsNear, In: []plan.Node{in.node}, Args: args, Of: in.node.Shape()})
	return out.without(temp)
}

func (c *ctx) schemaMerge(call *kql.Call) *rel {
	ordered := true
	for _, a := range call.Args {
		names, x := kql.Named(a)
		k, ok := c.expr(x).(*plan.Const)
		if !ok || names != nil && names[0].Text() != "PreserveOrder" {
			c.b.errorf(codeConstant, a.Span(), "schema_merge takes PreserveOrder, true or false")
			return c.b.failed()
		}
		ordered = k.Value.Bool()
	}
	return relOf(&plan.TableCall{Func: functions.SchemaMerge, In: []plan.Node{c.row.node},
		Args: functions.TableArgs{"ordered": table.BoolValue(ordered)}, Of: plan.Shape{Schema: functions.SchemaMergeFields()}})
}

func (c *ctx) dcountIntersect(call *kql.Call) *rel {
	if len(call.Args) < 2 {
		c.b.errorf(codeArguments, call.Span(), "dcount_intersect takes at least 2 arguments, not %d", len(call.Args))
		return c.b.failed()
	}
	l := c.newColumns()
	l.bind(call.Args)
	in := l.before(c.row).project(l.out)
	return relOf(&plan.TableCall{Func: functions.DcountIntersect, In: []plan.Node{in.node},
		Of: plan.Shape{Schema: table.NewSchema(functions.DcountIntersectFields(len(l.out))...)}})
}
