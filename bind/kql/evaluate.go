package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// evaluate binds a plugin. One that reads a service is what the host declares
// under its name.
func (c *ctx) evaluate(op *kql.Evaluate) *rel {
	call, ok := op.Call.(*kql.Call)
	if !ok {
		c.b.errorf(codeFunction, op.Span(), "evaluate needs a call of a plugin")
		return c.b.failed()
	}
	name := call.Name.Text
	if f := c.b.hostTableFunction(name); f != nil && whyNot()[name] != "" {
		var in *rel
		if f.TakesRows {
			in = c.row
		}
		return c.withSchema(c.hostTable(f, call, in), op.Schema)
	}
	if c.row == nil {
		if knownPlugins()[name] && whyNot()[name] == "" {
			c.b.errorf(codeNoSource, call.Name.Span(), "the plugin %s needs rows: put a table before it", name)
		} else {
			c.b.refuse(call.Name.Span(), "plugin", name)
		}
		return c.b.failed()
	}
	var out *rel
	switch name {
	case "bag_unpack":
		out = c.bagUnpack(call)
	case "pivot":
		out = c.pivot(call)
	case "narrow":
		out = c.narrow()
	default:
		if out = c.plugin(name, call); out != nil {
			break
		}
		if !knownPlugins()[name] {
			c.b.errorf("KS124", call.Name.Span(), "the plug-in function %q is not defined%s", name, didYouMean(name, keysOf(knownPlugins())))
			return c.b.failed()
		}
		c.b.refuse(call.Name.Span(), "plugin", name)
		return c.b.failed()
	}
	return c.withSchema(out, op.Schema)
}

// withSchema is a plugin's result with the columns that the query declares for
// it, if it does; * stands for those of the input.
func (c *ctx) withSchema(out *rel, s *kql.Schema) *rel {
	if s == nil {
		return out
	}
	var input, fields []table.Field
	if c.row != nil {
		input = c.row.cols
	}
	for _, col := range s.Columns {
		if !col.Star {
			fields = append(fields, table.Field{Name: col.Name.Text(), Type: c.b.columnType(col)})
			continue
		}
		for _, f := range input {
			if out.open || out.index(f.Name) >= 0 {
				fields = append(fields, f)
			}
		}
	}
	return out.as(c.b, fields)
}

// late is the result of a table function whose columns only the run knows.
func (c *ctx) late(n *plan.TableCall) *rel {
	n.Of = plan.Shape{Schema: table.NewSchema(), Open: true}
	return &rel{node: n, open: true, other: table.TypeDynamic, late: true}
}

func (c *ctx) bagUnpack(call *kql.Call) *rel {
	if len(call.Args) == 0 {
		c.b.errorf(codeArguments, call.Span(), "bag_unpack takes at least 1 argument, not 0")
		return c.b.failed()
	}
	id, ok := call.Args[0].(*kql.Ident)
	if !ok {
		c.b.errorf(codeName, call.Args[0].Span(), "bag_unpack takes a column")
		return c.b.failed()
	}
	if t := c.expr(id).Type(); t != table.TypeDynamic && t != table.TypeUnknown {
		c.b.errorf(codeType, id.Span(), "bag_unpack takes a column of type dynamic, not %s", t)
		return c.b.failed()
	}
	args := functions.TableArgs{"column": table.StringValue(id.Text)}
	for i, a := range call.Args[1:] {
		names, x := kql.Named(a)
		key := []string{"prefix", "conflict", "ignored"}[min(i, 2)]
		if names != nil {
			key = map[string]string{"OutputColumnPrefix": "prefix", "columnsConflict": "conflict", "ignoredProperties": "ignored"}[names[0].Text()]
		}
		k, ok := c.expr(x).(*plan.Const)
		if !ok || key == "" {
			c.b.errorf(codeConstant, a.Span(), "this argument of bag_unpack is not known, or no constant")
			return c.b.failed()
		}
		args[key] = k.Value
	}
	return c.late(&plan.TableCall{Func: functions.BagUnpack, In: []plan.Node{c.row.node}, Args: args})
}

// pivot groups by all columns that it does not name, and spreads the values
// of one.
func (c *ctx) pivot(call *kql.Call) *rel {
	if len(call.Args) == 0 {
		c.b.errorf(codeArguments, call.Span(), "pivot takes at least 1 argument, not 0")
		return c.b.failed()
	}
	if !c.closed(call.Span(), "pivot") {
		return unknownTable()
	}
	pivoted := c.autoName(call.Args[0])
	pivot := c.expr(call.Args[0])
	used := map[string]bool{pivoted: true}
	var keyList []kql.Expr
	agg, ok := c.counting("$value")
	if len(call.Args) > 1 {
		_, x := kql.Named(call.Args[1])
		ac, isCall := x.(*kql.Call)
		var f *functions.Aggregate
		if isCall {
			f = c.b.catalog.Aggregate(ac.Name.Text)
		}
		if f == nil {
			c.b.errorf(codeAggregate, call.Args[1].Span(), "the second argument of pivot is an aggregate")
			return c.b.failed()
		}
		agg, _, ok = c.aggregate(ac, f)
		for _, a := range agg.Args {
			plan.Columns(a, func(n string) { used[n] = true })
		}
		if ok {
			agg.Names = []string{"$value"}
		}
		keyList = call.Args[2:]
	}
	if !ok {
		return c.b.failed()
	}
	var keys []plan.Named
	if len(keyList) > 0 {
		l := c.newColumns()
		l.bind(keyList)
		keys = l.out
	} else {
		for _, n := range c.row.all() {
			if !used[n.Name] {
				keys = append(keys, n)
			}
		}
	}
	group := append(append([]plan.Named(nil), keys...), plan.Named{Name: "$pivot", Expr: pivot})
	grouped := c.grouped(group, []plan.Agg{agg}, c.row)
	args := functions.TableArgs{"keys": namesValue(keys), "pivot": table.StringValue("$pivot"),
		"values": table.ArrayValue([]table.Value{table.StringValue("$value")}), "sorted": table.BoolValue(true)}
	if agg.Types[0] == table.TypeLong {
		args["missing"] = table.LongValue(0)
	}
	out := c.late(&plan.TableCall{Func: functions.Pivot, In: []plan.Node{grouped.node}, Args: args})
	out.cols = fieldsOf(keys)
	return out
}

func (c *ctx) narrow() *rel {
	n := &plan.TableCall{Func: functions.Narrow, In: []plan.Node{c.row.node}}
	n.Of = plan.Shape{Schema: table.NewSchema(table.Field{Name: "Row", Type: table.TypeLong},
		table.Field{Name: "Column", Type: table.TypeString}, table.Field{Name: "Value", Type: table.TypeString})}
	return relOf(n)
}
