package hunt

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/goshawk-lang/goshawk/table"
)

// feed is a source with the taps of all rules that read it.
type feed struct {
	name   string
	source table.Source
	files  []string
	taps   []*tap
	turn   int // its place in the order of reading

	rows   atomic.Int64
	report table.Report
	// interrupted says that the source was not read to its end.
	interrupted atomic.Bool
}

// request is what taps want together.
func request(taps []*tap) table.ScanRequest {
	req := table.ScanRequest{BatchRows: 1 << 16}
	for _, t := range taps {
		req.All = req.All || t.all
		for _, name := range t.columns {
			if !slices.Contains(req.Columns, name) {
				req.Columns = append(req.Columns, name)
			}
		}
	}
	wanted := req.Columns
	if req.All {
		req.Columns, wanted = nil, taps[0].Schema().Names()
	}
	early := map[string]bool{}
	for _, t := range taps {
		for _, d := range t.demands {
			for _, name := range d.Leading() {
				early[name] = true
			}
		}
	}
	for _, name := range wanted {
		if !early[name] {
			req.Later = append(req.Later, name)
		}
	}
	return req
}

// wanting are the taps that want rows.
func (f *feed) wanting() []*tap {
	var taps []*tap
	for _, t := range f.taps {
		if len(t.demands) > 0 {
			taps = append(taps, t)
		}
	}
	return taps
}

// Where of the first rows of a chunk one in dearShare is wanted, leaving out
// the others of the chunk costs more than it saves.
const (
	dearShare = 3
	dearTrial = 128
)

// filter is the condition of a scan for all taps: the rows that any of them
// wants, by the columns that their rules' conditions read. It is nil where
// some tap wants all rows. The rows that it sees are counted.
func (f *feed) filter(taps []*tap, s *sieve, m *meter) *table.ScanFilter {
	step := table.ScanStep{}
	for _, t := range taps {
		for _, d := range t.demands {
			columns := d.Filtered()
			if len(columns) == 0 {
				return nil
			}
			for _, name := range columns {
				if !slices.Contains(step.Columns, name) {
					step.Columns = append(step.Columns, name)
				}
			}
		}
	}
	if f.source.Open() {
		return nil
	}
	workers := sync.Pool{New: func() any { return s.worker() }}
	step.New = func() table.KeepRows {
		seen, kept := 0, 0
		return func(b *table.Batch) (rows []int32, all bool, err error) {
			f.count(b, m)
			if seen >= dearTrial && kept*dearShare > seen {
				return nil, true, nil
			}
			w := workers.Get().(*sieveWorker)
			rows, all = union(b.Len(), w.choices(b))
			workers.Put(w)
			seen += b.Len()
			if all {
				kept += b.Len()
				return nil, true, nil
			}
			kept += len(rows)
			return rows, false, nil
		}
	}
	return &table.ScanFilter{Steps: []table.ScanStep{step}}
}

// count counts the rows of a batch that were read.
func (f *feed) count(b *table.Batch, m *meter) {
	f.rows.Add(int64(b.Len()))
	m.rows.Add(int64(b.Len()))
}

// chunkJob is a chunk with its place in the source.
type chunkJob struct {
	chunk  table.Chunk
	number int
}

// read reads the source once for all of its taps: what live ones want goes to
// their rules, what the others want to the store.
func (f *feed) read(parent context.Context, m *meter, kept *store) (err error) {
	taps := f.wanting()
	defer func() {
		if err != nil {
			f.interrupted.Store(true)
		}
		for _, t := range taps {
			if t.live != nil {
				if parent.Err() == nil {
					t.live.err = err
				}
				close(t.live.batches)
			}
		}
	}()
	if len(taps) == 0 {
		return nil
	}
	ctx, stop := context.WithCancelCause(parent)
	defer stop(nil)
	// A chunk that was begun when the hunt is interrupted gets to its end.
	begun, cancel := afterwards(parent)
	defer cancel()
	sieve := newSieve(begun, taps)
	req := request(taps)
	req.Records, req.Filter = sieve.demands.Records(), f.filter(taps, sieve, m)
	scan, err := f.source.Scan(parent, req)
	if err != nil {
		return err
	}
	defer scan.Close()
	filters, ok := scan.(table.FilteringScanner)
	counted := ok && filters.Filters()
	jobs := make(chan chunkJob)
	out := &delivery{ready: map[int][]parcel{}}
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		w := &feedWorker{feed: f, meter: m, store: kept, out: out, sieve: sieve.worker(), counted: counted}
		work.Go(func() {
			for j := range jobs {
				if err := w.chunk(begun, j); err != nil {
					stop(err)
				}
			}
		})
	}
	for n := 0; ; n++ {
		var chunk table.Chunk
		if chunk, err = scan.Next(ctx); err != nil {
			break
		}
		jobs <- chunkJob{chunk, n}
	}
	close(jobs)
	work.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// feedWorker is one of the goroutines that read a source.
type feedWorker struct {
	feed  *feed
	meter *meter
	store *store
	out   *delivery
	sieve *sieveWorker
	// counted says that the scan's filter counts the rows.
	counted bool
}

// chunk decodes a chunk and gives every tap what it wants of it.
func (w *feedWorker) chunk(ctx context.Context, j chunkJob) error {
	batches, report, err := j.chunk.Read(ctx)
	if err != nil {
		return err
	}
	var parcels []parcel
	at := map[*tap]int{}
	for _, b := range batches {
		if !w.counted {
			w.feed.count(b, w.meter)
		}
		var keeping []choice
		choices := w.sieve.choices(b)
		b = withoutRecords(b)
		for _, c := range choices {
			if c.tap.live == nil {
				keeping = append(keeping, c)
				continue
			}
			i, ok := at[c.tap]
			if !ok {
				i = len(parcels)
				at[c.tap] = i
				parcels = append(parcels, parcel{to: c.tap.live})
			}
			parcels[i].batches = append(parcels[i].batches, sieved{c.batch(b), c.sure})
		}
		if len(keeping) > 0 {
			w.store.add(keep(b, keeping), j.number)
		}
	}
	w.out.done(ctx, j.number, parcels, func() { w.feed.report.Add(report) })
	w.meter.tick()
	return nil
}

// parcel is what a rule gets of a chunk.
type parcel struct {
	to      *live
	batches []sieved
}

// sieved is a batch of rows that a rule wants, or, unless sure is set, some of
// which it may not want.
type sieved struct {
	*table.Batch
	sure bool
}

// delivery hands out what comes of chunks in the order of these, whichever is
// decoded first.
type delivery struct {
	mu    sync.Mutex
	next  int
	ready map[int][]parcel
}

// done notes that a chunk is decoded. It waits for rules that are behind.
func (d *delivery) done(ctx context.Context, number int, parcels []parcel, also func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	also()
	d.ready[number] = parcels
	for {
		parcels, ok := d.ready[d.next]
		if !ok {
			return
		}
		delete(d.ready, d.next)
		d.next++
		for _, p := range parcels {
			p.to.send(ctx, p.batches)
		}
	}
}
