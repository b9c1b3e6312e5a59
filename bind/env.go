package bind

import (
	"context"
	"slices"

	"github.com/goshawk-lang/goshawk/ast/spl"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Env is what the names in a query can mean. It must not be changed while
// queries are bound with it.
type Env struct {
	// Tables are the tables of KQL queries, and whatever SPL addresses as a
	// table: data models ("Risk.All_Risk"), by exact name.
	Tables map[string]table.Source
	// TableOrder is the order in which the tables are taken where a query reads
	// all of them; those that it does not list follow by their names.
	TableOrder []string
	// Events are the sources that an SPL search reads, in the order given.
	Events []EventSource
	// Input, unless nil, is what flows into the first command of an SPL search
	// that starts with a pipe and does not generate its own rows.
	Input table.Source
	// DataModels, unless nil, reads what data models are made of where no table
	// of their name is bound.
	DataModels func() (DataModels, error)
	// Functions are what names of functions in KQL mean beside the language's own.
	Functions map[string]*HostFunction
	// Lookups are SPL lookups by name.
	Lookups map[string]*Lookup
	// Watchlists are the tables that KQL's _GetWatchlist reads, by name.
	Watchlists map[string]table.Source
	// GeoIP, unless nil, is what SPL's iplocation asks.
	GeoIP functions.Locator
	// Limits are those of Splunk that are applied; the zero value is none.
	Limits SPLLimits
	// NewestFirst gives an SPL search its events in Splunk's order, by _time, the
	// latest first, instead of that of the sources.
	NewestFirst bool
	// Text is the query's text, for errors.
	Text *source.Text
	// Check makes an unknown table or lookup no error: its columns are then
	// unknown too. A plan bound so cannot be run.
	Check bool
	// Known, unless nil, gives a checked query the tables whose columns are
	// known without data; it returns nil for other names.
	Known func(name string) table.Source
	// Need, unless nil, is told of each name in a checked query that nothing is
	// bound to.
	Need func(Need)
	// Now is the run's clock, for what must be known while binding.
	Now table.DateTime
	// ParseSPL expands and parses SPL that a search makes while it is bound or
	// run: what map, foreach or a subsearch's field called search hold. Nil
	// refuses those.
	ParseSPL func(*source.Text) (*spl.Search, error)
	// WriteLookup stores the rows of outputlookup. Nil refuses it.
	WriteLookup func(context.Context, LookupWrite) error
	// Parameters are values of KQL's declared query parameters.
	Parameters map[string]table.Value
}

// EventSource is a source of events with the metadata all its events share.
type EventSource struct {
	Name   string
	Source table.Source
}

// Lookup is an SPL lookup: a table, and how its definition matches.
type Lookup struct {
	Source table.Source
	// CaseInsensitive compares keys ignoring case. The zero value is the
	// default of a CSV lookup without a definition.
	CaseInsensitive bool
	// MatchType gives fields that match by "WILDCARD" or "CIDR".
	MatchType map[string]string
	// MinMatches, MaxMatches and DefaultMatch are as in transforms.conf;
	// MaxMatches 0 means the default.
	MinMatches, MaxMatches int
	DefaultMatch           string
	// Unsupported, unless empty, is a setting of the definition that a search
	// which matches events with the lookup would need: it is refused.
	Unsupported string
}

// LookupWrite is what outputlookup asks to be kept.
type LookupWrite struct {
	// Name is the lookup's name as the search gives it.
	Name string
	// Rows take the place of those that there are; nil takes the lookup away.
	Rows *table.Table
	// Append puts the rows below those that there are.
	Append bool
	// Key, unless empty, is a column: a row takes the place of the one that has
	// its value there, and is put below the others where none has.
	Key string
}

// TableNames are the names of all tables in their order.
func (e *Env) TableNames() []string {
	names := make([]string, 0, len(e.Tables))
	for _, n := range e.TableOrder {
		if e.Tables[n] != nil {
			names = append(names, n)
		}
	}
	listed := len(names)
	for n := range e.Tables {
		if !slices.Contains(names[:listed], n) {
			names = append(names, n)
		}
	}
	slices.Sort(names[listed:])
	return names
}

// Bound is a query ready to run.
type Bound struct {
	Plan plan.Node
	// Render is what KQL's render operator asked for, or nil.
	Render *Render
	// Warnings are findings that do not stop the query.
	Warnings source.List
	// Now, unless nil, is the clock that the query sets for itself.
	Now *table.DateTime
	// Open says that the result may have columns that the plan does not name.
	Open bool
	// Ordered says that the last operators fix the order of the rows.
	Ordered bool
}

// Render is a visualization with its properties, in the order given.
type Render struct {
	Kind       string
	Properties [][2]string
}
