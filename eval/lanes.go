package eval

import (
	"sync"
	"sync/atomic"

	"github.com/goshawk-lang/goshawk/table"
)

// lanes feed the states of an aggregation on several goroutines: each state
// has one lane and sees the batches in their order, as it would on one
// goroutine, while the rows of the next batch are already being grouped.
type lanes struct {
	a      *aggregation
	queues []chan laneJob
	wait   sync.WaitGroup
	failed atomic.Bool

	mu  sync.Mutex
	at  int // of err: the first batch and state that failed
	err error
}

// laneJob is a batch for the states of a lane.
type laneJob struct {
	batch  int
	in     *aggInput
	groups []uint32
	n      int // groups so far
}

// laneDepth is how many batches may wait for a lane.
const laneDepth = 4

// startLanes gives the states to as many goroutines as may be used; nil when
// one is enough.
func (a *aggregation) startLanes(workers int) *lanes {
	count := min(workers, len(a.aggs))
	if workers < 2 || count == 0 {
		return nil
	}
	l := &lanes{a: a, queues: make([]chan laneJob, count)}
	for k := range l.queues {
		queue := make(chan laneJob, laneDepth)
		l.queues[k] = queue
		l.wait.Add(1)
		go func() {
			defer l.wait.Done()
			for j := range queue {
				for i := k; i < len(a.aggs) && !l.failed.Load(); i += count {
					if err := l.accumulate(i, j); err != nil {
						l.fail(j.batch*len(a.aggs)+i, err)
					}
				}
			}
		}()
	}
	return l
}

func (l *lanes) accumulate(i int, j laneJob) (err error) {
	defer protect(&err)
	return l.a.accumulate(i, &j.in.aggs[i], j.groups, j.n)
}

func (l *lanes) fail(at int, err error) {
	l.failed.Store(true)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil || at < l.at {
		l.at, l.err = at, err
	}
}

// add hands a grouped batch to all lanes. It gives an error when an earlier
// batch has met one.
func (l *lanes) add(j laneJob) error {
	if l.failed.Load() {
		return l.stop()
	}
	for _, q := range l.queues {
		q <- j
	}
	return nil
}

// stop waits for what was added; it may be called again.
func (l *lanes) stop() error {
	if l == nil {
		return nil
	}
	for _, q := range l.queues {
		close(q)
	}
	l.queues = nil
	l.wait.Wait()
	return l.err
}

// fewGroups is how many groups one goroutine asks for as quickly as several.
const fewGroups = 1 << 10

// results asks the states for their columns, as many at a time as there are
// workers when there are many groups.
func (a *aggregation) results(n, workers int) ([][]table.Column, error) {
	if n < fewGroups {
		workers = 1
	}
	out := make([][]table.Column, len(a.states))
	err := atOnce(workers, len(a.states), func(i int) error {
		out[i] = a.states[i].Results(n)
		return nil
	})
	return out, err
}

// shareOut is atOnce for what does not fail: a panic goes on in the caller.
func shareOut(workers, n int, f func(i int)) {
	err := atOnce(workers, n, func(i int) error {
		f(i)
		return nil
	})
	if err != nil {
		panic(err)
	}
}

// atOnce calls f for 0 to n-1 on as many goroutines as there are workers, and
// gives the error of the least of them that failed.
func atOnce(workers, n int, f func(i int) error) error {
	errs := make([]error, n)
	run := func(i int) {
		defer protect(&errs[i])
		errs[i] = f(i)
	}
	if workers = min(workers, n); workers < 2 {
		for i := range n {
			if run(i); errs[i] != nil {
				return errs[i]
			}
		}
		return nil
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				run(i)
			}
		}()
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
