package goshawk

import (
	"context"
	"time"

	"github.com/goshawk-lang/goshawk/eval"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Demand is what one scan of a query will ask of a source. Whoever runs many
// queries over the same sources can read these once for all of them.
type Demand struct {
	Source table.Source
	// Columns are the only fields wanted, unless All is set.
	Columns []string
	All     bool
	// Filter keeps the rows that matter, and maybe some more: the query
	// filters again. Nil keeps all. It may be used until the context that was
	// given is done.
	Filter *table.ScanFilter
}

// Demands lists what the query's scans will ask for when it is run with these
// options. Exact is false for a query that makes parts of itself while it
// runs: it may then scan what is not listed.
func (q *Query) Demands(ctx context.Context, opts ...RunOption) (demands []Demand, exact bool) {
	o := q.run
	for _, f := range opts {
		f(&o)
	}
	now := time.Now()
	if o.now != nil {
		now = o.now()
	}
	root := q.bound.Plan
	if !o.noRewrite {
		root = plan.Optimize(root)
	}
	sites, late := plan.Scans(root)
	for _, s := range sites {
		demands = append(demands, Demand{
			Source: s.Scan.Source, Columns: s.Scan.Columns, All: !s.Scan.Pruned,
			Filter: eval.ScanFilter(ctx, s.Filters, eval.Options{Now: table.FromTime(now), Zone: o.zone, Workers: 1}),
		})
	}
	return demands, !late
}
