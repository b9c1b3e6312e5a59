package spl

import (
	"context"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// maxDepth bounds SPL made by SPL made by SPL.
const maxDepth = 16

// parse reads SPL that came about while binding or running. The error is
// reported at span.
func (b *binder) parse(span source.Span, body string) (*spl.Search, *binder) {
	return b.parseAs(span, "", body)
}

// parseAs is parse for text that errors call by a name.
func (b *binder) parseAs(span source.Span, name, body string) (*spl.Search, *binder) {
	if b.env.ParseSPL == nil {
		b.fail(span, errNotProvided("reading SPL made by this command"))
		return nil, nil
	}
	if b.depth >= maxDepth {
		b.fail(span, errConstruct("SPL nested this deep"))
		return nil, nil
	}
	t := source.New(name, body)
	s, err := b.env.ParseSPL(t)
	if err != nil {
		b.errs = append(b.errs, source.Errors(err)...)
		return nil, nil
	}
	if s.Text != nil {
		t = s.Text
	}
	return s, b.inner(t)
}

// parseSearch reads a search expression.
func (b *binder) parseSearch(span source.Span, body string) (spl.SearchExpr, *binder) {
	s, inner := b.parse(span, "search "+body)
	if s == nil {
		return nil, nil
	}
	c, ok := s.Commands[0].(*spl.SearchCommand)
	if !ok || len(s.Commands) != 1 {
		b.fail(span, errValue("search expression", body))
		return nil, nil
	}
	inner.resolve = b.resolve
	return c.X, inner
}

// subsearchPredicate is a subsearch as a term: true for the rows that fit one
// of its rows.
func (b *binder) subsearchPredicate(sub spl.Subsearch) plan.Expr {
	span := sub.Span()
	q := &plan.Subquery{Input: b.subsearch(sub), T: table.TypeBool, Reads: []string{plan.AllColumns}}
	if names, ok := closed(q.Input); ok {
		q.Reads = nil
		for _, name := range names {
			if name == "search" || name == "query" {
				q.Reads = []string{plan.AllColumns}
				break
			}
			plan.Columns(b.column(name), func(n string) { q.Reads = append(q.Reads, n) })
		}
	}
	resolve := b.resolve
	q.Build = func(_ context.Context, t *table.Table) (plan.Expr, error) {
		run := b.inner(b.text)
		run.resolve = resolve
		e := run.rowsPredicate(span, t)
		return e, run.err()
	}
	return q
}

// rowsPredicate is the implied format: (f1=a AND f2=b) OR (...). A field
// called search or query is read as an expression of its own; fields whose
// names begin with an underscore do not count. Without rows nothing fits.
func (b *binder) rowsPredicate(span source.Span, t *table.Table) plan.Expr {
	fields := t.Schema().Fields()
	if e := b.oneField(span, t); e != nil {
		return e
	}
	var out plan.Expr
	for i := range t.Len() {
		var row plan.Expr
		for k, c := range t.Batch().Cols() {
			name := fields[k].Name
			v := c.Value(i)
			if strings.HasPrefix(name, "_") || v.IsNull() {
				continue
			}
			row = b.both(span, "and", row, b.valuePredicate(span, name, v))
		}
		if row != nil {
			out = b.both(span, "or", out, row)
		}
	}
	if out == nil {
		return constant(table.BoolValue(false))
	}
	return out
}

// oneField handles the usual subsearch of one field: a set of values.
func (b *binder) oneField(span source.Span, t *table.Table) plan.Expr {
	at := -1
	for k, f := range t.Schema().Fields() {
		if strings.HasPrefix(f.Name, "_") {
			continue
		}
		if at >= 0 || f.Name == "search" || f.Name == "query" {
			return nil
		}
		at = k
	}
	if at < 0 {
		return nil
	}
	var values []table.Value
	c := t.Batch().Col(at)
	for i := range t.Len() {
		switch v := c.Value(i); v.Kind() {
		case table.KindNull:
		case table.KindArray:
			values = append(values, v.Array()...)
		default:
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return constant(table.BoolValue(false))
	}
	list := &plan.Const{Value: table.ArrayValue(values), T: table.TypeDynamic}
	return b.call(span, "search_among", b.column(t.Schema().Field(at).Name), list)
}

func (b *binder) both(span source.Span, op string, x, y plan.Expr) plan.Expr {
	if x == nil {
		return y
	}
	return b.call(span, op, x, y)
}

// valuePredicate is one field of one row of a subsearch; several values are
// alternatives.
func (b *binder) valuePredicate(span source.Span, name string, v table.Value) plan.Expr {
	if v.Kind() == table.KindArray {
		var out plan.Expr
		for _, e := range v.Array() {
			out = b.both(span, "or", out, b.valuePredicate(span, name, e))
		}
		if out == nil {
			out = constant(table.BoolValue(false))
		}
		return out
	}
	s := functions.Text(v)
	if name == "search" || name == "query" {
		x, inner := b.parseSearch(span, s)
		if x == nil {
			return constant(table.BoolValue(false))
		}
		e := inner.predicate(x)
		b.errs = append(b.errs, inner.errs...)
		return e
	}
	return b.call(span, "search=", b.column(name), text(s))
}

// compareSubsearch is `field=[subsearch]`: the text that the subsearch
// returns stands in the place of the value.
func (b *binder) compareSubsearch(x *spl.Compare) plan.Expr {
	field := x.Field.Text()
	q := &plan.Subquery{Input: b.subsearch(x.Value.Sub), T: table.TypeBool}
	plan.Columns(b.column(field), func(n string) { q.Reads = append(q.Reads, n) })
	resolve := b.resolve
	q.Build = func(_ context.Context, t *table.Table) (plan.Expr, error) {
		run := b.inner(b.text)
		run.resolve = resolve
		s, ok := returned(t)
		if !ok {
			return constant(table.BoolValue(false)), nil
		}
		lit := &spl.Literal{Raw: s, Start: x.Value.Span().Start}
		e := run.compareText(x.Span(), run.column(field), x.Op, lit)
		return e, run.err()
	}
	return q
}

// subsearchValue is a subsearch in an expression of eval or where: the text
// that it returns is read as an expression.
func (b *binder) subsearchValue(e *spl.SubsearchExpr) plan.Expr {
	q := &plan.Subquery{Input: b.subsearch(e.Sub), T: table.TypeDynamic, Reads: []string{plan.AllColumns}}
	q.Build = func(_ context.Context, t *table.Table) (plan.Expr, error) {
		s, ok := returned(t)
		if !ok {
			return &plan.Const{T: table.TypeDynamic}, nil
		}
		run := b.inner(b.text)
		search, inner := run.parse(e.Span(), "| where "+s)
		if search == nil {
			return nil, run.err()
		}
		w, ok := search.Commands[0].(*spl.Where)
		if !ok {
			run.fail(e.Span(), errValue("expression", s))
			return nil, run.err()
		}
		x := inner.expr(w.X)
		return x, inner.err()
	}
	return q
}

// returned is the text that a subsearch gives: its field search or query, or
// else its only field, of the first row.
func returned(t *table.Table) (string, bool) {
	if t.Len() == 0 {
		return "", false
	}
	only, count := table.Value{}, 0
	for k, f := range t.Schema().Fields() {
		v := t.Batch().Col(k).Value(0)
		switch {
		case f.Name == "search" || f.Name == "query":
			return functions.Text(v), !v.IsNull()
		case strings.HasPrefix(f.Name, "_"):
		default:
			only = v
			count++
		}
	}
	return functions.Text(only), count == 1 && !only.IsNull()
}
