package hunt

import (
	"context"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/table"
)

// Options are how a hunt goes. The zero value tells files by their names and
// columns, and keeps 800 MB at most.
type Options struct {
	// Engine gives what rules find besides the data: macros, lookups,
	// functions. Each rule works on a clone. Nil is an engine with the macros
	// that ship with package detections.
	Engine func(*detections.Rule) (*goshawk.Engine, error)
	// Maps say what files are; the first that fits counts.
	Maps []Mapping
	// Schemas are the known tables; nil means those that ship.
	Schemas *schemas.Set
	// Config says how fields of events are extracted; nil is the shipped way.
	Config *splunk.Config
	// Run are options of every rule's run, such as the clock. A rule runs on one
	// goroutine; several run at a time.
	Run []goshawk.RunOption
	// MaxRows is how many rows are kept of each rule's result; 0 means 200.
	// All are counted.
	MaxRows int
	// Memory is how many bytes of heap the rows that rules want may take; 0
	// means 800 MB. A rule that wants more reads its files itself.
	Memory int64
	// Progress, unless nil, is called now and then, by one goroutine at a time.
	Progress func(Progress)
	// Done, unless nil, is called after each rule, by one goroutine at a time.
	Done func(*Hit)
}

// Result is what a hunt found.
type Result struct {
	// Rules are in the order of the pack.
	Rules []*Hit
	// Files are all files of the data.
	Files []File
	// Interrupted says that not all of the files were read: the rules ran over
	// what had been.
	Interrupted bool
	// Rows and Bytes are how much was read, Seconds how long it took.
	Rows, Bytes int64
	Seconds     float64
	// Report tells what the readers left out.
	Report table.Report
}

// File is a file of the data.
type File struct {
	Name string
	Size int64
	// Table is the table it is part of, or empty; Sourcetype is that of events,
	// when it was known before reading.
	Table, Sourcetype string
	// By says how that was told: "map", "name" or "columns"; empty for a file
	// that nothing reads.
	By string
}

// Hit is a rule with what it found.
type Hit struct {
	File string
	Rule *detections.Rule // nil when the file could not be read
	// Err says why the rule did not run, or not to its end; goshawk's errors
	// are inside. Missing are the tables that no file is.
	Err     error
	Missing []string
	// Count is the number of result rows, Rows the first of them.
	Count int64
	Rows  []goshawk.Row
	// Alone says that the rule wanted too much to share reading, and read its
	// files itself.
	Alone   bool
	Seconds float64

	query *goshawk.Query
	taps  []*tap
}

// Run hunts. The error says that the data cannot be looked at; what is wrong
// with a rule is in its Hit. When ctx is done while files are read, the rules
// run over what was read so far.
func Run(ctx context.Context, pack *detections.Pack, data fs.FS, o Options) (*Result, error) {
	start := time.Now()
	if o.Engine == nil {
		o.Engine = shippedEngine
	}
	if o.Memory == 0 {
		o.Memory = 800 << 20
	}
	if o.MaxRows == 0 {
		o.MaxRows = 200
	}
	if o.Config == nil {
		o.Config = splunk.Default()
	}
	h := &hunter{opts: o, files: newOnceFS(data)}
	h.meter = &meter{files: h.files, start: start, budget: o.Memory, tell: o.Progress}
	res := &Result{}
	h.look(pack)
	if err := h.sortFiles(ctx, res); err != nil {
		return nil, err
	}
	h.compile(ctx)
	res.Interrupted = h.readAll(ctx, res)
	run := ctx
	if res.Interrupted {
		var cancel context.CancelFunc
		run, cancel = context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
	}
	h.runAll(run)
	res.Rules, res.Rows, res.Bytes = h.hits, h.meter.rows.Load(), h.files.read.Load()
	res.Seconds = time.Since(start).Seconds()
	return res, nil
}

func shippedEngine(*detections.Rule) (*goshawk.Engine, error) {
	db := goshawk.New()
	return db, detections.AddShippedMacros(db)
}

type hunter struct {
	opts   Options
	files  *onceFS
	meter  *meter
	hits   []*Hit
	tables []*feed
	events []*feed
	names  map[string]string // tables that rules name, by lower case
	kql    bool
	spl    bool
}

// look finds the tables that the rules name.
func (h *hunter) look(pack *detections.Pack) {
	h.names = map[string]string{}
	for _, s := range pack.Suites {
		hit := &Hit{File: s.File, Rule: s.Rule, Err: s.Err}
		h.hits = append(h.hits, hit)
		if s.Rule == nil {
			continue
		}
		if s.Rule.Language == goshawk.SPL {
			h.spl = true
			continue
		}
		h.kql = true
		db, err := h.opts.Engine(s.Rule)
		if err != nil {
			hit.Err = err
			continue
		}
		in := &goshawk.Inspection{}
		_ = db.Inspect(s.Rule.Language, s.Rule.Text, in) // its errors come again when it is compiled
		for _, n := range in.Needs {
			if n.Kind == goshawk.NeedTable {
				h.names[strings.ToLower(n.Name)] = n.Name
			}
		}
	}
}

func (h *hunter) sortFiles(ctx context.Context, res *Result) error {
	s := &sorter{fsys: h.files, known: h.opts.Schemas, wanted: h.names, config: h.opts.Config, maps: h.opts.Maps, kql: h.kql, spl: h.spl}
	if s.known == nil {
		s.known = schemas.Shipped()
	}
	files, err := s.walk(ctx)
	if err != nil {
		return err
	}
	for _, f := range files {
		s.sort(ctx, f)
		file := File{Name: f.name, Size: f.size, Table: f.table, Sourcetype: f.sourcetype, By: f.known}
		if f.table == "" && h.spl {
			file.By = "events"
		}
		res.Files = append(res.Files, file)
	}
	h.tables, h.events, err = s.feeds(ctx, files, h.opts)
	return err
}

// compile binds the rules to taps of the sources and notes what they want.
func (h *hunter) compile(ctx context.Context) {
	for _, hit := range h.hits {
		if hit.Rule == nil || hit.Err != nil {
			continue
		}
		db, err := h.opts.Engine(hit.Rule)
		if err != nil {
			hit.Err = err
			continue
		}
		db = db.Clone()
		tapped := map[table.Source]*tap{}
		tapOf := func(f *feed) *tap {
			t := &tap{src: f}
			tapped[t] = t
			return t
		}
		if hit.Rule.Language == goshawk.SPL {
			for _, f := range h.events {
				db.AddEvents(f.name, tapOf(f))
			}
		}
		for _, f := range h.tables {
			db.AddTable(f.name, tapOf(f))
		}
		if hit.query, hit.Err = hit.Rule.Compile(db, detections.Options{}); hit.Err != nil {
			hit.Missing = h.missing(db, hit.Rule)
			continue
		}
		// The filters serve until the files are read, also when that is cut short.
		demands, exact := hit.query.Demands(context.WithoutCancel(ctx), h.opts.Run...)
		for _, d := range demands {
			t := tapped[d.Source]
			if t == nil {
				continue
			}
			t.demand(d, exact)
			if !slices.Contains(hit.taps, t) {
				hit.taps = append(hit.taps, t)
				t.src.taps = append(t.src.taps, t)
			}
		}
	}
}

// missing are the tables that a rule names and no file is.
func (h *hunter) missing(db *goshawk.Engine, r *detections.Rule) []string {
	in := &goshawk.Inspection{}
	_ = db.Inspect(r.Language, r.Text, in)
	var out []string
	for _, n := range in.Needs {
		if n.Kind == goshawk.NeedTable || n.Kind == goshawk.NeedDataModel {
			out = append(out, n.Name)
		}
	}
	return out
}

// readAll reads every source that a rule wants, each once, and says whether
// that was cut short.
func (h *hunter) readAll(ctx context.Context, res *Result) (interrupted bool) {
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
	for _, f := range feeds {
		if ctx.Err() != nil {
			f.interrupted, interrupted = true, true
			continue
		}
		h.meter.set(f.name)
		err := f.read(ctx, h.meter)
		res.Report.Add(f.report)
		switch {
		case ctx.Err() != nil:
			f.interrupted, interrupted = true, true
		case err != nil:
			for _, hit := range h.hits {
				if slices.ContainsFunc(hit.taps, func(t *tap) bool { return t.src == f }) && hit.Err == nil {
					hit.Err = err
				}
			}
		}
		h.files.done(f.files)
	}
	return interrupted
}

// runAll runs every rule over what it kept, several at a time.
func (h *hunter) runAll(ctx context.Context) {
	var ready []*Hit
	for _, hit := range h.hits {
		if hit.query != nil && hit.Err == nil {
			ready = append(ready, hit)
		} else if h.opts.Done != nil {
			h.opts.Done(hit)
		}
	}
	h.meter.allRules = len(ready)
	next := make(chan *Hit)
	var work sync.WaitGroup
	var mu sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for hit := range next {
				h.run(ctx, hit)
				mu.Lock()
				h.meter.mu.Lock()
				h.meter.rules++
				h.meter.mu.Unlock()
				h.meter.set(hit.Rule.File)
				if h.opts.Done != nil {
					h.opts.Done(hit)
				}
				mu.Unlock()
			}
		})
	}
	for _, hit := range ready {
		next <- hit
	}
	close(next)
	work.Wait()
}

func (h *hunter) run(ctx context.Context, hit *Hit) {
	start := time.Now()
	for _, t := range hit.taps {
		hit.Alone = hit.Alone || t.spilled.Load()
	}
	res, err := hit.query.Run(ctx, append(slices.Clone(h.opts.Run), goshawk.Workers(1))...)
	if err != nil {
		hit.Err = err
		return
	}
	defer res.Close()
	for row, err := range res.Rows() {
		if err != nil {
			hit.Err = err
			break
		}
		if hit.Count++; int(hit.Count) <= h.opts.MaxRows {
			hit.Rows = append(hit.Rows, row)
		}
	}
	for _, t := range hit.taps {
		t.mu.Lock()
		t.parts = nil
		t.mu.Unlock()
	}
	hit.taps, hit.query = nil, nil
	hit.Seconds = time.Since(start).Seconds()
}
