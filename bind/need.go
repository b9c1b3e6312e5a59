package bind

import (
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// NeedKind says what a name that nothing is bound to would have to be.
type NeedKind string

// The kinds of need.
const (
	NeedTable     NeedKind = "table"
	NeedLookup    NeedKind = "lookup"
	NeedDataModel NeedKind = "data model"
	NeedWatchlist NeedKind = "watchlist"
)

// Need is a name in a checked query that nothing is bound to: the query runs
// once there is.
type Need struct {
	Kind NeedKind
	Name string
	Text *source.Text
	Span source.Span
}

// Wants tells whoever checks a query about a name that it needs.
func (e *Env) Wants(n Need) {
	if e.Check && e.Need != nil {
		e.Need(n)
	}
}

// Source is the table called name: a bound one, or in a check one whose
// columns are known. Nil when there is none.
func (e *Env) Source(name string) table.Source {
	if src := e.Tables[name]; src != nil || !e.Check || e.Known == nil {
		return src
	}
	return e.Known(name)
}
