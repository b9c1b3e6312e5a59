package kql

import (
	"fmt"
	"math"
	"sync"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// patternPlugin is a plugin that looks for patterns in the values of rows: its
// optional arguments in order, and the columns before those of the input.
type patternPlugin struct {
	f      *functions.TableFunc
	params []patternParam
	head   []table.Field
}

// patternParam is an optional argument: a column of weights, or a number
// between two bounds.
type patternParam struct {
	name        string
	integer     bool
	least, most float64
	otherwise   table.Value
}

const weightColumn = "weight"

var patternPlugins = sync.OnceValue(func() map[string]*patternPlugin {
	return map[string]*patternPlugin{
		"autocluster": {functions.Autocluster, []patternParam{
			{name: "size", most: 1, otherwise: table.RealValue(0.5)}, {name: weightColumn},
			{name: "seeds", integer: true, least: 1, most: math.MaxInt32, otherwise: table.LongValue(25)}}, functions.PatternCounts()},
		"basket": {functions.Basket, []patternParam{
			{name: "threshold", least: 0.015, most: 1, otherwise: table.RealValue(0.05)}, {name: weightColumn},
			{name: "dimensions", integer: true, least: 1, most: math.MaxInt32, otherwise: table.LongValue(5)}}, functions.PatternCounts()},
		"diffpatterns": {functions.Diffpatterns, []patternParam{
			{name: weightColumn}, {name: "threshold", least: 0.015, most: 1, otherwise: table.RealValue(0.05)},
			{name: "dimensions", integer: true, least: 1, most: math.MaxInt32, otherwise: table.LongValue(math.MaxInt32)}}, functions.PatternDifferences()},
	}
})

// patternPlugin binds such a plugin.
func (c *ctx) patternPlugin(call *kql.Call, p *patternPlugin) *rel {
	if !c.closed(call.Span(), call.Name.Text) {
		return unknownTable()
	}
	args, rest := functions.TableArgs{}, call.Args
	if call.Name.Text == "diffpatterns" {
		if len(rest) < 3 {
			c.b.errorf(codeArguments, call.Span(), "diffpatterns takes at least 3 arguments, not %d", len(rest))
			return c.b.failed()
		}
		at, ok := c.patternColumn(call, rest[0])
		a, okA := c.patternText(call, rest[1])
		b, okB := c.patternText(call, rest[2])
		if !ok || !okA || !okB {
			return c.b.failed()
		}
		args["split"], args["a"], args["b"] = table.LongValue(int64(at)), a, b
		rest = rest[3:]
	}
	for i, param := range p.params {
		var arg kql.Expr
		if i < len(rest) {
			arg = rest[i]
		}
		if !c.patternArg(call, param, arg, args) {
			return c.b.failed()
		}
	}
	wildcards, ok := c.wildcards(call, rest[min(len(p.params), len(rest)):])
	if !ok {
		return c.b.failed()
	}
	args["wildcards"] = wildcards
	names, taken := make([]table.Value, len(c.row.cols)), newNamer()
	for _, f := range p.head {
		taken.unique(f.Name)
	}
	texts := make([]string, len(names))
	for i, f := range c.row.cols {
		texts[i] = taken.unique(f.Name)
		names[i] = table.StringValue(texts[i])
	}
	args["names"] = table.ArrayValue(names)
	in := c.row.project(c.row.all())
	return relOf(&plan.TableCall{Func: p.f, In: []plan.Node{in.node}, Args: args,
		Of: plan.Shape{Schema: table.NewSchema(functions.PatternFields(p.head, texts, c.row.cols)...)}})
}

// patternColumn is the place of a column that is an argument.
func (c *ctx) patternColumn(call *kql.Call, x kql.Expr) (int, bool) {
	if id, ok := x.(*kql.Ident); ok {
		if c.expr(id).Type() == table.TypeUnknown {
			return 0, false
		}
		if at := c.row.index(id.Text); at >= 0 {
			return at, true
		}
	}
	c.b.errorf(codeName, x.Span(), "%s takes a column here", call.Name.Text)
	return 0, false
}

// patternText is an argument that is a constant text.
func (c *ctx) patternText(call *kql.Call, x kql.Expr) (table.Value, bool) {
	k, ok := (&ctx{b: c.b, scope: c.scope}).expr(x).(*plan.Const)
	if !ok || k.Value.Kind() != table.KindString {
		c.b.errorf(codeConstant, x.Span(), "%s takes a constant string here", call.Name.Text)
		return table.Value{}, false
	}
	return k.Value, true
}

// patternArg reads an optional argument; nil and "~" stand for its default.
func (c *ctx) patternArg(call *kql.Call, p patternParam, x kql.Expr, args functions.TableArgs) bool {
	if p.name != weightColumn {
		args[p.name] = p.otherwise
	}
	if x == nil {
		return true
	}
	if id, ok := x.(*kql.Ident); ok && p.name == weightColumn && c.row.index(id.Text) >= 0 {
		at, ok := c.patternColumn(call, x)
		if t := c.row.cols[at].Type; ok && t != table.TypeUnknown && !t.Numeric() {
			c.b.errorf(codeType, x.Span(), "%s takes weights that are numbers, not %s", call.Name.Text, t)
			return false
		}
		args[weightColumn] = table.LongValue(int64(at))
		return ok
	}
	v := (&ctx{b: c.b, scope: c.scope}).expr(x)
	if v.Type() == table.TypeUnknown {
		return false
	}
	k, ok := v.(*plan.Const)
	switch {
	case ok && isTilde(k.Value):
		return true
	case p.name == weightColumn:
		c.b.errorf(codeName, x.Span(), "%s takes a column of weights here, or \"~\"", call.Name.Text)
		return false
	case !ok:
		c.b.errorf(codeConstant, x.Span(), "%s takes a constant number here, or \"~\"", call.Name.Text)
		return false
	}
	n, whole := k.Value.Real(), false
	switch k.Value.Kind() {
	case table.KindInt, table.KindLong:
		n, whole = float64(k.Value.Int()), true
	case table.KindReal:
	default:
		c.b.errorf(codeType, x.Span(), "%s takes a number here, or \"~\"", call.Name.Text)
		return false
	}
	if !(n >= p.least && n <= p.most) || p.integer && !whole {
		kind := fmt.Sprintf("number from %v to %v", p.least, p.most)
		if p.integer {
			kind = fmt.Sprintf("whole number from %v", p.least)
		}
		c.b.errorf(codeValue, x.Span(), "%s takes a %s here", call.Name.Text, kind)
		return false
	}
	if args[p.name] = table.RealValue(n); p.integer {
		args[p.name] = table.LongValue(int64(n))
	}
	return true
}

func isTilde(v table.Value) bool { return v.Kind() == table.KindString && v.Str() == "~" }

// wildcards gives for each column what stands for any value: null, the empty
// string, or what an argument gives for the column's type.
func (c *ctx) wildcards(call *kql.Call, args []kql.Expr) (table.Value, bool) {
	given := map[table.Type]table.Value{table.TypeString: table.StringValue("")}
	for _, x := range args {
		v := (&ctx{b: c.b, scope: c.scope}).expr(x)
		if v.Type() == table.TypeUnknown {
			return table.Value{}, false
		}
		k, ok := v.(*plan.Const)
		if !ok {
			c.b.errorf(codeConstant, x.Span(), "%s takes constants as wildcards", call.Name.Text)
			return table.Value{}, false
		}
		if !isTilde(k.Value) {
			given[v.Type()] = k.Value
		}
	}
	out := make([]table.Value, len(c.row.cols))
	for i, f := range c.row.cols {
		out[i] = given[f.Type]
	}
	return table.ArrayValue(out), true
}
