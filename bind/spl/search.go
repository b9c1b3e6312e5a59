package spl

import (
	"strings"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// search keeps the rows that a search expression fits.
func (b *binder) search(in plan.Node, c *spl.SearchCommand) plan.Node {
	if c.X == nil {
		return in
	}
	// Terms joined by AND become filters of their own, so that the cheap ones
	// at the front spare the others work.
	for _, x := range b.withTimeFormat(conjuncts(c.X)) {
		if !everything(x) {
			in = &plan.Filter{Input: in, Pred: b.predicate(x)}
		}
	}
	return in
}

// conjuncts splits an expression at its outermost ANDs.
func conjuncts(x spl.SearchExpr) []spl.SearchExpr {
	switch x := x.(type) {
	case *spl.And:
		var out []spl.SearchExpr
		for _, t := range x.Terms {
			out = append(out, conjuncts(t)...)
		}
		return out
	case *spl.Group:
		return conjuncts(x.X)
	}
	return []spl.SearchExpr{x}
}

// everything reports whether x is the bare wildcard.
func everything(x spl.SearchExpr) bool {
	t, ok := x.(*spl.Term)
	return ok && t.Value.Sub == nil && strings.Trim(t.Value.Text(), "*") == "" && t.Value.Text() != ""
}

// where keeps the rows for which an expression is true.
func (b *binder) where(in plan.Node, c *spl.Where) plan.Node {
	pred, calls := b.looking(c.X)
	if len(calls) == 0 {
		return &plan.Filter{Input: in, Pred: pred}
	}
	in, columns := b.lookedUp(in, calls)
	return drop(&plan.Filter{Input: in, Pred: pred}, columns...)
}
