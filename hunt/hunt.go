package hunt

import (
	"context"
	"io/fs"
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
// columns, and keeps 500 MB at most.
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
	// goroutine; several run at a time. The time in which it waits for files to be
	// read does not count as that of its run.
	Run []goshawk.RunOption
	// MaxRows is how many rows are kept of each rule's result; 0 means 200.
	// All are counted.
	MaxRows int
	// Memory is how many bytes may be kept for the rules that scan more than
	// once; 0 means 500 MB. Where they want more together, files are read again
	// for some of them; a rule that wants more alone reads its files itself.
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

	first, last time.Time // see Span
	query       *goshawk.Query
	taps        []*tap
	live        bool // it runs while its sources are read
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
		o.Memory = 500 << 20
	}
	if o.MaxRows == 0 {
		o.MaxRows = 200
	}
	if o.Config == nil {
		o.Config = splunk.Default()
	}
	// One clock for all: what is kept of the files depends on it.
	o.Run = append([]goshawk.RunOption{goshawk.Now(start)}, o.Run...)
	h := &hunter{opts: o, files: newOnceFS(data)}
	h.meter = &meter{files: h.files, start: start, tell: o.Progress}
	h.store = &store{budget: o.Memory}
	res := &Result{}
	h.look(pack)
	if err := h.sortFiles(ctx, res); err != nil {
		return nil, err
	}
	h.compile()
	h.goOver(ctx, res)
	res.Rules, res.Bytes = h.hits, h.files.read.Load()
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
	store  *store
	hits   []*Hit
	tables []*feed
	events []*feed
	names  map[string]string // tables that rules name, by lower case
	kql    bool
	spl    bool

	telling sync.Mutex // one call of Options.Done at a time
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
	for i, f := range slices.Concat(h.tables, h.events) {
		f.turn = i
	}
	return err
}

// compile binds the rules to taps of the sources and notes what they want.
func (h *hunter) compile() {
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
			t := &tap{src: f, named: map[string]bool{}}
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
		hit.ask(tapped, h.opts.Run)
	}
}

// ask notes what the rule wants of its taps. A rule that reads each source once,
// in the order in which the hunt reads them, runs meanwhile.
func (hit *Hit) ask(tapped map[table.Source]*tap, run []goshawk.RunOption) {
	demands, exact := hit.query.Demands(run...)
	last, scans, inTurn := -1, 0, true
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
		inTurn = inTurn && d.InTurn && t.src.turn > last
		last = t.src.turn
		scans++
	}
	if hit.live = exact && (scans == 1 || scans > 1 && inTurn); hit.live {
		for _, t := range hit.taps {
			t.live = newLive()
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

// fail notes that a source could not be read, for the rules that need it and do
// not find out themselves.
func (h *hunter) fail(f *feed, err error) {
	for _, hit := range h.hits {
		if !hit.live && hit.query != nil && hit.Err == nil && slices.ContainsFunc(hit.taps, func(t *tap) bool { return t.src == f }) {
			hit.Err = err
		}
	}
}

// told says that a rule is done with.
func (h *hunter) told(hit *Hit) {
	if h.opts.Done != nil {
		h.telling.Lock()
		defer h.telling.Unlock()
		h.opts.Done(hit)
	}
}

// run runs a rule. Of its rows the first are kept, all are counted.
func (h *hunter) run(ctx context.Context, hit *Hit) {
	start := time.Now()
	hit.Err = hit.take(ctx, h.opts)
	spent := time.Since(start)
	if hit.live {
		spent -= hit.waited()
	}
	for _, t := range hit.taps {
		hit.Alone = hit.Alone || t.alone.Load()
		if t.live != nil {
			t.live.leave()
		}
		h.store.done(t)
	}
	hit.query = nil
	hit.Seconds = spent.Seconds()
	h.told(hit)
}

// waited is how long the rule has waited for its sources to be read.
func (hit *Hit) waited() time.Duration {
	var all time.Duration
	for _, t := range hit.taps {
		all += t.live.waiting.time()
	}
	return all
}

// keep keeps the rows of a batch.
func (hit *Hit) keep(b *table.Batch) {
	cols := make([]table.Column, len(b.Cols()))
	for i, c := range b.Cols() {
		cols[i] = table.Resolve(c)
	}
	b = table.NewBatch(b.Schema(), b.Len(), cols...)
	for i := range b.Len() {
		hit.Rows = append(hit.Rows, goshawk.RowOf(b, i))
	}
}

func (hit *Hit) take(ctx context.Context, o Options) error {
	run := append(slices.Clone(o.Run), goshawk.Workers(1))
	if hit.live {
		run = append(run, goshawk.Waited(hit.waited))
	}
	res, err := hit.query.Run(ctx, run...)
	if err != nil {
		return err
	}
	defer res.Close()
	var times *clock
	for b, err := range res.Batches() {
		if err != nil {
			return err
		}
		if times == nil || times.schema != b.Schema() {
			times = newClock(b.Schema())
		}
		hit.Count += int64(b.Len())
		if n := min(b.Len(), o.MaxRows-len(hit.Rows)); n > 0 {
			hit.keep(b.Slice(0, n))
		}
		times.span(hit, b)
	}
	return nil
}
