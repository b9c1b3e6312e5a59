package eval

import (
	"context"
	"sync"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// morsel is a piece of work: producing some batches. Morsels of one feed may
// be produced at the same time.
type morsel func(ctx context.Context) ([]*table.Batch, error)

// feed hands out morsels in order, nil at the end. It is used by one goroutine
// at a time.
type feed interface {
	next(ctx context.Context) (morsel, error)
	// ended reports whether it is already known that no morsel follows.
	ended() bool
	close()
}

// step turns a batch into another (nil: no rows left). Each worker has its own.
type step func(b *table.Batch) (*table.Batch, error)

// pipe is a feed, opened when the pipe is first pulled, and the steps that
// every batch of it goes through.
type pipe struct {
	open  func() (feed, error)
	steps []func() step
	// tally is that of the node that the pipe ends with, and the first watched
	// steps are counted already; when the run has a profile.
	tally   *tally
	watched int
	// scanning is the scan that the pipe begins with; nil for other pipes.
	scanning *scanning
}

// then is the pipe with one more step.
func (p *pipe) then(s func() step) *pipe {
	c := *p
	c.steps = append(p.steps[:len(p.steps):len(p.steps)], s)
	return &c
}

// stream is an ordered sequence; next gives the zero T at the end.
type stream[T any] interface {
	next() (T, error)
	close()
}

// build makes the pipe of a node.
func (r *run) build(n plan.Node) (*pipe, error) {
	p, err := r.buildNode(n)
	if err == nil && r.opts.Profile != nil {
		p = r.watched(n, p)
	}
	return p, err
}

func (r *run) buildNode(n plan.Node) (*pipe, error) {
	switch n := n.(type) {
	case *plan.Scan:
		return r.scan(n), nil
	case *plan.Values:
		return r.fromBatch(func() (*table.Batch, error) { return n.Table.Batch(), nil }), nil
	case *plan.Filter:
		return r.filter(n)
	case *plan.Project:
		return r.project(n)
	case *plan.Pick:
		return r.pick(n)
	case *plan.Sort:
		return r.sort(n)
	case *plan.Limit:
		return r.limit(n)
	case *plan.Aggregate:
		return r.aggregate(n)
	case *plan.Window:
		return r.window(n)
	case *plan.Join:
		return r.join(n)
	case *plan.Union:
		return r.union(n)
	case *plan.Expand:
		return r.expand(n)
	case *plan.Series:
		return r.series(n), nil
	case *plan.Share:
		return r.share(n)
	case *plan.ForEach:
		return r.forEach(n)
	case *plan.TableCall:
		return r.tableCall(n)
	case *plan.Match:
		return r.match(n)
	case *plan.Deferred:
		return r.deferred(n)
	}
	return nil, errNode(n)
}

// fromBatch feeds the rows that compute gives, once it is first asked.
func (r *run) fromBatch(compute func() (*table.Batch, error)) *pipe {
	rows := r.opts.BatchRows
	if rows <= 0 {
		rows = table.DefaultBatchRows
	}
	return &pipe{open: func() (feed, error) {
		b, err := compute()
		if err != nil {
			return nil, err
		}
		return &batchFeed{batch: b, rows: rows}, nil
	}}
}

type batchFeed struct {
	batch    *table.Batch
	at, rows int
}

func (f *batchFeed) next(context.Context) (morsel, error) {
	if f.at >= f.batch.Len() {
		return nil, nil
	}
	end := min(f.at+f.rows, f.batch.Len())
	b := f.batch.Slice(f.at, end)
	f.at = end
	return func(context.Context) ([]*table.Batch, error) { return []*table.Batch{b}, nil }, nil
}

func (f *batchFeed) ended() bool { return f.at >= f.batch.Len() }

func (f *batchFeed) close() {}

// fromStream feeds the batches of a stream.
func fromStream(open func() (stream[*table.Batch], error)) *pipe {
	return &pipe{open: func() (feed, error) {
		s, err := open()
		if err != nil {
			return nil, err
		}
		return streamFeed{s}, nil
	}}
}

type streamFeed struct{ s stream[*table.Batch] }

func (f streamFeed) next(context.Context) (morsel, error) {
	b, err := f.s.next()
	if b == nil || err != nil {
		return nil, err
	}
	return func(context.Context) ([]*table.Batch, error) { return []*table.Batch{b}, nil }, nil
}

func (f streamFeed) ended() bool { return false }

func (f streamFeed) close() { f.s.close() }

// stream runs a pipe and gives its batches in order.
func (r *run) stream(p *pipe) stream[*table.Batch] {
	return each(r, p, func() func(*table.Batch) (*table.Batch, error) {
		return func(b *table.Batch) (*table.Batch, error) { return b, nil }
	})
}

// each runs a pipe and a last function per batch, which may give something
// other than a batch, on all workers, and gives the results in order.
func each[T any](r *run, p *pipe, last func() func(*table.Batch) (T, error)) stream[T] {
	if p.tally != nil {
		unwatched := *p
		unwatched.tally = nil
		return watchedEach(p.tally, func(last func() func(*table.Batch) (T, error)) stream[T] { return each(r, &unwatched, last) }, last)
	}
	if r.opts.Workers == 1 {
		return &serial[T]{r: r, p: p, work: newWorker(r, p, last)}
	}
	return &parallel[T]{r: r, p: p, last: last}
}

// worker applies the steps of a pipe to morsels.
type worker[T any] struct {
	r     *run
	steps []step
	last  func(*table.Batch) (T, error)
}

func newWorker[T any](r *run, p *pipe, last func() func(*table.Batch) (T, error)) *worker[T] {
	w := &worker[T]{r: r, last: last()}
	for _, s := range p.steps {
		w.steps = append(w.steps, s())
	}
	return w
}

func (w *worker[T]) do(ctx context.Context, m morsel) (out []T, err error) {
	defer protect(&err)
	batches, err := m(ctx)
	if err != nil {
		return nil, err
	}
	for _, b := range batches {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, s := range w.steps {
			if b == nil || b.Len() == 0 {
				break
			}
			if b, err = s(b); err != nil {
				return nil, err
			}
		}
		if b == nil || b.Len() == 0 {
			continue
		}
		t, err := w.last(b)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// serial runs a pipe on the caller's goroutine.
type serial[T any] struct {
	r     *run
	p     *pipe
	work  *worker[T]
	feed  feed
	ready []T
	err   error
}

func (s *serial[T]) next() (T, error) {
	var none T
	if s.feed == nil && s.err == nil {
		s.feed, s.err = s.p.open()
	}
	for s.err == nil {
		if len(s.ready) > 0 {
			t := s.ready[0]
			s.ready = s.ready[1:]
			return t, nil
		}
		ctx := s.r.Context.Context
		if s.err = ctx.Err(); s.err != nil {
			break
		}
		var m morsel
		if m, s.err = s.feed.next(ctx); m == nil || s.err != nil {
			if s.err == nil {
				// What stopped early because of the context has not all rows.
				s.err = ctx.Err()
			}
			return none, s.err
		}
		s.ready, s.err = s.work.do(ctx, m)
	}
	return none, s.err
}

func (s *serial[T]) close() {
	if s.feed != nil {
		s.feed.close()
		s.feed = nil
	}
	if s.err == nil {
		s.err = context.Canceled
	}
}

// parallel runs a pipe on several workers. A dispatcher pulls morsels and
// queues each twice: to the workers, and to the consumer, which waits for
// them in order.
type parallel[T any] struct {
	r      *run
	p      *pipe
	last   func() func(*table.Batch) (T, error)
	order  chan *job[T]
	cancel context.CancelFunc
	wait   sync.WaitGroup
	ready  []T
	done   bool
	err    error
}

type job[T any] struct {
	m    morsel
	out  []T
	err  error
	done chan struct{}
}

func (s *parallel[T]) start() error {
	f, err := s.p.open()
	if err != nil {
		return err
	}
	first, err := protect2(func() (morsel, error) { return f.next(s.r.Context.Context) })
	if first == nil || err != nil || f.ended() {
		defer f.close()
		return s.alone(first, err)
	}
	s.spread(f, first)
	return nil
}

// alone runs what may be the only morsel, of a small table or file, here:
// starting goroutines would take longer.
func (s *parallel[T]) alone(m morsel, err error) error {
	ctx := s.r.Context.Context
	if err == nil {
		err = ctx.Err()
	}
	if m != nil && err == nil {
		s.ready, err = newWorker(s.r, s.p, s.last).do(ctx, m)
	}
	s.done = true
	return err
}

// spread starts the dispatcher, which has the first morsel already, and the
// workers.
func (s *parallel[T]) spread(f feed, first morsel) {
	ctx, cancel := context.WithCancel(s.r.Context.Context)
	s.cancel = cancel
	workers := s.r.opts.Workers
	s.order = make(chan *job[T], 2*workers)
	queue := make(chan *job[T], workers)
	s.wait.Add(workers + 1)
	go func() {
		defer s.wait.Done()
		defer close(queue)
		defer close(s.order)
		defer f.close()
		for {
			m, err := first, error(nil)
			if first = nil; m == nil {
				m, err = protect2(func() (morsel, error) { return f.next(ctx) })
			}
			if m == nil && err == nil {
				return
			}
			j := &job[T]{m: m, err: err, done: make(chan struct{})}
			if err != nil {
				close(j.done)
			}
			select {
			case s.order <- j:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
			select {
			case queue <- j:
			case <-ctx.Done():
				j.err = ctx.Err()
				close(j.done)
				return
			}
		}
	}()
	for range workers {
		w := newWorker(s.r, s.p, s.last)
		go func() {
			defer s.wait.Done()
			for j := range queue {
				if j.err = ctx.Err(); j.err == nil {
					j.out, j.err = w.do(ctx, j.m)
				}
				j.m = nil
				close(j.done)
			}
		}()
	}
}

func (s *parallel[T]) next() (T, error) {
	var none T
	if s.order == nil && !s.done && s.err == nil {
		if s.err = s.start(); s.err != nil {
			return none, s.err
		}
	}
	for s.err == nil {
		if len(s.ready) > 0 {
			t := s.ready[0]
			s.ready = s.ready[1:]
			return t, nil
		}
		if s.done {
			return none, nil
		}
		j, ok := <-s.order
		if !ok {
			s.done = true
			// A closed queue without an error may also mean a cancelled run.
			s.err = s.r.Context.Context.Err()
			continue
		}
		<-j.done
		s.ready, s.err = j.out, j.err
	}
	return none, s.err
}

func (s *parallel[T]) close() {
	if s.cancel != nil {
		s.cancel()
		for range s.order {
		}
		s.wait.Wait()
		s.cancel = nil
	}
	if s.err == nil {
		s.err = context.Canceled
	}
}

// collect runs a pipe to its end.
func (r *run) collect(p *pipe) ([]*table.Batch, error) {
	s := r.stream(p)
	defer s.close()
	var all []*table.Batch
	for {
		b, err := s.next()
		if err != nil {
			return nil, err
		}
		if b == nil {
			return all, nil
		}
		all = append(all, b)
		if err := r.Memory.Reserve(table.Bytes(b)); err != nil {
			return nil, err
		}
	}
}

// whole runs a node to its end and gives its rows as one batch.
func (r *run) whole(n plan.Node) (*table.Batch, error) {
	p, err := r.build(n)
	if err != nil {
		return nil, err
	}
	all, err := r.collect(p)
	if err != nil {
		return nil, err
	}
	return table.ConcatBatches(n.Shape().Schema, all), nil
}
