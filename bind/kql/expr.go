package kql

import (
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
	"slices"
)

// ctx is where a scalar expression stands.
type ctx struct {
	b     *binder
	scope *scope
	// row is the table whose columns it reads; nil where there is none.
	row *rel
	// left and right are $left and $right of a join's condition.
	left, right *rel
	// locals are names before all others: states of scan, pieces of mv-apply.
	locals map[string]plan.Expr
	// members resolve name.member before columns do (states of scan).
	members func(name, member string) (plan.Expr, bool)
	// pattern is the pattern of a graph that the expression is about.
	pattern *matching
	// aggs collects aggregates where they may stand.
	aggs *collector
}

// bad is an expression that could not be bound; its type fits everywhere.
func bad() plan.Expr { return &plan.Const{T: table.TypeUnknown} }

// expr binds a scalar expression. It never returns nil.
func (c *ctx) expr(e kql.Expr) plan.Expr {
	switch e := e.(type) {
	case *kql.Literal:
		if e.Kind == kql.DateTime && e.Value == "" {
			return c.b.function("now", e.Span()) // datetime() is the time of the run
		}
		return c.b.literal(e)
	case *kql.Dynamic:
		return &plan.Const{Value: c.b.dynamic(e), T: table.TypeDynamic}
	case *kql.Ident:
		return c.ident(e)
	case *kql.NamedExpr:
		return c.expr(e.X)
	case *kql.Unary:
		return c.unary(e)
	case *kql.Binary:
		return c.binary(e)
	case *kql.In:
		return c.in(e)
	case *kql.Between:
		return c.between(e)
	case *kql.Call:
		return c.call(e)
	case *kql.Member:
		return c.member(e)
	case *kql.Index:
		return c.indexed(e)
	case *kql.Pipe:
		if e.Source != nil && len(e.Operators) == 0 {
			return c.expr(e.Source)
		}
		c.b.errorf(codeScalar, e.Span(), "a scalar value is expected, not a table")
		return bad()
	case *kql.TypeOf:
		return c.typeOf(e)
	case *kql.Star, *kql.Wildcard:
		c.b.errorf(codeScalar, e.Span(), "a scalar value is expected, not *")
		return bad()
	case *kql.DataTable, *kql.ExternalData:
		c.b.errorf(codeScalar, e.Span(), "a scalar value is expected, not a table")
		return bad()
	}
	c.b.unsupported(e.Span(), "this expression")
	return bad()
}

// typed binds an expression that must be of one type.
func (c *ctx) typed(e kql.Expr, t table.Type) plan.Expr {
	x := c.expr(e)
	got := x.Type()
	switch {
	case got == t || got == table.TypeUnknown:
		return x
	case got == table.TypeDynamic || got.Numeric() && t.Numeric():
		return c.b.cast(x, t)
	}
	c.b.errorf(codeType, e.Span(), "a value of type %s is expected, not %s", t, got)
	return bad()
}

// predicate binds a condition.
func (c *ctx) predicate(e kql.Expr) plan.Expr {
	x := c.expr(e)
	switch t := x.Type(); {
	case t == table.TypeBool || t == table.TypeUnknown:
		return x
	case t == table.TypeDynamic || t.Numeric():
		return c.b.cast(x, table.TypeBool)
	default:
		c.b.errorf(codeType, e.Span(), "a condition of type bool is expected, not %s", t)
		return bad()
	}
}

// ident resolves a name: columns first, then declared names.
func (c *ctx) ident(e *kql.Ident) plan.Expr {
	if x, ok := c.locals[e.Text]; ok {
		return x
	}
	if x, ok := c.row.column(e.Text); ok {
		return x
	}
	if ent := c.scope.lookup(e.Text); ent != nil {
		return c.entity(e, ent)
	}
	if c.row != nil && c.row.open {
		return &plan.Column{Name: e.Text, T: c.row.other}
	}
	if c.b.env.Check && c.row == nil && c.b.env.Source(e.Text) == nil {
		c.b.report(codeHost, source.Unsupported, e.Span(), "the name "+e.Text+" is not known; a function or table of the host is not supported as a scalar")
		return bad()
	}
	names := append(c.row.names(), c.scope.names(func(e *entity) bool { return e.scalar != nil })...)
	c.b.errorf(codeName, e.Span(), "the name %q does not refer to any known column, table, variable or function%s", e.Text, didYouMean(e.Text, names))
	return bad()
}

func (c *ctx) entity(e *kql.Ident, ent *entity) plan.Expr {
	switch {
	case ent.taint:
		return bad()
	case ent.scalar != nil:
		if ent.row != nil && c.row != nil && c.row != ent.row {
			c.b.errorf(codeConstant, e.Span(), "the parameter %s depends on a row and cannot be used inside another table", e.Text)
			return bad()
		}
		if !c.b.fits(c.b.sizes.expr(ent.scalar), e.Text, e.Span()) {
			return bad()
		}
		return ent.scalar
	case ent.fn != nil:
		return c.userCall(ent.fn, e.Span(), nil)
	}
	if c.b.env.Check {
		return bad()
	}
	what := "a table"
	if ent.rel == nil && ent.pattern == nil {
		what = ent.kind()
	}
	c.b.errorf(codeScalar, e.Span(), "a scalar value is expected, but %s is %s", e.Text, what)
	return bad()
}

// operator applies a function of the catalog by its name.
func (c *ctx) operator(name string, span source.Span, args ...plan.Expr) plan.Expr {
	f := c.b.catalog.Scalar(name)
	if f == nil {
		c.b.unsupported(span, "the operator "+name)
		return bad()
	}
	return c.b.apply(f, name, span, args)
}

// function applies a function that the binder itself wants.
func (b *binder) function(name string, span source.Span, args ...plan.Expr) plan.Expr {
	f := b.catalog.Scalar(name)
	if f == nil {
		b.unsupported(span, "the function "+name)
		return bad()
	}
	return b.apply(f, name, span, args)
}

func (c *ctx) unary(e *kql.Unary) plan.Expr {
	x := c.expr(e.X)
	if e.Op == "+" {
		return x
	}
	return c.operator("neg", e.Span(), x)
}

func (c *ctx) binary(e *kql.Binary) plan.Expr {
	if _, star := e.X.(*kql.Star); star {
		return c.anyColumn(e)
	}
	x, y := c.expr(e.X), c.expr(e.Y)
	op := e.Op
	switch op {
	case "<>":
		op = "!="
	case ":":
		op = "has"
	}
	return c.operator(op, e.Span(), x, y)
}

// anyColumn is * op y: true when it is true of some column, as text.
func (c *ctx) anyColumn(e *kql.Binary) plan.Expr {
	y := c.expr(e.Y)
	if c.row == nil || !c.closed(e.Span(), "a condition on all columns") {
		return bad()
	}
	var any plan.Expr = &plan.Const{Value: table.BoolValue(false), T: table.TypeBool}
	for i, n := range c.row.all() {
		one := c.operator(e.Op, e.Span(), c.b.cast(n.Expr, table.TypeString), y)
		if i == 0 {
			any = one
		} else {
			any = c.operator("or", e.Span(), any, one)
		}
	}
	return any
}

func (c *ctx) between(e *kql.Between) plan.Expr {
	x, low, high := c.expr(e.X), c.expr(e.Low), c.expr(e.High)
	// between (start .. 7d) takes the timespan from the start.
	if x.Type() == table.TypeDateTime && high.Type() == table.TypeTimeSpan {
		high = c.operator("+", e.Span(), low, high)
	}
	if e.Not {
		if f := c.b.catalog.Scalar("!between"); f != nil {
			return c.b.apply(f, "!between", e.Span(), []plan.Expr{x, low, high})
		}
		return c.operator("or", e.Span(), c.operator("<", e.Span(), x, low), c.operator(">", e.Span(), x, high))
	}
	if f := c.b.catalog.Scalar("between"); f != nil {
		return c.b.apply(f, "between", e.Span(), []plan.Expr{x, low, high})
	}
	return c.operator("and", e.Span(), c.operator(">=", e.Span(), x, low), c.operator("<=", e.Span(), x, high))
}

func (c *ctx) typeOf(e *kql.TypeOf) plan.Expr {
	if e.Type == nil {
		c.b.errorf(codeScalar, e.Span(), "typeof of a schema cannot stand here")
		return bad()
	}
	t := c.b.typeName(e.Type)
	return &plan.Const{Value: table.StringValue("typeof(" + t.String() + ")"), T: table.TypeString}
}

// typeName is the type that a name stands for.
func (b *binder) typeName(n *kql.TypeName) table.Type {
	t, ok := table.ParseType(n.Text)
	if !ok {
		b.errorf(codeType, n.Span(), "%q is not a type", n.Text)
		return table.TypeDynamic
	}
	return t
}

// isConstant reports whether an expression is the same for all rows.
func isConstant(e plan.Expr) bool {
	constant := true
	plan.Columns(e, func(string) { constant = false })
	if plan.IsWindow(e) {
		return false
	}
	return constant
}

// castNames are the conversion functions by type.
var castNames = map[table.Type]string{
	table.TypeBool: "tobool", table.TypeInt: "toint", table.TypeLong: "tolong", table.TypeReal: "toreal",
	table.TypeDecimal: "todecimal", table.TypeDateTime: "todatetime", table.TypeTimeSpan: "totimespan",
	table.TypeString: "tostring", table.TypeGUID: "toguid",
}

// cast converts to a type, null where a value has no counterpart.
func (b *binder) cast(e plan.Expr, t table.Type) plan.Expr {
	if e.Type() == t || t == table.TypeUnknown {
		return e
	}
	if k, ok := e.(*plan.Const); ok {
		if k.Value.IsNull() && t != table.TypeString {
			return &plan.Const{T: t}
		}
		if t == table.TypeDynamic {
			return &plan.Const{Value: k.Value, T: t}
		}
		v := functions.Cast(table.NewConst(k.Value, k.T, 1), t).Value(0)
		return &plan.Const{Value: v, T: t}
	}
	f := b.catalog.Scalar(castNames[t])
	if t == table.TypeDynamic {
		return &plan.Call{Func: boxing, Overload: &boxing.Impl[0], Args: []plan.Expr{e}, T: t}
	}
	if f == nil {
		return e
	}
	o := f.Resolve([]table.Type{e.Type()}, functions.Strict)
	if o == nil {
		return e
	}
	return &plan.Call{Func: f, Overload: o, Args: []plan.Expr{e}, T: t, EmptyStrings: t == table.TypeString}
}

// boxing makes a dynamic column of a typed one, without changing values.
var boxing = &functions.Func{KQL: "$dynamic", Null: functions.NullSeen, Impl: functions.Overloads{{
	Params: []table.Type{table.TypeUnknown},
	Result: table.TypeDynamic,
	Kernel: func(_ *functions.Call, args []table.Column) (table.Column, error) { return args[0], nil },
}}}

// elementsTo converts the elements of an array.
func elementsTo(e plan.Expr, t table.Type) plan.Expr {
	f := &functions.Func{KQL: "$elements", Impl: functions.Overloads{functions.Map1(func(v table.Value) table.Value {
		list := slices.Clone(v.Array())
		for i, x := range list {
			list[i] = functions.Cast(table.NewConst(x, x.Type(), 1), t).Value(0)
		}
		return table.ArrayValue(list)
	})}}
	return &plan.Call{Func: f, Overload: &f.Impl[0], Args: []plan.Expr{e}, T: table.TypeDynamic}
}
