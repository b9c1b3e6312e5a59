package spl

import (
	"slices"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
)

// manualFunctions are the evaluation functions of the manual: one that the
// catalog lacks is refused as not supported rather than as unknown.
var manualFunctions = wordList(`abs acos acosh asin asinh atan atan2 atanh bit_and bit_not bit_or bit_shift_left
bit_shift_right bit_xor case ceil ceiling cidrmatch coalesce commands cos cosh exact exp false floor hypot if in ipmask
isarray isbool isdouble isint ismv isnotnull isnull isnum isobject isstr json json_append json_array json_array_to_mv
json_delete json_entries json_extend json_extract json_extract_exact json_has_key_exact json_keys json_object json_set
json_set_exact json_valid left len like ln log lookup lower ltrim match max md5 min mv_to_json_array mvappend mvcount
mvdedup mvfilter mvfind mvindex mvjoin mvmap mvrange mvreverse mvsort mvzip now null nullif object_to_array pi pow printf
random relative_time replace right round rtrim searchmatch sha1 sha256 sha512 sigfig sin sinh spath split sqrt strftime
strptime substr sum tan tanh time toarray tobool todouble toint tojson tomv tonumber toobject tostring trim true typeof
upper urldecode validate avg`)

// wordList is a list of words that is cut when it is first asked for.
func wordList(words string) func() []string {
	return sync.OnceValue(func() []string { return strings.Fields(words) })
}

// function binds a call in an expression.
func (b *binder) function(e *spl.Call) plan.Expr {
	switch e.Func {
	case "mvmap":
		return b.mvmap(e)
	case "mvfilter":
		return b.mvfilter(e)
	case "searchmatch":
		return b.searchmatch(e)
	case "lookup":
		return b.lookupFunction(e)
	case "sigfig":
		return b.sigfig(e)
	}
	if b.statistic != nil {
		if x := b.statistic(e); x != nil {
			return x
		}
	}
	if x := b.ofLiteral(e); x != nil {
		return x
	}
	f := functions.SPL().Scalar(e.Func)
	if f == nil {
		b.fail(e.NameSpan(), errFunction(e.Raw, slices.Contains(manualFunctions(), e.Func), manualFunctions()))
		return text("")
	}
	if least, most := f.Arity(); len(e.Args) < least || most >= 0 && len(e.Args) > most {
		b.fail(e.Span(), errArity(e.Raw, least, most))
		return text("")
	}
	return b.call(e.Span(), e.Func, b.exprs(e.Args)...)
}

// mvmap computes an expression for each value of its first argument, under
// the name of the field in it.
func (b *binder) mvmap(e *spl.Call) plan.Expr {
	if len(e.Args) != 2 {
		b.fail(e.Span(), errArity(e.Raw, 2, 2))
		return text("")
	}
	over := fieldsOf(e.Args[0])
	if len(over) == 0 {
		b.fail(e.Args[0].Span(), errOneField(e.Raw))
		return text("")
	}
	return &plan.Each{Over: b.expr(e.Args[0]), Name: over[0], Body: b.element(over[0], e.Args[1])}
}

// mvfilter keeps the values of the one field in its expression for which that
// is true.
func (b *binder) mvfilter(e *spl.Call) plan.Expr {
	if len(e.Args) != 1 {
		b.fail(e.Span(), errArity(e.Raw, 1, 1))
		return text("")
	}
	over := fieldsOf(e.Args[0])
	if len(over) != 1 {
		b.fail(e.Span(), errOneField(e.Raw))
		return text("")
	}
	return &plan.Each{Over: b.column(over[0]), Name: over[0], Body: b.element(over[0], e.Args[0]), Filter: true}
}

// element binds an expression in which name is one value of a field.
func (b *binder) element(name string, e spl.Expr) plan.Expr {
	outer, lookups := b.resolve, b.lookups
	defer func() { b.resolve, b.lookups = outer, lookups }()
	b.lookups = nil // the rows of the values are not at hand
	b.resolve = func(n string) plan.Expr {
		if n == name || outer == nil {
			return column(n)
		}
		return outer(n)
	}
	return b.expr(e)
}

// searchmatch is a search expression inside an evaluation.
func (b *binder) searchmatch(e *spl.Call) plan.Expr {
	if len(e.Args) != 1 {
		b.fail(e.Span(), errArity(e.Raw, 1, 1))
		return text("")
	}
	lit, ok := spl.Unparen(e.Args[0]).(*spl.StringLit)
	if !ok {
		b.fail(e.Span(), errConstantText(e.Raw))
		return text("")
	}
	x, inner := b.parseSearch(e.Span(), lit.Value())
	if x == nil {
		return text("")
	}
	pred := inner.predicate(x)
	b.errs = append(b.errs, inner.errs...)
	return pred
}
