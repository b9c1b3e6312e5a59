package goshawk

import (
	"context"
	"slices"
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
	// Passing says that the query lets go of each row as soon as the next ones
	// come.
	Passing bool
	// InTurn says that the query reads the sources of all such demands one after
	// the other, in the order of these.
	InTurn bool

	filters []*plan.Filter // right above the scan
	clock   sieveClock
}

// sieveClock is what conditions depend on besides the rows.
type sieveClock struct {
	now  table.DateTime
	zone *time.Location
}

// Demands lists what the query's scans will ask for when it is run with these
// options. Exact is false for a query that makes parts of itself while it
// runs: it may then scan what is not listed.
func (q *Query) Demands(opts ...RunOption) (demands []Demand, exact bool) {
	o := q.run
	for _, f := range opts {
		f(&o)
	}
	clock := q.clock(o)
	root := q.bound.Plan
	if !o.noRewrite {
		root = plan.Optimize(root)
	}
	sites, late := plan.Scans(root)
	for _, s := range sites {
		demands = append(demands, Demand{
			Source: s.Scan.Source, Columns: s.Scan.Columns, All: !s.Scan.Pruned, Passing: s.Passing, InTurn: s.InTurn,
			filters: s.Filters, clock: sieveClock{clock, o.zone},
		})
	}
	return demands, !late
}

// Filtered are the columns by which rows are chosen.
func (d Demand) Filtered() []string {
	var names []string
	for _, f := range d.filters {
		names = append(names, columnsOf(f.Pred)...)
	}
	return names
}

// Leading are the columns by which rows are chosen first: of each row they are
// looked at, of the others only where these let the row through.
func (d Demand) Leading() []string {
	if len(d.filters) == 0 {
		return nil
	}
	return columnsOf(plan.Conjuncts(d.filters[0].Pred)[0])
}

// columnsOf are the columns that an expression reads, each once.
func columnsOf(e plan.Expr) []string {
	var names []string
	plan.Columns(e, func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	})
	return names
}

// Unfiltered is the demand for all rows.
func (d Demand) Unfiltered() Demand {
	d.filters = nil
	return d
}

// Sieve finds the rows of batches that demands of many queries want. What
// their conditions have in common is computed once.
type Sieve struct {
	sieves []*eval.Sieve
	at     [][2]int // per demand: the number of its sieve, and its own in it
}

// NewSieve makes a sieve of demands for the same source, which serves as long
// as ctx.
func NewSieve(ctx context.Context, demands []Demand) *Sieve {
	var clocks []sieveClock
	var filters [][][]*plan.Filter
	s := &Sieve{}
	for _, d := range demands {
		n := 0
		for n < len(clocks) && clocks[n] != d.clock {
			n++
		}
		if n == len(clocks) {
			clocks, filters = append(clocks, d.clock), append(filters, nil)
		}
		s.at = append(s.at, [2]int{n, len(filters[n])})
		filters[n] = append(filters[n], d.filters)
	}
	for n, c := range clocks {
		s.sieves = append(s.sieves, eval.NewSieve(ctx, filters[n], eval.Options{Now: c.now, Zone: c.zone, Workers: 1}))
	}
	return s
}

// Records reports whether the sieve looks at the records that rows were read
// from: batches that have them, in [table.RecordColumn], are sieved faster.
func (s *Sieve) Records() bool {
	return slices.ContainsFunc(s.sieves, (*eval.Sieve).Records)
}

// SieveWorker is a sieve at work in one goroutine.
type SieveWorker struct {
	*Sieve
	workers []*eval.SieveWorker
}

// Worker makes a worker.
func (s *Sieve) Worker() *SieveWorker {
	w := &SieveWorker{Sieve: s}
	for _, one := range s.sieves {
		w.workers = append(w.workers, one.Worker())
	}
	return w
}

// Rows are the rows of a batch that matter to demand number i, in rising order.
// All is set instead when that is every row. Sure says that they meet all
// conditions; otherwise there may be more of them than that, and where a
// condition fails it is every row: the query, which filters them, will tell. The
// demands are to be asked batch by batch.
func (w *SieveWorker) Rows(i int, b *table.Batch) (rows []int32, all, sure bool) {
	at := w.at[i]
	rows, all, err := w.workers[at[0]].Rows(at[1], b)
	if err != nil {
		return nil, true, false
	}
	return rows, all, !w.sieves[at[0]].Partial(at[1])
}
