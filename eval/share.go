package eval

import (
	"sync"

	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// share is a result computed once per run.
type share struct {
	once  sync.Once
	batch *table.Batch
	err   error
}

func (r *run) share(n *plan.Share) (*pipe, error) {
	id := n.ID
	if id == nil {
		id = n
	}
	r.mu.Lock()
	s := r.shares[id]
	if s == nil {
		s = &share{}
		r.shares[id] = s
	}
	r.mu.Unlock()
	return r.fromBatch(func() (*table.Batch, error) {
		s.once.Do(func() { s.batch, s.err = r.whole(n.Input) })
		return s.batch, s.err
	}), nil
}
