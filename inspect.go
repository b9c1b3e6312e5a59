package goshawk

import (
	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/table"
)

// Need is a name in a query that nothing is bound to: a table, a lookup, a
// data model or a watchlist, with the place where it stands.
type Need = bind.Need

// The kinds of need.
const (
	NeedTable     = bind.NeedTable
	NeedLookup    = bind.NeedLookup
	NeedDataModel = bind.NeedDataModel
	NeedWatchlist = bind.NeedWatchlist
)

// Inspection is how a query is looked at without running it, and what was seen.
type Inspection struct {
	// Known, unless nil, gives the columns of tables that are known without
	// their data; nil for a name that it does not know.
	Known func(name string) *table.Schema
	// Needs are the names that nothing is bound to, in the order they were met,
	// each once. Their columns were taken to be anything.
	Needs []Need
	// Schema lists the columns of the result as far as they are known, nil
	// after an error; Open says that there may be others. The type of a column
	// is [table.TypeUnknown] where it comes from what nothing is bound to.
	Schema *table.Schema
	Open   bool
	// Warnings are findings that do not stop the query.
	Warnings Errors
}

// Check parses and binds a query without running it: an unknown table is no
// error, its columns are then unknown too. The error is an [*Error] or [Errors].
func (e *Engine) Check(lang Language, text Text) error {
	return e.Inspect(lang, text, &Inspection{})
}

// Inspect is Check that also fills in what it saw, whether there is an error
// or not.
func (e *Engine) Inspect(lang Language, text Text, in *Inspection) error {
	bound, err := e.bind(lang, text, in)
	if bound != nil {
		shape := bound.Plan.Shape()
		in.Schema, in.Open, in.Warnings = shape.Schema, shape.Open || bound.Open, bound.Warnings
	}
	return err
}

// prepare makes an environment one for checking.
func (in *Inspection) prepare(env *bind.Env) {
	env.Check = true
	in.Needs = nil
	seen := map[[2]string]bool{}
	env.Need = func(n Need) {
		if key := [2]string{string(n.Kind), n.Name}; !seen[key] {
			seen[key] = true
			in.Needs = append(in.Needs, n)
		}
	}
	if in.Known == nil {
		return
	}
	empty := map[string]table.Source{} // one source for each mention
	env.Known = func(name string) table.Source {
		src, met := empty[name]
		if !met {
			if s := in.Known(name); s != nil {
				src = table.FromRows(s, nil)
			}
			empty[name] = src
		}
		return src
	}
}
