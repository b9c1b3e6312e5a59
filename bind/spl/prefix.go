package spl

import (
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
)

// prefixOf is the text in PREFIX(text), which tstats takes in place of a field:
// what follows the text in the terms of an event.
func prefixOf(name string) (string, bool) {
	if len(name) < len("PREFIX()") || !strings.EqualFold(name[:len("PREFIX(")], "PREFIX(") || name[len(name)-1] != ')' {
		return "", false
	}
	return spl.Unquote(strings.TrimSpace(name[len("PREFIX(") : len(name)-1])), true
}

// directives is how the names of a tstats are resolved: field finds fields, and
// PREFIX(text) reads the events' terms.
func (b *binder) directives(c *spl.Tstats, field func(string) plan.Expr) func(string) plan.Expr {
	for _, f := range prefixes(c) {
		p, _ := prefixOf(f.Text())
		switch {
		case c.From != nil:
			b.fail(f.Span(), semantic(codePlace, "PREFIX reads the terms of events: it does not stand with FROM"))
		case !functions.Term(p):
			b.fail(f.Span(), semantic(codeValue, "PREFIX wants the beginning of a term: text without blanks, quotes, brackets and other major breakers"))
		case p != strings.ToLower(p):
			b.fail(f.Span(), semantic(codeValue, "PREFIX wants lower case, in which terms are kept: PREFIX(%s)", strings.ToLower(p)))
		}
	}
	return func(name string) plan.Expr {
		if p, ok := prefixOf(name); ok {
			return b.call(c.Span(), "search_prefix", column("_raw"), text(p))
		}
		return field(name)
	}
}

// prefixes are the directives in the order written.
func prefixes(c *spl.Tstats) []*spl.Name {
	var out []*spl.Name
	for _, a := range c.Aggs {
		if g, ok := a.(*spl.Aggregate); ok && g.Arg != nil {
			out = append(out, g.Arg)
		}
	}
	for _, f := range c.By {
		out = append(out, &f.Name)
	}
	return slices.DeleteFunc(out, func(n *spl.Name) bool {
		_, ok := prefixOf(n.Text())
		return !ok
	})
}

// prefixNames gives the functions of a directive the name that they have of a
// field called as the text: avg(x=) of avg(PREFIX(x=)).
func prefixNames(list []spl.AggExpr, aggs []plan.Agg) []plan.Agg {
	for i, a := range list {
		g, ok := a.(*spl.Aggregate)
		if !ok || g.As != nil || g.Arg == nil || i >= len(aggs) {
			continue
		}
		if p, ok := prefixOf(g.Arg.Text()); ok {
			aggs[i].Names = []string{g.Func + "(" + p + ")"}
		}
	}
	return aggs
}
