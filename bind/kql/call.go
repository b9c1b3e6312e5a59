package kql

import (
	"sort"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// call binds a function call where a scalar is wanted: aggregates where they
// may stand, functions declared by let, those that need the binder, and the
// catalog's.
func (c *ctx) call(e *kql.Call) plan.Expr {
	name := e.Name.Text
	if c.aggs != nil {
		if a := c.b.catalog.Aggregate(name); a != nil {
			return c.aggs.column(c, e, a)
		}
	}
	if ent := c.scope.lookup(name); ent != nil {
		if ent.fn != nil {
			return c.userCall(ent.fn, e.Span(), e.Args)
		}
		if ent.taint {
			return bad()
		}
	}
	if f := c.b.hostScalar(name); f != nil {
		return c.b.apply(f, name, e.Span(), c.exprs(e.Args))
	}
	if special, ok := specials()[name]; ok {
		return special(c, e)
	}
	f := c.b.catalog.Scalar(name)
	if level, _ := kql.BinaryLevel(name); f == nil || !isWord(name) || level > 0 || name == "neg" {
		return c.unknownFunction(e)
	}
	if f.Window {
		return c.window(e, f)
	}
	list := e.Args
	to, typed := typeArgument(name, list)
	if typed {
		list = list[:len(list)-1]
	}
	args := c.exprs(list)
	if name == "repeat" && len(args) > 0 && args[0].Type() == table.TypeDynamic {
		c.b.errorf(codeType, e.Span(), "repeat does not take a value of type dynamic")
		return bad()
	}
	if typed {
		x, t := c.b.apply(f, name, e.Span(), args), c.b.typeName(to)
		switch {
		case x.Type() == table.TypeUnknown:
			return bad()
		case typedCalls[name] == table.TypeDynamic:
			return elementsTo(x, t)
		case x.Type() == table.TypeString && t == table.TypeDynamic:
			return c.b.function("parse_json", e.Span(), x)
		}
		return c.b.cast(x, t)
	}
	return weeks(name, args, c.b.apply(f, name, e.Span(), args), c.b)
}

func (c *ctx) exprs(list []kql.Expr) []plan.Expr {
	out := make([]plan.Expr, len(list))
	for i, a := range list {
		out[i] = c.expr(a)
	}
	return out
}

// typedCalls are the functions that take a type as their last argument, dynamic
// for those that convert the elements of their result to it.
var typedCalls = map[string]table.Type{
	"extract": table.TypeUnknown, "extract_json": table.TypeUnknown, "extractjson": table.TypeUnknown,
	"percentile_tdigest": table.TypeUnknown, "percentiles_array_tdigest": table.TypeDynamic,
}

// typeArgument is the type in a last argument typeof(t), which the result is
// converted to.
func typeArgument(name string, args []kql.Expr) (*kql.TypeName, bool) {
	if _, typed := typedCalls[name]; !typed || len(args) < 2 {
		return nil, false
	}
	t, ok := args[len(args)-1].(*kql.TypeOf)
	if !ok || t.Type == nil {
		return nil, false
	}
	return t.Type, true
}

// weeks makes the difference in weeks a real, which it is only for that part.
func weeks(name string, args []plan.Expr, x plan.Expr, b *binder) plan.Expr {
	if name == "datetime_diff" && len(args) > 0 {
		if k, ok := args[0].(*plan.Const); ok && strings.EqualFold(k.Value.Str(), "week") {
			return b.cast(x, table.TypeReal)
		}
	}
	return x
}

func (c *ctx) unknownFunction(e *kql.Call) plan.Expr {
	name := e.Name.Text
	for _, a := range e.Args {
		if _, star := a.(*kql.Star); !star && !c.b.tabular(a, c.scope) {
			c.expr(a)
		}
	}
	if c.b.catalog.Aggregate(name) != nil {
		c.b.errorf(codeAggregate, e.Span(), "the aggregate %s cannot stand here", name)
		return bad()
	}
	if knownScalars()[name] {
		c.b.refuse(e.Name.Span(), "function", name)
		return bad()
	}
	if knownAggregates()[name] {
		c.b.refuse(e.Name.Span(), "aggregate", name)
		return bad()
	}
	if c.b.env.Check {
		c.b.host(e.Name.Span(), name)
		return bad()
	}
	c.b.errorf(codeFunction, e.Name.Span(), "the name %q does not refer to any known function%s", name, didYouMean(name, c.b.functionNames(c.scope)))
	return bad()
}

// host reports a function that only the workspace a query was written for has.
func (b *binder) host(span source.Span, name string) {
	b.report(codeHost, source.Unsupported, span, "the host function "+name+" is not supported")
}

func (b *binder) functionNames(s *scope) []string {
	names := s.names(func(e *entity) bool { return e.fn != nil })
	for _, n := range b.catalog.Scalars() {
		if isWord(n) {
			names = append(names, n)
		}
	}
	for n := range specials() {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}
