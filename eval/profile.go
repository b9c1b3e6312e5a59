package eval

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// Profile collects what each node of a plan did in one run, when Options name
// it. It may be read when the run has ended.
type Profile struct {
	mu    sync.Mutex
	roots []plan.Node
	nodes map[plan.Node]*tally
	// copies are nodes made in the run, and the node of the plan they stand for.
	copies map[plan.Node]plan.Node
}

// Stage is what one node of a plan did in a run.
type Stage struct {
	Node plan.Node
	// Depth is the node's distance from the last operator, or from the plan
	// that was made and run within the run.
	Depth int
	// Rows and Batches are what it gave to the next stage.
	Rows, Batches int64
	// Time is how long it worked, all workers together, without its inputs.
	Time time.Duration
	// Columns are the forms that its columns came in.
	Columns []ColumnForms
}

// ColumnForms are the physical forms in which a column left a stage, such as
// "dictionary" or "selected text".
type ColumnForms struct {
	Name  string
	Forms []string
}

// tally is what is counted of one node.
type tally struct {
	rows, batches atomic.Int64
	// work is the time spent in the node's own steps, or in making and cutting
	// its rows; waited the time that the node above spent waiting for this
	// one; last the time that workers of this node worked for the one above.
	work, waited, last atomic.Int64
	// early says that rows are counted where the source filters them.
	early atomic.Bool

	mu      sync.Mutex
	schema  *table.Schema
	columns []ColumnForms
}

// of is the tally of a node, made when it is first asked for.
func (p *Profile) of(n plan.Node) *tally {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		original, ok := p.copies[n]
		if !ok {
			break
		}
		n = original
	}
	t := p.nodes[n]
	if t == nil {
		if p.nodes == nil {
			p.nodes = map[plan.Node]*tally{}
		}
		t = &tally{}
		p.nodes[n] = t
	}
	return t
}

// root says that a plan is run.
func (p *Profile) root(n plan.Node) {
	if p != nil {
		p.mu.Lock()
		p.roots = append(p.roots, n)
		p.mu.Unlock()
	}
}

// copied says that a node stands for one of the plan.
func (p *Profile) copied(n, original plan.Node) {
	if p == nil || n == original {
		return
	}
	p.mu.Lock()
	if p.copies == nil {
		p.copies = map[plan.Node]plan.Node{}
	}
	p.copies[n] = original
	p.mu.Unlock()
}

// Stages lists the nodes of the plan that ran, the last operator first, each
// before its inputs, and after them those of plans made and run within the run
// (subqueries, columns known only then).
func (p *Profile) Stages() []Stage {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Stage
	seen := map[plan.Node]bool{}
	var walk func(n plan.Node, depth int)
	walk = func(n plan.Node, depth int) {
		out = append(out, p.stage(n, depth))
		if seen[n] {
			return // a shared table
		}
		seen[n] = true
		for _, in := range n.Inputs() {
			walk(in, depth+1)
		}
		if f, ok := n.(*plan.ForEach); ok {
			walk(f.Body, depth+1)
		}
	}
	for _, n := range p.roots {
		walk(n, 0)
	}
	return out
}

func (p *Profile) stage(n plan.Node, depth int) Stage {
	s := Stage{Node: n, Depth: depth}
	t := p.nodes[n]
	if t == nil {
		return s
	}
	s.Rows, s.Batches, s.Columns = t.rows.Load(), t.batches.Load(), t.columns
	work := t.work.Load()
	inputs := n.Inputs()
	if f, ok := n.(*plan.ForEach); ok {
		inputs = append(slices.Clip(inputs), f.Body)
	}
	for _, in := range inputs {
		if i := p.nodes[in]; i != nil {
			work += i.last.Load() - i.waited.Load()
		}
	}
	s.Time = time.Duration(max(0, work))
	return s
}

// watched is p with everything about node n counted. The steps of p that are
// not watched yet are n's.
func (r *run) watched(n plan.Node, p *pipe) *pipe {
	t := r.opts.Profile.of(n)
	out := &pipe{open: p.open, steps: append([]func() step(nil), p.steps...), scanning: p.scanning}
	if p.tally == nil {
		out.open = func() (feed, error) {
			start := time.Now()
			f, err := p.open()
			t.work.Add(int64(time.Since(start)))
			if err != nil {
				return nil, err
			}
			return &watchedFeed{f, t}, nil
		}
	}
	for i := p.watched; i < len(out.steps); i++ {
		inner := out.steps[i]
		out.steps[i] = func() step {
			s := inner()
			return func(b *table.Batch) (*table.Batch, error) {
				start := time.Now()
				b, err := s(b)
				t.work.Add(int64(time.Since(start)))
				return b, err
			}
		}
	}
	out.steps = append(out.steps, func() step {
		return func(b *table.Batch) (*table.Batch, error) {
			t.count(b)
			return b, nil
		}
	})
	out.watched, out.tally = len(out.steps), t
	return out
}

type watchedFeed struct {
	feed
	t *tally
}

func (f *watchedFeed) next(ctx context.Context) (morsel, error) {
	start := time.Now()
	m, err := f.feed.next(ctx)
	f.t.work.Add(int64(time.Since(start)))
	if m == nil || err != nil {
		return nil, err
	}
	return func(ctx context.Context) ([]*table.Batch, error) {
		start := time.Now()
		b, err := m(ctx)
		f.t.work.Add(int64(time.Since(start)))
		return b, err
	}, nil
}

// watchedEach is each with the waiting and the last function's work counted.
func watchedEach[T any](t *tally, s func(last func() func(*table.Batch) (T, error)) stream[T], last func() func(*table.Batch) (T, error)) stream[T] {
	return &watchedStream[T]{t: t, stream: s(func() func(*table.Batch) (T, error) {
		f := last()
		return func(b *table.Batch) (T, error) {
			start := time.Now()
			out, err := f(b)
			t.last.Add(int64(time.Since(start)))
			return out, err
		}
	})}
}

type watchedStream[T any] struct {
	stream[T]
	t *tally
}

func (s *watchedStream[T]) next() (T, error) {
	start := time.Now()
	out, err := s.stream.next()
	s.t.waited.Add(int64(time.Since(start)))
	return out, err
}

// count notes a batch that leaves the node.
func (t *tally) count(b *table.Batch) {
	if !t.early.Load() {
		t.rows.Add(int64(b.Len()))
	}
	t.batches.Add(1)
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, c := range b.Cols() {
		name, form := b.Schema().Field(i).Name, table.FormOf(c)
		at := i
		if at >= len(t.columns) || t.columns[at].Name != name {
			at = slices.IndexFunc(t.columns, func(c ColumnForms) bool { return c.Name == name })
		}
		if at < 0 {
			t.columns = append(t.columns, ColumnForms{name, []string{form}})
		} else if f := &t.columns[at].Forms; !slices.Contains(*f, form) {
			*f = append(*f, form)
		}
	}
}
