package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// expr binds an expression of eval and where.
func (b *binder) expr(e spl.Expr) plan.Expr {
	switch e := e.(type) {
	case *spl.Paren:
		return b.expr(e.X)
	case *spl.FieldRef:
		return b.column(e.Name())
	case *spl.StringLit:
		return text(e.Value())
	case *spl.NumberLit:
		return b.numberLiteral(e)
	case *spl.Unary:
		return b.unary(e)
	case *spl.Binary:
		if e.Op == "+" {
			return b.call(e.Span(), "+", b.addend(e.X, e.Y), b.addend(e.Y, e.X))
		}
		return b.call(e.Span(), strings.ToLower(e.Op), b.expr(e.X), b.expr(e.Y))
	case *spl.In:
		args := append([]plan.Expr{b.expr(e.X)}, b.exprs(e.List)...)
		in := b.call(e.Span(), "in", args...)
		if e.Not {
			return b.call(e.Span(), "not", in)
		}
		return in
	case *spl.Call:
		return b.function(e)
	case *spl.SubsearchExpr:
		return b.subsearchValue(e)
	}
	b.fail(e.Span(), errConstruct("this expression"))
	return text("")
}

func (b *binder) exprs(list []spl.Expr) []plan.Expr {
	out := make([]plan.Expr, len(list))
	for i, e := range list {
		out[i] = b.expr(e)
	}
	return out
}

func (b *binder) numberLiteral(e *spl.NumberLit) plan.Expr {
	v, ok := functions.LooseNumber(e.Raw)
	if !ok {
		b.fail(e.Span(), errValue("number", e.Raw))
	}
	return constant(v)
}

func (b *binder) unary(e *spl.Unary) plan.Expr {
	x := b.expr(e.X)
	switch e.Op {
	case "NOT":
		return b.call(e.Span(), "not", x)
	case "-":
		if k, ok := x.(*plan.Const); ok && k.Value.Kind() == table.KindLong {
			return number(-k.Value.Int())
		}
		return b.call(e.Span(), "neg", x)
	}
	return x
}

// fieldsOf lists the fields that an expression names, each once, in order.
func fieldsOf(e spl.Expr) []string {
	var out []string
	seen := map[string]bool{}
	visit(e, func(e spl.Expr) {
		if f, ok := e.(*spl.FieldRef); ok && !seen[f.Name()] {
			seen[f.Name()] = true
			out = append(out, f.Name())
		}
	})
	return out
}

// literals lists the numbers that an expression spells out.
func literals(e spl.Expr) []*spl.NumberLit {
	var out []*spl.NumberLit
	visit(e, func(e spl.Expr) {
		if n, ok := e.(*spl.NumberLit); ok {
			out = append(out, n)
		}
	})
	return out
}

// visit calls f for an expression and all inside it, subsearches left out.
func visit(e spl.Expr, f func(spl.Expr)) {
	f(e)
	switch e := e.(type) {
	case *spl.Paren:
		visit(e.X, f)
	case *spl.Unary:
		visit(e.X, f)
	case *spl.Binary:
		visit(e.X, f)
		visit(e.Y, f)
	case *spl.In:
		visit(e.X, f)
		for _, x := range e.List {
			visit(x, f)
		}
	case *spl.Call:
		for _, x := range e.Args {
			visit(x, f)
		}
	}
}

// unparen is spl.Unparen that takes a missing expression.
func unparen(e spl.Expr) spl.Expr {
	if e == nil {
		return nil
	}
	return spl.Unparen(e)
}
