// Package goshawk runs published security detections, in KQL and SPL,
// verbatim over tables in memory and files.
//
//	db := goshawk.New()
//	src, err := readers.Open(ctx, "EmailEvents.ndjson", readers.Options{Name: "EmailEvents"})
//	db.AddTable("EmailEvents", src)
//	q, err := db.CompileKQL(`EmailEvents | summarize n = count() by SenderFromAddress | top 10 by n`)
//	res, err := q.Run(ctx)
//	defer res.Close()
//	for row, err := range res.Rows() {
//		fmt.Println(row.Get("SenderFromAddress"), row.Get("n"))
//	}
//
// A [Query] is compiled once and may be run many times from many goroutines.
// Errors about a query are [*Error], reachable by errors.As, with a stable
// code, a kind, and the place in the text.
package goshawk

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/eval"
	_ "github.com/goshawk-lang/goshawk/functions/geo"       // its functions are part of KQL
	_ "github.com/goshawk-lang/goshawk/functions/useragent" // so are its
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Error is one finding about a query: what is wrong, its code and kind, and
// where. Caret prints the line with a mark under the place.
type Error = source.Error

// Errors is several findings about one query, in order of position.
type Errors = source.List

// Lookup is an SPL lookup table with the rules of its definition.
type Lookup = bind.Lookup

// SPLLimits are bounds that Splunk sets to searches; 0 is none.
type SPLLimits = bind.SPLLimits

// SplunkLimits are the limits of Splunk's default configuration: 10,000 rows of
// a subsearch and of a sort that is not told how many, 50,000 rows of a join's
// or append's subsearch, 100 values of a group in list(), 10 searches of map,
// 500 MB of rows of mvexpand, and those of spath, extract and transaction.
var SplunkLimits = bind.SplunkLimits

// DataModels are the datasets of SPL's data models, by "Model.Dataset".
type DataModels = bind.DataModels

// Dataset is a node of a data model; FieldMap and ModelField say what it is
// made of.
type (
	Dataset    = bind.Dataset
	FieldMap   = bind.FieldMap
	ModelField = bind.ModelField
)

// Macro is an SPL macro: what its arguments are called, and its text.
type Macro struct {
	Args       []string
	Definition string
	// File is where the definition stands, for errors; it may be empty.
	File string
}

// Engine holds what the names in queries mean: tables, events, lookups and
// macros. It is safe for concurrent use; a query sees what was there when it
// was compiled.
type Engine struct {
	mu      sync.RWMutex
	tables  map[string]table.Source
	order   []string // of the tables
	events  []bind.EventSource
	lookups map[string]*Lookup
	lists   map[string]table.Source // watchlists
	macros  parser.MacroSet
	models  func() (DataModels, error)
	limits  SPLLimits
	newest  bool
	geoip   Locator
	input   table.Source
	sink    LookupSink
	// functions are what the host gives KQL queries.
	functions map[string]*bind.HostFunction
	run       runOptions
}

// Option sets up an engine, and is the default for each of its runs.
type Option = RunOption

// New makes an engine without any tables.
func New(opts ...Option) *Engine {
	e := &Engine{tables: map[string]table.Source{}, lookups: map[string]*Lookup{}, lists: map[string]table.Source{}, macros: parser.MacroSet{}, functions: map[string]*bind.HostFunction{}}
	for _, o := range opts {
		o(&e.run)
	}
	return e
}

// AddTable binds a name to a table for KQL queries, replacing an earlier one,
// and for SPL's from command (a data model such as "Risk.All_Risk"). A query of
// all tables takes them in the order in which they were first added.
func (e *Engine) AddTable(name string, src table.Source) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.tables[name] == nil {
		e.order = append(e.order[:len(e.order):len(e.order)], name)
	}
	e.tables[name] = src
}

// AddEvents adds a source to what SPL searches read; see the Events view of
// package readers. Several sources are searched in the order they were added.
func (e *Engine) AddEvents(name string, src table.Source) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = append(e.events[:len(e.events):len(e.events)], bind.EventSource{Name: name, Source: src})
}

// AddWatchlist binds the name that _GetWatchlist("NAME") reads in KQL.
func (e *Engine) AddWatchlist(name string, src table.Source) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.lists[name] = src
}

// LookupWrite is what an SPL search asks to be kept with outputlookup.
type LookupWrite = bind.LookupWrite

// LookupSink keeps what SPL searches write with outputlookup.
type LookupSink func(context.Context, LookupWrite) error

// WriteLookups lets searches write lookups to sink; without one, outputlookup
// is refused. What a search writes is not seen by lookups that are bound.
func (e *Engine) WriteLookups(sink LookupSink) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.sink = sink
}

// AddLookup defines an SPL lookup.
func (e *Engine) AddLookup(name string, l *Lookup) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.lookups[name] = l
}

// AddMacro defines an SPL macro, replacing one of the same name and number of
// arguments. A macro whose name ends in _filter and that is not defined
// stands for `search *`.
func (e *Engine) AddMacro(name string, m Macro) {
	e.mu.Lock()
	defer e.mu.Unlock()
	file := m.File
	if file == "" {
		file = "macro " + name
	}
	if len(m.Args) > 0 && !strings.Contains(name, "(") {
		name = fmt.Sprintf("%s(%d)", name, len(m.Args))
	}
	e.macros[name] = parser.MacroDef{Args: m.Args, Definition: source.New(file, m.Definition)}
}

// SetDataModels says what tstats, from and datamodel make of events, where no
// table is bound under the name of the data model. The map must not be changed
// afterwards.
func (e *Engine) SetDataModels(m DataModels) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.models = func() (DataModels, error) { return m, nil }
}

// SetDataModelsFunc is SetDataModels for models that are read when a search
// first needs them; read is then called for each such search, perhaps from
// several goroutines at once. Its error becomes one of the search.
func (e *Engine) SetDataModelsFunc(read func() (DataModels, error)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.models = read
}

// SetSPLLimits applies Splunk's limits to searches that are compiled from now
// on; none are applied otherwise. Rows beyond one are left out, which
// [Result.Warnings] tells.
func (e *Engine) SetSPLLimits(l SPLLimits) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.limits = l
}

// SetNewestFirst gives searches that are compiled from now on their events in
// the order in which Splunk finds them: by _time, the latest first. Otherwise
// they come in that of the sources. It matters to commands such as dedup, head,
// streamstats and the functions first and last.
func (e *Engine) SetNewestFirst(on bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.newest = on
}

// env is a snapshot of the names for one compilation.
func (e *Engine) env(text *source.Text) (*bind.Env, parser.Macros) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	env := &bind.Env{
		Tables: make(map[string]table.Source, len(e.tables)), TableOrder: e.order, Events: e.events,
		Lookups: make(map[string]*Lookup, len(e.lookups)), Watchlists: maps.Clone(e.lists), Input: e.input, Text: text, DataModels: e.models, Limits: e.limits, NewestFirst: e.newest, GeoIP: e.geoip,
		WriteLookup: e.sink, Functions: maps.Clone(e.functions),
	}
	for n, t := range e.tables {
		env.Tables[n] = t
	}
	for n, l := range e.lookups {
		env.Lookups[n] = l
	}
	macros := make(parser.MacroSet, len(e.macros))
	for n, m := range e.macros {
		macros[n] = m
	}
	return env, parser.FilterFallback(macros)
}

// runOptions are the settings of a run, with the engine's as defaults.
type runOptions struct {
	now       func() time.Time
	zone      *time.Location
	workers   int
	batchRows int
	rows      int64
	memory    int64
	duration  time.Duration
	waited    func() time.Duration
	noRewrite bool
	profile   *eval.Profile
}

// RunOption changes one run, or, given to [New], every run of an engine.
type RunOption func(*runOptions)

// Now fixes the clock that now() and ago() read.
func Now(t time.Time) RunOption {
	return func(o *runOptions) { o.now = func() time.Time { return t } }
}

// Zone sets the user's time zone for SPL's day boundaries and time formats;
// the default is UTC.
func Zone(z *time.Location) RunOption { return func(o *runOptions) { o.zone = z } }

// Workers sets how many goroutines work on a run; the default is GOMAXPROCS.
// The answer does not depend on it.
func Workers(n int) RunOption { return func(o *runOptions) { o.workers = n } }

// BatchRows bounds the rows of a batch; the answer does not depend on it.
func BatchRows(n int) RunOption { return func(o *runOptions) { o.batchRows = n } }

// MaxRows fails a run whose result has more rows.
func MaxRows(n int64) RunOption { return func(o *runOptions) { o.rows = n } }

// MaxMemory fails a run whose operators hold more bytes, as far as they are
// counted: rows kept by sorts, joins and groups.
func MaxMemory(n int64) RunOption { return func(o *runOptions) { o.memory = n } }

// MaxDuration fails a run that takes longer.
func MaxDuration(d time.Duration) RunOption { return func(o *runOptions) { o.duration = d } }

// Waited tells how long a run has waited for its sources so far, which
// MaxDuration does not count then: for sources that are fed while others run. It
// may be called by any goroutine.
func Waited(f func() time.Duration) RunOption { return func(o *runOptions) { o.waited = f } }

// WithoutRewrites runs plans as they were bound, without optimizing: for tests.
func WithoutRewrites() RunOption { return func(o *runOptions) { o.noRewrite = true } }
