package hunt

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"
)

// goOver reads the files and runs the rules. For rules that want more than the
// budget allows, together with others, files are read again once these are
// done, as long as that serves some of them; those left over read their files
// themselves.
func (h *hunter) goOver(ctx context.Context, res *Result) {
	res.Interrupted = h.readAll(ctx)
	res.Rows = h.meter.rows.Load()
	for _, f := range slices.Concat(h.tables, h.events) {
		res.Report.Add(f.report)
	}
	var waiting []*Hit
	for _, hit := range h.hits {
		switch {
		case hit.query != nil && hit.Err == nil:
			waiting = append(waiting, hit)
		case hit.query != nil || hit.Seconds == 0:
			h.told(hit)
		}
	}
	for {
		left := slices.DeleteFunc(slices.Clone(waiting), func(hit *Hit) bool { return hit.Err != nil || !hit.spilled() })
		if len(left) < 2 || len(left) == len(waiting) || ctx.Err() != nil {
			h.runAll(ctx, waiting)
			return
		}
		h.runAll(ctx, slices.DeleteFunc(waiting, func(hit *Hit) bool { return slices.Contains(left, hit) }))
		h.again(left)
		res.Interrupted = h.readAll(ctx) || res.Interrupted
		waiting = left
	}
}

// spilled reports whether what the rule wants of some source was too much to
// keep.
func (hit *Hit) spilled() bool {
	return slices.ContainsFunc(hit.taps, func(t *tap) bool { return t.spilled.Load() })
}

// again lets a reading serve these rules only.
func (h *hunter) again(hits []*Hit) {
	for _, f := range slices.Concat(h.tables, h.events) {
		f.taps = nil
	}
	for _, hit := range hits {
		for _, t := range hit.taps {
			h.store.done(t)
			t.share = 0
			t.spilled.Store(false)
			t.src.taps = append(t.src.taps, t)
		}
	}
	h.store.taps = nil
}

// readAll reads every source that a rule wants, each once, while the rules that
// scan once run. It says whether that was cut short.
func (h *hunter) readAll(ctx context.Context) (interrupted bool) {
	var feeds []*feed
	for _, f := range append(slices.Clone(h.tables), h.events...) {
		if len(f.taps) == 0 {
			h.files.done(f.files)
			continue
		}
		feeds = append(feeds, f)
		for _, name := range f.files {
			if info, err := h.files.Stat(name); err == nil {
				h.files.total += info.Size()
			}
		}
	}
	finish := h.start(ctx, func(hit *Hit) bool { return len(hit.taps) > 1 })
	defer finish()
	for _, f := range feeds {
		if ctx.Err() != nil {
			f.interrupted.Store(true)
			interrupted = true
		}
		h.meter.set(f.name)
		if err := h.readOne(ctx, f); err != nil && ctx.Err() == nil {
			h.fail(f, err)
		}
		interrupted = interrupted || ctx.Err() != nil
		h.files.done(f.files)
	}
	return interrupted
}

// readOne reads a source while the rules that need no other run.
func (h *hunter) readOne(ctx context.Context, f *feed) error {
	finish := h.start(ctx, func(hit *Hit) bool { return len(hit.taps) == 1 && hit.taps[0].src == f })
	defer finish()
	return f.read(ctx, h.meter, h.store)
}

// start runs those of the live rules that have not run, and waits for them to
// finish when the result is called.
func (h *hunter) start(ctx context.Context, which func(*Hit) bool) (finish func()) {
	run, cancel := afterwards(ctx)
	var work sync.WaitGroup
	for _, hit := range h.hits {
		if hit.live && which(hit) && hit.query != nil && hit.Err == nil {
			work.Go(func() { h.run(run, hit) })
		}
	}
	return func() { work.Wait(); cancel() }
}

// graceful is how long rules may go on when a hunt has been interrupted.
const graceful = time.Minute

// afterwards is a context that is done some time after ctx is.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(graceful, cancel) })
	return out, func() { stop(); cancel() }
}

// runAll runs rules over what was kept for them, several at a time.
func (h *hunter) runAll(ctx context.Context, ready []*Hit) {
	run, cancel := afterwards(ctx)
	defer cancel()
	h.meter.mu.Lock()
	h.meter.allRules = len(ready)
	h.meter.mu.Unlock()
	next := make(chan *Hit)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for hit := range next {
				h.run(run, hit)
				h.meter.ran(hit.File)
			}
		})
	}
	for _, hit := range ready {
		if hit.Err != nil { // its files could not be read again
			h.told(hit)
			continue
		}
		next <- hit
	}
	close(next)
	work.Wait()
}
