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

	rows   atomic.Int64
	report table.Report
	// interrupted says that the source was not read to its end.
	interrupted bool
}

// request is what all taps want together.
func (f *feed) request() table.ScanRequest {
	req := table.ScanRequest{BatchRows: 1 << 16}
	for _, t := range f.taps {
		if len(t.filters) == 0 {
			continue
		}
		req.All = req.All || t.all
		for _, name := range t.columns {
			if !slices.Contains(req.Columns, name) {
				req.Columns = append(req.Columns, name)
			}
		}
	}
	if req.All {
		req.Columns = nil
	}
	return req
}

// read reads the source once and lets every tap keep what it wants.
func (f *feed) read(ctx context.Context, m *meter) error {
	var taps []*tap
	for _, t := range f.taps {
		if len(t.filters) > 0 {
			t.parts = map[int][]*table.Batch{}
			taps = append(taps, t)
		}
	}
	if len(taps) == 0 {
		return nil
	}
	scan, err := f.source.Scan(ctx, f.request())
	if err != nil {
		return err
	}
	defer scan.Close()
	type job struct {
		chunk  table.Chunk
		number int
	}
	jobs := make(chan job)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var work sync.WaitGroup
	var mu sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			keepers := make([]*keeper, len(taps))
			for i, t := range taps {
				keepers[i] = t.keeper()
			}
			for j := range jobs {
				batches, rep, err := j.chunk.Read(ctx)
				if err != nil {
					stop(err)
					continue
				}
				mu.Lock()
				f.report.Add(rep)
				mu.Unlock()
				for _, b := range batches {
					f.rows.Add(int64(b.Len()))
					m.rows.Add(int64(b.Len()))
					for _, k := range keepers {
						k.tap.keep(k, b, j.number)
					}
				}
				m.tick()
			}
		})
	}
	err = nil
	for n := 0; ; n++ {
		var chunk table.Chunk
		if chunk, err = scan.Next(ctx); err != nil {
			break
		}
		jobs <- job{chunk, n}
		if n%8 == 7 {
			m.relieve(taps)
		}
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

// keep adds what the rule wants of a batch.
func (t *tap) keep(k *keeper, b *table.Batch, number int) {
	if t.spilled.Load() {
		return
	}
	kept := k.kept(b)
	if kept == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.spilled.Load() {
		t.parts[number] = append(t.parts[number], kept)
		t.cells += kept.Len() * max(1, len(kept.Cols()))
	}
}

// spill gives up what was kept: the rule will read the files itself.
func (t *tap) spill() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.parts = nil
	t.spilled.Store(true)
}
