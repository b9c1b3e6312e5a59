package spl

import (
	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

var openShape = plan.Shape{Schema: table.NewSchema(), Open: true}

// xyseries spreads the values of one field into columns.
func (b *binder) xyseries(in plan.Node, c *spl.Xyseries) plan.Node {
	o := b.options(c, c.Options, "grouped", "sep", "format")
	list := names(c.Fields)
	n := pivot(in, list[:1], list[1], list[2:], nil, o)
	if o.bool("grouped", false) {
		return n // rows that belong together follow one another already
	}
	b.ordered = true
	return &plan.Sort{Input: n, Keys: []plan.SortKey{{Expr: column(list[0]), Order: plan.OrderAuto}}, Limit: -1}
}

// pivot makes sure of the columns it names and spreads them. A row without a
// key or a name has no place in the result.
// The cells of the columns zero are 0 where there is no row. o has the options
// sep and format.
func pivot(in plan.Node, keys []string, by string, values, zero []string, o options) plan.Node {
	all := append(append(append([]string(nil), keys...), by), values...)
	in = &plan.Pick{Input: in, Keep: all, Exact: true}
	fields := make([]table.Field, len(keys))
	for i, k := range keys {
		fields[i] = table.Field{Name: k, Type: table.TypeDynamic}
	}
	args := functions.TableArgs{
		"keys": stringList(keys), "pivot": table.StringValue(by), "values": stringList(values),
		"zero": stringList(zero), "sorted": table.BoolValue(true),
	}
	o.naming(args)
	return &plan.TableCall{
		Func: functions.Pivot, In: []plan.Node{in}, Of: plan.Shape{Schema: table.NewSchema(fields...), Open: true}, Args: args,
	}
}

// naming adds the options sep and format, by which columns of series are called.
func (o options) naming(args functions.TableArgs) {
	for _, key := range []string{"sep", "format"} {
		if o.has(key) {
			args[key] = table.StringValue(o.text(key, ""))
		}
	}
}

// untable is the opposite of xyseries.
func (b *binder) untable(in plan.Node, c *spl.Untable) plan.Node {
	b.options(c, c.Options)
	list := names(c.Fields)
	fields := make([]table.Field, 3)
	for i, name := range list {
		fields[i] = table.Field{Name: name, Type: table.TypeDynamic}
	}
	return &plan.TableCall{
		Func: functions.Untable, In: []plan.Node{in}, Of: plan.Shape{Schema: table.NewSchema(fields...)},
		Args: functions.TableArgs{"key": table.StringValue(list[0]), "name": table.StringValue(list[1]), "value": table.StringValue(list[2])},
	}
}

// transpose turns rows into columns.
func (b *binder) transpose(in plan.Node, c *spl.Transpose) plan.Node {
	o := b.options(c, append(append(spl.Options(nil), c.Before...), c.Options...), "column_name", "header_field", "include_empty")
	rows := b.count(c.Count, 5)
	if len(c.Fields) > 0 {
		b.fail(c.Fields[0].Span(), semantic(codeArguments, "transpose takes a number of rows and options"))
	}
	return &plan.TableCall{
		Func: functions.Transpose, In: []plan.Node{in}, Of: openShape,
		Args: functions.TableArgs{
			"rows": table.LongValue(rows), "column": table.StringValue(o.text("column_name", "")), "header": table.StringValue(o.text("header_field", "")),
			"dropempty": table.BoolValue(!o.bool("include_empty", true)),
		},
	}
}
