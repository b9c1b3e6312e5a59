package hunt

import (
	"context"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// tap stands for a source to one rule. A live rule (see ask) runs while the
// source is read, and is handed what it wants batch by batch; for any other the
// tap keeps that until the rule runs.
type tap struct {
	src *feed
	// demands are those of the rule's scans of the source, columns and all what
	// they want together. No demands at all: nothing is wanted.
	demands []goshawk.Demand
	columns []string
	named   map[string]bool // the columns
	all     bool
	// passing says that the rule holds on to no row.
	passing bool

	// live is the way of a rule that runs while the source is read; nil else.
	live *live

	mu    sync.Mutex
	parts map[int][]*kept // by the chunk's number
	share int64           // of the bytes kept, about
	// spilled says that there was too much to keep: the rule reads the files.
	spilled atomic.Bool
	// alone says that the rule read the files itself.
	alone atomic.Bool
}

// Schema implements table.Source.
func (t *tap) Schema() *table.Schema { return t.src.source.Schema() }

// Open implements table.Source.
func (t *tap) Open() bool { return t.src.source.Open() }

// Knowledge implements table.Knowing.
func (t *tap) Knowledge() *table.Knowledge {
	if k, ok := t.src.source.(table.Knowing); ok {
		return k.Knowledge()
	}
	return nil
}

// demand adds what one scan of the rule will ask for. Exact is false when the
// rule may scan otherwise as well: then every row is kept.
func (t *tap) demand(d goshawk.Demand, exact bool) {
	t.all = t.all || d.All
	for _, name := range d.Columns {
		if !t.named[name] {
			t.columns, t.named[name] = append(t.columns, name), true
		}
	}
	if !exact {
		d = d.Unfiltered()
	}
	t.passing = d.Passing && (t.passing || len(t.demands) == 0)
	t.demands = append(t.demands, d)
}

// wants says whether the rule reads a column.
func (t *tap) wants(column string) bool { return t.all || t.named[column] }

// Scan implements table.Source: it hands out what the tap was made for, or
// reads the files when that is not what is asked for.
func (t *tap) Scan(ctx context.Context, req table.ScanRequest) (table.Scanner, error) {
	switch {
	case !t.serves(req):
	case t.live == nil:
		t.mu.Lock()
		defer t.mu.Unlock()
		s := &keptScanner{tap: t, req: req}
		for n := range t.parts {
			s.numbers = append(s.numbers, n)
		}
		slices.Sort(s.numbers)
		return s, nil
	case t.live.open():
		return &liveScanner{live: t.live, req: req}, nil
	}
	t.alone.Store(true)
	return t.src.source.Scan(ctx, req)
}

func (t *tap) serves(req table.ScanRequest) bool {
	if t.spilled.Load() || len(t.demands) == 0 && !t.src.interrupted.Load() {
		return false
	}
	if t.all || t.src.interrupted.Load() {
		return true
	}
	if req.All {
		return false
	}
	for _, name := range req.Columns {
		if !t.named[name] {
			return false
		}
	}
	return true
}

// keptScanner hands out the batches that a tap kept, in the order of the files.
type keptScanner struct {
	tap     *tap
	req     table.ScanRequest
	numbers []int
}

// Next implements table.Scanner.
func (s *keptScanner) Next(ctx context.Context) (table.Chunk, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(s.numbers) == 0 {
		return nil, io.EOF
	}
	s.tap.mu.Lock()
	parts := s.tap.parts[s.numbers[0]]
	s.tap.mu.Unlock()
	s.numbers = s.numbers[1:]
	return keptChunk{s, parts}, nil
}

// Close implements table.Scanner.
func (s *keptScanner) Close() error { return nil }

type keptChunk struct {
	scan  *keptScanner
	parts []*kept
}

// Read implements table.Chunk.
func (c keptChunk) Read(context.Context) ([]*table.Batch, table.Report, error) {
	out := make([]*table.Batch, len(c.parts))
	for i, k := range c.parts {
		out[i] = k.batch(c.scan.tap, c.scan.req)
	}
	return cut(out, c.scan.req), table.Report{}, nil
}

// cut makes batches no larger than is asked for.
func cut(batches []*table.Batch, req table.ScanRequest) []*table.Batch {
	var out []*table.Batch
	for _, b := range batches {
		step := b.Len()
		if req.BatchRows > 0 {
			step = req.BatchRows
		}
		for i := 0; i < b.Len(); i += max(step, 1) {
			out = append(out, b.Slice(i, min(i+step, b.Len())))
		}
	}
	return out
}

// live is the way from the reading of a source to a rule that runs meanwhile.
type live struct {
	batches chan []sieved // of one chunk after the other; closed at the end
	gone    chan struct{} // closed when the rule wants no more
	err     error         // why reading failed; set before batches is closed
	opened  atomic.Bool
	over    sync.Once
	waiting waiting // of the rule for batches
}

// liveAhead is how many chunks may wait for a rule.
const liveAhead = 2

func newLive() *live {
	return &live{batches: make(chan []sieved, liveAhead), gone: make(chan struct{})}
}

// open reports whether the scan is the first: there is no second reading.
func (l *live) open() bool { return !l.opened.Swap(true) }

// send hands batches to the rule, and waits until it has room for them.
func (l *live) send(ctx context.Context, batches []sieved) {
	if l.left() {
		return
	}
	select {
	case l.batches <- batches:
	case <-l.gone:
	case <-ctx.Done():
	}
}

// left reports whether the rule wants no more.
func (l *live) left() bool {
	select {
	case <-l.gone:
		return true
	default:
		return false
	}
}

// leave says that the rule wants no more.
func (l *live) leave() { l.over.Do(func() { close(l.gone) }) }

type liveScanner struct {
	live *live
	req  table.ScanRequest
}

// Next implements table.Scanner.
func (s *liveScanner) Next(ctx context.Context) (table.Chunk, error) {
	s.live.waiting.begin()
	defer s.live.waiting.end()
	select {
	case batches, ok := <-s.live.batches:
		switch {
		case ok:
		case s.live.err != nil:
			return nil, s.live.err
		default:
			return nil, io.EOF
		}
		return liveChunk{s, batches}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close implements table.Scanner.
func (s *liveScanner) Close() error {
	s.live.leave()
	return nil
}

// Filters implements table.FilteringScanner.
func (s *liveScanner) Filters() bool { return s.req.Filter != nil }

type liveChunk struct {
	scan    *liveScanner
	batches []sieved
}

// Read implements table.Chunk.
func (c liveChunk) Read(context.Context) ([]*table.Batch, table.Report, error) {
	req := c.scan.req
	out := make([]*table.Batch, len(c.batches))
	for i, b := range c.batches {
		out[i] = b.Batch
		if req.Filter != nil && !b.sure {
			var err error
			if out[i], err = filtered(b.Batch, req.Filter); err != nil {
				return nil, table.Report{}, err
			}
		}
		if !req.All {
			out[i] = out[i].Select(req.Columns)
		}
	}
	return cut(out, req), table.Report{}, nil
}

// filtered is a batch of the rows that a filter keeps.
func filtered(b *table.Batch, f *table.ScanFilter) (*table.Batch, error) {
	keeps := make([]table.KeepRows, len(f.Steps))
	for i, s := range f.Steps {
		keeps[i] = s.New()
	}
	rows, all, err := table.KeepAll(keeps, b)
	if err != nil || all {
		return b, err
	}
	return b.View(rows), nil
}

// waiting adds up the time that is spent waiting.
type waiting struct {
	mu    sync.Mutex
	ended time.Duration
	since time.Time // when the wait that goes on began; zero when none does
}

func (w *waiting) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.since = time.Now()
}

func (w *waiting) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended, w.since = w.ended+time.Since(w.since), time.Time{}
}

// time is all of it so far.
func (w *waiting) time() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.since.IsZero() {
		return w.ended
	}
	return w.ended + time.Since(w.since)
}
