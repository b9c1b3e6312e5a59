package spl

import (
	"fmt"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/plan"
)

// bounded keeps at most n rows, 0 being no bound, and has the run warn when
// there are more. what says whose rows they are.
func bounded(in plan.Node, n int64, what string) plan.Node {
	if n <= 0 {
		return in
	}
	return &plan.Limit{Input: in, N: n, Told: fmt.Sprintf("%s: rows beyond %d are left out", what, n)}
}

// subsearch are the rows of a subsearch in an expression.
func (b *binder) subsearch(s spl.Subsearch) plan.Node {
	return bounded(b.pipeline(s.Pipeline()), b.env.Limits.Subsearch, "subsearch")
}

// side are the rows of a subsearch of join and its like; maxout is its option,
// 0 when not given.
func (b *binder) side(c spl.Command, s spl.Subsearch, maxout int64) plan.Node {
	n := b.env.Limits.Join
	if maxout > 0 {
		n = maxout
	}
	return bounded(b.pipeline(s.Pipeline()), n, "subsearch of "+c.Keyword())
}
