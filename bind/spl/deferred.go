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
		n := make(run, &plan.Values{Table: in[0]}, present(in[0]))
		return n, run.err()
	}
}

// present are the fields of a result: those that a row has a value of. Of no
// rows it is what could have been there.
func present(t *table.Table) []string {
	names := t.Schema().Names()
	if t.Len() == 0 {
		return names
	}
	var out []string
	for k, name := range names {
		c := t.Batch().Col(k)
		for i := range t.Len() {
			if !c.Null(i) {
				out = append(out, name)
				break
			}
		}
	}
	return out
}

// span is a place for calls that nobody wrote.
func (b *binder) span() source.Span { return source.Span{} }
