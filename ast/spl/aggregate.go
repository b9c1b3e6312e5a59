package spl

import "github.com/goshawk-lang/goshawk/source"

// Aggregate is `f(field) AS name`, `f(eval(expr)) AS name` or a bare `count`.
type Aggregate struct {
	// Func is the function as written.
	Func string
	// Arg is the field or pattern, nil for none or an eval.
	Arg *Name
	// Eval is the expression inside eval(), or nil.
	Eval Expr
	// Parens says that parentheses were written.
	Parens bool
	As     *Name
	// Text is the span without the alias, which gives the default name.
	Text source.Span
	All  source.Span
}

// Span covers the call and its alias.
func (n *Aggregate) Span() source.Span { return n.All }

// Alias is the name after AS, or nil.
func (n *Aggregate) Alias() *Name { return n.As }

func (n *Aggregate) aggExpr() {}

func (n *Aggregate) print(o *out) {
	o.word(n.Func)
	if n.Parens {
		o.hug("(")
		if n.Eval != nil {
			o.word("eval")
			o.hug("(")
			n.Eval.print(o)
			o.glue(")")
		}
		if n.Arg != nil {
			n.Arg.print(o)
		}
		o.glue(")")
	}
	alias(o, n.As)
}

// EvalAggregate is `eval(avg(x)/max(y)) AS name`, where the calls inside the
// expression are aggregates (chart, timechart).
type EvalAggregate struct {
	X    Expr
	As   *Name
	Text source.Span
	All  source.Span
}

// Span covers the expression and its alias.
func (n *EvalAggregate) Span() source.Span { return n.All }

// Alias is the name after AS, or nil.
func (n *EvalAggregate) Alias() *Name { return n.As }

func (n *EvalAggregate) aggExpr() {}

func (n *EvalAggregate) print(o *out) {
	o.word("eval")
	o.hug("(")
	n.X.print(o)
	o.glue(")")
	alias(o, n.As)
}

// Sparkline is `sparkline(count(x), 1h) AS name`.
type Sparkline struct {
	Agg AggExpr
	// Step is the bucket width, or nil.
	Step *Name
	As   *Name
	All  source.Span
}

// Span covers the call and its alias.
func (n *Sparkline) Span() source.Span { return n.All }

// Alias is the name after AS, or nil.
func (n *Sparkline) Alias() *Name { return n.As }

func (n *Sparkline) aggExpr() {}

func (n *Sparkline) print(o *out) {
	o.word("sparkline")
	o.hug("(")
	n.Agg.print(o)
	if n.Step != nil {
		o.glue(",")
		n.Step.print(o)
	}
	o.glue(")")
	alias(o, n.As)
}
