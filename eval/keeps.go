package eval

import (
	"context"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// ScanFilter is what a scan may be asked to compute of the filters above it,
// before the query runs: their parts that need no other table. It is nil when
// there are none. The filter serves as long as ctx.
func ScanFilter(ctx context.Context, filters []*plan.Filter, o Options) *table.ScanFilter {
	r := &run{
		Context: functions.NewContext(ctx, o.Now), opts: o, cancel: func() {},
		shares: map[any]*share{}, sites: map[*plan.Call]*functions.Site{},
	}
	r.Zone = o.Zone
	var steps []table.ScanStep
	for _, f := range filters {
		for _, e := range plan.Conjuncts(f.Pred) {
			alone := true
			plan.Subqueries(e, func(*plan.Subquery) { alone = false })
			if alone {
				steps = append(steps, r.scanStep(e))
			}
		}
	}
	if len(steps) == 0 {
		return nil
	}
	return &table.ScanFilter{Steps: steps}
}
