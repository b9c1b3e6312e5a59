package kql

import (
	stdctx "context"

	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// rest binds the operators after one whose columns only the run knows. They
// are bound now, with columns of any name and type, for their errors and for
// the names they make; and again in the run, with the columns there are.
func (b *binder) rest(r *rel, ops []kql.Operator, s *scope) *rel {
	guess := unknownTable()
	guess.cols = r.cols
	pipe := &kql.Pipe{Operators: ops}
	out := b.pipe(pipe, s, guess)
	if b.env.Check || len(b.errs) > 0 {
		return out
	}
	fields := make([]table.Field, len(out.cols))
	for i, f := range out.cols {
		if f.Type == table.TypeUnknown {
			f.Type = table.TypeDynamic
		}
		fields[i] = f
	}
	n := &plan.Deferred{
		In:    []plan.Node{r.node},
		Label: "the columns",
		Of:    plan.Shape{Schema: table.NewSchema(fields...), Open: true},
		Build: func(_ stdctx.Context, in []*table.Table) (plan.Node, error) {
			again := &binder{env: b.env, catalog: b.catalog, bound: newBound(), seen: map[finding]bool{}, sizes: newSizes(), settings: b.settings, aliases: b.aliases}
			known := &rel{node: &plan.Values{Table: in[0]}, cols: in[0].Schema().Fields()}
			bound := again.pipe(pipe, s, known)
			if len(again.errs) > 0 {
				return nil, atRun(again.errs).Err()
			}
			return bound.node, nil
		},
	}
	return &rel{node: n, cols: fields, open: true, other: table.TypeDynamic, serialized: out.serialized, sorted: out.sorted}
}

// atRun turns findings of the run's binding into errors of the run.
func atRun(list source.List) source.List {
	out := make(source.List, len(list))
	for i, e := range list {
		c := *e
		c.Kind = source.Runtime
		out[i] = &c
	}
	return out
}
