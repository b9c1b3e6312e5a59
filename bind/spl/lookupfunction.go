package spl

import (
	"strconv"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// lookupValue is a call of the function lookup(): the rows are looked up, in
// columns of their own, before the expression that the call is in.
type lookupValue struct {
	call  *lookupCall
	match []plan.Named // the columns to match
	rows  plan.Node    // of the lookup; nil when it is unknown
}

// looking binds an expression in which lookup() may be called, and gives the
// calls in it.
func (b *binder) looking(x spl.Expr) (plan.Expr, []lookupValue) {
	outer := b.lookups
	var calls []lookupValue
	b.lookups = &calls
	e := b.expr(x)
	b.lookups = outer
	return e, calls
}

// lookedUp are the rows with the columns that calls need, and their names.
func (b *binder) lookedUp(in plan.Node, calls []lookupValue) (out plan.Node, columns []string) {
	for _, v := range calls {
		if v.rows == nil {
			in = b.unknownLookup(in, v.call)
		} else {
			in = v.call.node(set(in, v.match...), v.rows)
			columns = append(columns, v.call.fields...)
		}
		columns = append(columns, v.call.as...)
	}
	return in, columns
}

// lookupFunction binds lookup("table", json_object("field", value, ...),
// json_array("output", ...)): a JSON object of the outputs of the rows that
// match, several values of one as an array; null where none matches.
func (b *binder) lookupFunction(e *spl.Call) plan.Expr {
	fail := func(want string) plan.Expr {
		b.fail(e.Span(), semantic(codeArguments, "function %q wants %s", e.Raw, want))
		return text("")
	}
	if b.lookups == nil {
		b.fail(e.Span(), errConstruct("lookup() in a place other than an expression of eval or where"))
		return text("")
	}
	if len(e.Args) != 3 {
		b.fail(e.Span(), errArity(e.Raw, 3, 3))
		return text("")
	}
	name, ok := spl.Unparen(e.Args[0]).(*spl.StringLit)
	match, outputs := callOf(e.Args[1], "json_object"), callOf(e.Args[2], "json_array")
	if !ok || match == nil || outputs == nil || len(match.Args) < 2 || len(match.Args)%2 != 0 || len(outputs.Args) == 0 {
		return fail(`the lookup's name in double quotes, json_object("field", value, ...) and json_array("output", ...)`)
	}
	v := lookupValue{call: &lookupCall{}}
	prefix := "goshawk lookup " + strconv.Itoa(e.Span().Start) + " "
	for i := 0; i < len(match.Args); i += 2 {
		key, ok := spl.Unparen(match.Args[i]).(*spl.StringLit)
		if !ok {
			return fail("names of fields in double quotes")
		}
		column := prefix + "=" + key.Value()
		v.call.keys, v.call.fields = append(v.call.keys, key.Value()), append(v.call.fields, column)
		v.match = append(v.match, plan.Named{Name: column, Expr: b.expr(match.Args[i+1])})
	}
	var present plan.Expr
	object := []plan.Expr{}
	for _, a := range outputs.Args {
		lit, ok := spl.Unparen(a).(*spl.StringLit)
		if !ok {
			return fail("names of fields in double quotes")
		}
		column := plan.Expr(column(prefix + lit.Value()))
		v.call.output(lit.Value(), prefix+lit.Value(), false)
		object = append(object, text(lit.Value()), column)
		present = b.either(e, present, b.call(e.Span(), "isnotnull", column))
	}
	if l := b.findLookup(name.Span(), name.Value()); l != nil {
		if !b.matching(name.Span(), name.Span(), name.Value(), l, v.call) {
			return text("")
		}
		v.rows = b.lookupScan(name.Value(), l)
	}
	*b.lookups = append(*b.lookups, v)
	return b.call(e.Span(), "if", present, b.call(e.Span(), "json_object", object...), &plan.Const{T: table.TypeDynamic})
}

func (b *binder) either(e *spl.Call, x, y plan.Expr) plan.Expr {
	if x == nil {
		return y
	}
	return b.call(e.Span(), "or", x, y)
}

// callOf is an argument that must be a call of a function, else nil.
func callOf(e spl.Expr, function string) *spl.Call {
	if c, ok := spl.Unparen(e).(*spl.Call); ok && c.Func == function {
		return c
	}
	return nil
}
