package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// addend is an operand of +. A field has no type: beside a text it is one as
// well, though a number was computed for it; a number as such is none.
func (b *binder) addend(e, other spl.Expr) plan.Expr {
	x := b.expr(e)
	if _, field := spl.Unparen(e).(*spl.FieldRef); field && isText(other) {
		return b.call(e.Span(), "tostring", x)
	}
	return x
}

// isText tells whether an expression is text whatever the rows hold: text in
// quotes that is no number, and what is joined to such.
func isText(e spl.Expr) bool {
	switch e := spl.Unparen(e).(type) {
	case *spl.StringLit:
		_, number := functions.LooseNumber(e.Value())
		return !number
	case *spl.Binary:
		return e.Op == "." || e.Op == "+" && (isText(e.X) || isText(e.Y))
	}
	return false
}

// aboutText is what a function about the type of a value says of a text in
// quotes, which is text even where it looks like a number; nil for another
// function.
func aboutText(function string) plan.Expr {
	switch function {
	case "typeof":
		return text("String")
	case "isstr":
		return constant(table.BoolValue(true))
	case "isnum", "isint", "isdouble":
		return constant(table.BoolValue(false))
	}
	return nil
}

// ofLiteral answers functions that tell a text in quotes from the value of a
// field, and refuses it where a number must stand: sum and avg. nil leaves the
// call to the catalog.
func (b *binder) ofLiteral(e *spl.Call) plan.Expr {
	for _, a := range e.Args {
		lit, ok := spl.Unparen(a).(*spl.StringLit)
		if !ok {
			continue
		}
		switch e.Func {
		case "sum", "avg":
			b.fail(lit.Span(), semantic(codeArguments, "function %q takes numbers, not text: tonumber() reads one", e.Raw))
		default:
			if x := aboutText(e.Func); x != nil && len(e.Args) == 1 {
				return x
			}
		}
	}
	return nil
}

// sigfig rounds as the literals in its argument say: a product to the figures
// of the one that has fewest, a sum to the decimals of the one that has fewest.
func (b *binder) sigfig(e *spl.Call) plan.Expr {
	if len(e.Args) != 1 {
		b.fail(e.Span(), errArity(e.Raw, 1, 1))
		return text("")
	}
	arg := spl.Unparen(e.Args[0])
	if top, ok := arg.(*spl.Binary); ok && (top.Op == "+" || top.Op == "-") {
		if decimals := fewestDecimals(top); decimals >= 0 {
			return b.call(e.Span(), "round", b.expr(arg), number(int64(decimals)))
		}
	}
	figures := 0
	for _, lit := range literals(arg) {
		if n := functions.SignificantFigures(lit.Raw); figures == 0 || n < figures {
			figures = n
		}
	}
	if figures == 0 {
		b.fail(e.Span(), errConstruct("sigfig of fields alone"))
	}
	return b.call(e.Span(), "sigfig", b.expr(arg), number(int64(figures)))
}

// fewestDecimals are those of the least precise number among the terms of a
// sum; -1 where no term is a number.
func fewestDecimals(e spl.Expr) int {
	switch e := spl.Unparen(e).(type) {
	case *spl.Binary:
		if e.Op != "+" && e.Op != "-" {
			return -1
		}
		x, y := fewestDecimals(e.X), fewestDecimals(e.Y)
		if x < 0 || y < 0 {
			return max(x, y)
		}
		return min(x, y)
	case *spl.Unary:
		return fewestDecimals(e.X)
	case *spl.NumberLit:
		_, fraction, _ := strings.Cut(e.Raw, ".")
		return len(fraction)
	}
	return -1
}
