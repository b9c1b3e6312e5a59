package spl

import (
	"context"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// deferred makes the function that a Deferred calls with the rows of its
// first input.
func (b *binder) deferred(make func(b *binder, in plan.Node, all []string) plan.Node) func(context.Context, []*table.Table) (plan.Node, error) {
	resolve := b.resolve
	return func(_ context.Context, in []*table.Table) (plan.Node, error) {
		run := b.inner(b.text)
		run.resolve = resolve
		n := make(run, &plan.Values{Table: in[0]}, in[0].Schema().Names())
		return n, run.err()
	}
}

// span is a place for calls that nobody wrote.
func (b *binder) span() source.Span { return source.Span{} }
