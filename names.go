package goshawk

import (
	"maps"
	"slices"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/table"
)

// Clone is an engine with the same names and options; what is added to one is
// not seen by the other.
func (e *Engine) Clone() *Engine {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return &Engine{
		tables: maps.Clone(e.tables), order: slices.Clone(e.order), events: e.events, lookups: maps.Clone(e.lookups), lists: maps.Clone(e.lists),
		macros: parser.MacroSet(maps.Clone(e.macros)), models: e.models, limits: e.limits, newest: e.newest, geoip: e.geoip, input: e.input, sink: e.sink, functions: maps.Clone(e.functions), run: e.run,
	}
}

// Tables are the tables bound so far.
func (e *Engine) Tables() map[string]table.Source {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return maps.Clone(e.tables)
}

// AddInput makes a source flow into the first command of SPL searches that do
// not generate rows of their own: what a search starting with a pipe works on,
// and the only events that a search command finds.
func (e *Engine) AddInput(src table.Source) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.input = src
	e.events = []bind.EventSource{{Name: "input", Source: src}}
}

// Convert is a JSON value as one of a column type, null where it is not one:
// datetimes, timespans, decimals and guids are read from their text.
func Convert(v table.Value, t table.Type) table.Value {
	if t == table.TypeDynamic || v.IsNull() {
		return v
	}
	return functions.Cast(table.NewConst(v, v.Type(), 1), t).Value(0)
}

// Macros are the macros defined so far, with the fallback for filter macros.
func (e *Engine) Macros() parser.Macros {
	_, m := e.env(nil)
	return m
}

// MacroNames are the names of the macros defined so far, sorted, those with
// arguments as name(2).
func (e *Engine) MacroNames() []string {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return slices.Sorted(maps.Keys(e.macros))
}

// LookupNames are the names of the lookups defined so far, sorted.
func (e *Engine) LookupNames() []string {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return slices.Sorted(maps.Keys(e.lookups))
}
