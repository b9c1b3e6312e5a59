package eval

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Options are the conditions of one run.
type Options struct {
	// Now is what now() gives.
	Now table.DateTime
	// Zone is the user's time zone; UTC when nil.
	Zone *time.Location
	// Workers is the number of goroutines that decode and compute; 0 means
	// GOMAXPROCS. The answer does not depend on it.
	Workers int
	// BatchRows bounds the rows of a batch; 0 leaves it to the source.
	BatchRows int
	// NoRewrites runs the plan as bound, for tests.
	NoRewrites bool
	// Limits bound the run.
	Limits Limits
	// Profile, unless nil, is told what each node does; that costs a little.
	Profile *Profile
}

// Limits bound a run; zero means no bound.
type Limits struct {
	// Rows is the most rows a result may have.
	Rows int64
	// Memory is the most bytes that operators may hold.
	Memory int64
	// Duration is the longest time a run may take.
	Duration time.Duration
	// Waited, unless nil, is how long the run has waited for its sources so far,
	// which Duration does not count. Any goroutine may call it.
	Waited func() time.Duration
}

// run is the state of one run.
type run struct {
	*functions.Context
	opts   Options
	cancel context.CancelFunc

	mu       sync.Mutex
	report   table.Report
	warnings []string
	shares   map[any]*share
	sites    map[*plan.Call]*functions.Site
}

// Run starts a plan. The result must be closed.
func Run(ctx context.Context, root plan.Node, o Options) (*Result, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if !o.NoRewrites {
		root = plan.Optimize(root)
	}
	ctx, cancel := withDuration(ctx, o.Limits)
	r := &run{
		Context: functions.NewContext(ctx, o.Now),
		opts:    o, cancel: cancel,
		shares: map[any]*share{}, sites: map[*plan.Call]*functions.Site{},
	}
	r.Zone = o.Zone
	r.Warn = r.warn
	r.Memory.Max = o.Limits.Memory
	o.Profile.root(root)
	p, err := protect2(func() (*pipe, error) { return r.build(root) })
	if err != nil {
		cancel()
		return nil, r.wrap(err)
	}
	return &Result{run: r, shape: root.Shape(), stream: r.stream(p)}, nil
}

// wrap turns what a context says into the library's errors.
func (r *run) wrap(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		if cause := context.Cause(r.Context.Context); cause != nil {
			return errStopped(cause)
		}
	}
	if errors.Is(err, functions.ErrMemory) {
		return errMemory(r.opts.Limits.Memory)
	}
	return err
}

// warn keeps a message for the caller, once.
func (r *run) warn(message string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.warnings, message) {
		r.warnings = append(r.warnings, message)
	}
}

func (r *run) addReport(rep table.Report) {
	r.mu.Lock()
	r.report.Add(rep)
	r.mu.Unlock()
}

// site is the call's memory of what it prepared, one per call and run.
func (r *run) site(c *plan.Call) *functions.Site {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.sites[c]
	if s == nil {
		s = &functions.Site{}
		r.sites[c] = s
	}
	return s
}

// Result is a run in progress: an ordered stream of batches.
type Result struct {
	run    *run
	shape  plan.Shape
	stream stream[*table.Batch]
	rows   int64
	err    error
	closed bool
}

// Schema lists the columns known before the run. Batches of a plan with an
// open shape may have more.
func (r *Result) Schema() *table.Schema { return r.shape.Schema }

// Open reports whether batches may have columns that Schema does not list.
func (r *Result) Open() bool { return r.shape.Open }

// Next returns the next batch, never empty, or nil at the end.
func (r *Result) Next() (*table.Batch, error) {
	if r.err != nil || r.closed {
		return nil, r.err
	}
	for {
		b, err := protect2(r.stream.next)
		if err != nil {
			r.err = r.run.wrap(err)
			return nil, r.err
		}
		if b == nil {
			return nil, nil
		}
		if b.Len() == 0 {
			continue
		}
		r.rows += int64(b.Len())
		if most := r.run.opts.Limits.Rows; most > 0 && r.rows > most {
			r.err = errRows(most)
			return nil, r.err
		}
		return b, nil
	}
}

// Table collects the remaining batches.
func (r *Result) Table() (*table.Table, error) {
	var all []*table.Batch
	for {
		b, err := r.Next()
		if err != nil {
			return nil, err
		}
		if b == nil {
			break
		}
		all = append(all, b)
	}
	return table.FromBatch(table.ConcatBatches(r.shape.Schema, all)), nil
}

// Report tells what the readers left out, so far.
func (r *Result) Report() table.Report {
	r.run.mu.Lock()
	defer r.run.mu.Unlock()
	return r.run.report
}

// Warnings tell what the result lacks, so far: rows beyond a limit. They come
// in the order of their texts.
func (r *Result) Warnings() []string {
	r.run.mu.Lock()
	defer r.run.mu.Unlock()
	return slices.Sorted(slices.Values(r.run.warnings))
}

// Close stops the run and waits for its goroutines.
func (r *Result) Close() {
	if !r.closed {
		r.closed = true
		r.run.cancel()
		r.stream.close()
	}
}
