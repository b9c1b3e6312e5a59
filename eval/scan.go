package eval

import (
	"context"
	"errors"
	"io"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// scanning is a scan that is being built, with the filters that its source is
// asked to compute.
type scanning struct {
	steps, bounds []table.ScanStep
	// open is whether the source is (see [table.Source]): only one that is not
	// gives records as they are written.
	open bool
	// done says that the source computes them; set before any batch comes.
	done bool
	// tallies are those of the scan and of its filters, in a run with a profile.
	tallies []*tally
}

// scan reads a source chunk by chunk. Filters directly above it are computed
// by the source, before it decodes the other columns, or else by the workers.
func (r *run) scan(n *plan.Scan) *pipe {
	s := &scanning{open: n.Source.Open()}
	if r.opts.Profile != nil {
		s.tallies = append(s.tallies, r.opts.Profile.of(n))
	}
	return &pipe{scanning: s, open: func() (feed, error) {
		req := table.ScanRequest{Columns: n.Columns, All: !n.Pruned, BatchRows: r.opts.BatchRows, Parts: n.Parts}
		if len(s.steps) > 0 {
			req.Filter = &table.ScanFilter{Steps: s.steps, Bounds: s.bounds}
		}
		sc, err := n.Source.Scan(r.Context.Context, req)
		if err != nil {
			return nil, err
		}
		if f, ok := sc.(table.FilteringScanner); ok && f.Filters() {
			s.done = true
			for _, t := range s.tallies {
				t.early.Store(true)
			}
		}
		return &scanFeed{r, sc}, nil
	}}
}

// filterInScan asks the scan that p is to compute the filter n.
func (r *run) filterInScan(p *pipe, n *plan.Filter) *pipe {
	s := p.scanning
	parts := plan.Conjuncts(n.Pred)
	for _, e := range parts {
		if held := heldTexts(e); held != nil && !s.open {
			s.steps = append(s.steps, recordStep(held))
		}
		s.steps = append(s.steps, r.scanStep(e))
	}
	if s.open && r.opts.Profile == nil { // which tells the rows that each step sees
		for _, b := range plan.Bounds(n.Pred) {
			s.bounds = append(s.bounds, r.scanStep(b.Cond))
		}
	}
	if r.opts.Profile != nil {
		if len(s.tallies) == 1 { // the first filter sees the scan's rows
			first := &s.steps[0]
			first.New = tallied(first.New, s.tallies[0], nil)
		}
		t := r.opts.Profile.of(n)
		s.tallies = append(s.tallies, t)
		last := &s.steps[len(s.steps)-1]
		last.New = tallied(last.New, nil, t)
	}
	pred := once(func() (plan.Expr, error) { return r.prepared(n.Pred) })
	return p.then(func() step {
		keep := r.keeping(pred)
		return func(b *table.Batch) (*table.Batch, error) {
			if s.done {
				return b, nil
			}
			return keep(b)
		}
	})
}

// scanStep is what a source is asked to compute.
func (r *run) scanStep(e plan.Expr) table.ScanStep {
	var step table.ScanStep
	seen := map[string]bool{}
	plan.Columns(e, func(name string) {
		if !seen[name] {
			seen[name] = true
			step.Columns = append(step.Columns, name)
		}
	})
	pred := once(func() (plan.Expr, error) { return r.prepared(e) })
	step.New = func() table.KeepRows {
		var s scalar
		return func(b *table.Batch) (rows []int32, all bool, err error) {
			defer protect(&err)
			if s == nil {
				e, err := pred()
				if err != nil {
					return nil, false, err
				}
				s = r.compiler().compile(e)
			}
			return evalBool(s, b)
		}
	}
	return step
}

// tallied counts the rows that a step sees and keeps; either tally may be nil.
func tallied(make func() table.KeepRows, seen, kept *tally) func() table.KeepRows {
	return func() table.KeepRows {
		keep := make()
		return func(b *table.Batch) (rows []int32, all bool, err error) {
			rows, all, err = keep(b)
			n := len(rows)
			if all {
				n = b.Len()
			}
			if seen != nil {
				seen.rows.Add(int64(b.Len()))
			}
			if kept != nil {
				kept.rows.Add(int64(n))
			}
			return rows, all, err
		}
	}
}

type scanFeed struct {
	r *run
	s table.Scanner
}

func (f *scanFeed) next(ctx context.Context) (morsel, error) {
	chunk, err := f.s.Next(ctx)
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) ([]*table.Batch, error) {
		batches, report, err := chunk.Read(ctx)
		if !report.Empty() {
			f.r.addReport(report)
		}
		return batches, err
	}, nil
}

func (f *scanFeed) ended() bool {
	e, ok := f.s.(table.EndingScanner)
	return ok && e.Ended()
}

func (f *scanFeed) close() { f.s.Close() }
