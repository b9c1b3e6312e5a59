package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// predicate binds a search expression. Its leaves are true or false, never
// null, so that NOT keeps rows without the field.
func (b *binder) predicate(x spl.SearchExpr) plan.Expr {
	switch x := x.(type) {
	case *spl.And:
		return b.joined("and", x.Terms)
	case *spl.Or:
		return b.joined("or", x.Terms)
	case *spl.Not:
		return b.call(x.Span(), "not", b.predicate(x.X))
	case *spl.Group:
		return b.predicate(x.X)
	case *spl.Compare:
		return b.compare(x)
	case *spl.InList:
		return b.inList(x)
	case *spl.Term:
		if x.Value.Sub != nil {
			return b.subsearchPredicate(x.Value.Sub)
		}
		if everything(x) {
			return constant(table.BoolValue(true))
		}
		return b.call(x.Span(), "search_term", b.column("_raw"), text(x.Value.Text()))
	case *spl.Directive:
		name := "search_term_exact"
		if strings.EqualFold(x.Name(), "CASE") {
			name = "search_term_case"
		} else if t := strings.ReplaceAll(x.Text(), "*", ""); t != "" && !functions.Term(t) {
			b.warn(x.Span(), semantic(codeValue, "TERM(%s) finds nothing: a term has no blanks, quotes, brackets and other major breakers", x.Text()))
		}
		return b.call(x.Span(), name, b.column("_raw"), text(x.Text()))
	case *spl.SubsearchTerm:
		return b.subsearchPredicate(x.Sub)
	}
	b.fail(x.Span(), errConstruct("this search expression"))
	return constant(table.BoolValue(false))
}

func (b *binder) joined(op string, terms []spl.SearchExpr) plan.Expr {
	out, span := b.predicate(terms[0]), terms[0].Span()
	for _, t := range terms[1:] {
		span = span.Join(t.Span())
		out = b.call(span, op, out, b.predicate(t))
	}
	return out
}

// timeTerms are the terms that bound the time of events, with the field and
// the comparison that each stands for.
var timeTerms = map[string][2]string{
	"earliest": {"_time", ">="}, "latest": {"_time", "<"},
	"_index_earliest": {"_indextime", ">="}, "_index_latest": {"_indextime", "<"},
}

func (b *binder) compare(x *spl.Compare) plan.Expr {
	name := x.Field.Text()
	if t, ok := timeTerms[strings.ToLower(name)]; ok && x.Value.Sub == nil {
		switch {
		case x.Op == "=":
			return b.timeBound(x, t[0], t[1])
		case x.Op != "!=" && relative(x.Value.Text()): // latest<@d, earliest>=@d+1h
			return b.timeBound(x, t[0], x.Op)
		}
	}
	if op, unit, ok := agoTerm(name); ok && x.Op == "=" && x.Value.Sub == nil {
		return b.agoBound(x, op, unit)
	}
	if x.Value.Sub != nil {
		return b.compareSubsearch(x)
	}
	if x.Op == "=" {
		if bound := b.pointTerm(x); bound != nil {
			return bound
		}
	}
	if b.types != nil && x.Op == "=" && name == "eventtype" {
		return b.ofType(x.Span(), x.Value.Text())
	}
	return b.compareText(x.Span(), b.column(name), x.Op, x.Value)
}

// relative reports a time that is no field's value, such as -1h or @d.
func relative(spec string) bool {
	_, number := functions.LooseNumber(spec)
	return !number && spec != "" && strings.IndexByte("@+-", spec[0]) >= 0
}

func (b *binder) compareText(span source.Span, field plan.Expr, op string, value *spl.Literal) plan.Expr {
	v, suffix := value.Text(), ""
	name, inner := valueDirective(value)
	directive := name != ""
	if directive {
		v = inner
	}
	if (name == "CASE" || b.exact) && (op == "=" || op == "!=") {
		suffix = "case"
	}
	if op == "==" {
		op = "="
	}
	if !directive && v == "*" {
		switch op {
		case "=":
			return b.call(span, "search_exists", field)
		case "!=":
			return constant(table.BoolValue(false))
		}
	}
	return b.call(span, "search"+op+suffix, field, text(v))
}

// valueDirective takes a value such as CASE(text) apart; name is CASE, TERM or
// empty. As a value, TERM(text) is the text: only the index knows terms.
func valueDirective(v *spl.Literal) (name, inner string) {
	inner, ok := strings.CutSuffix(v.Raw, ")")
	if name, inner, _ = strings.Cut(inner, "("); !ok || name != "CASE" && name != "TERM" {
		return "", ""
	}
	return name, spl.Unquote(inner)
}

// timeBound is earliest= or latest=, worked out with the run's clock.
func (b *binder) timeBound(x *spl.Compare, field, op string) plan.Expr {
	spec := x.Value.Text()
	bound := func(at plan.Expr) plan.Expr {
		if b.nested == 0 && field == "_time" {
			if op[0] == '<' {
				b.until = at
			} else {
				b.since = at
			}
		}
		return b.known(x, b.call(x.Span(), op, b.column(field), at))
	}
	if spec == "now" || spec == "now()" {
		return bound(b.call(x.Span(), "now"))
	}
	if _, err := functions.ParseRelativeTime(spec, 0, nil); err != nil && dateFormat(spec) == "" {
		b.fail(x.Value.Span(), errTime(spec, err))
		return constant(table.BoolValue(false))
	}
	if v, ok := functions.LooseNumber(spec); ok && spec[0] != '-' && spec[0] != '+' {
		return bound(constant(v))
	}
	return bound(b.instant(x.Span(), spec))
}

// instant is the time that a date or a time modifier such as -1d@d stands for.
func (b *binder) instant(span source.Span, spec string) plan.Expr {
	if format := dateFormat(spec); format != "" {
		return b.call(span, "strptime", text(spec), text(format))
	}
	return b.call(span, "relative_time", b.call(span, "now"), text(spec))
}

// known makes a null answer false.
func (b *binder) known(x spl.SearchExpr, e plan.Expr) plan.Expr {
	return b.call(x.Span(), "coalesce", e, constant(table.BoolValue(false)))
}

func (b *binder) inList(x *spl.InList) plan.Expr {
	field := b.column(x.Field.Text())
	var out plan.Expr
	for _, v := range x.Values {
		var one plan.Expr
		if v.Sub != nil {
			one = b.compareSubsearch(&spl.Compare{Field: x.Field, Op: "=", Value: v})
		} else {
			one = b.compareText(v.Span(), field, "=", v)
		}
		if out == nil {
			out = one
		} else {
			out = b.call(x.Span(), "or", out, one)
		}
	}
	if out == nil {
		out = constant(table.BoolValue(false))
	}
	if x.Not {
		return b.call(x.Span(), "not", out)
	}
	return out
}
