package detections

import (
	"runtime"
	"sync"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections/report"
	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// Checker looks at rules without any data: they are parsed and bound against
// the tables whose columns are known.
type Checker struct {
	// KQL and SPL are the engines of the two languages, with what is given to
	// rules: macros, lookups, tables. A nil one knows nothing.
	KQL, SPL *goshawk.Engine
	// Engine, unless nil, gives the engine of a rule instead: what lies beside
	// one is not beside all. It is called by several goroutines.
	Engine func(*Rule) (*goshawk.Engine, error)
	// Schemas are the known tables; nil means those that ship.
	Schemas *schemas.Set
}

// The codes of findings about names that nothing is bound to.
const (
	CodeNoLookup    = "missing-lookup"
	CodeNoModel     = "missing-data-model"
	CodeNoWatchlist = "missing-watchlist"
	CodeNoSchema    = "unknown-table"
)

// Run checks the rules of a pack on all processors and reports them in the
// order of the pack, with their coverage in the report's notes. What cannot be
// read is reported too, test files included.
func (c *Checker) Run(p *Pack) *report.Report {
	out := &report.Report{Command: "check", Rules: make([]report.Rule, len(p.Suites))}
	var work sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for i := range next {
				out.Rules[i] = c.suite(p.Suites[i])
			}
		})
	}
	for i := range p.Suites {
		next <- i
	}
	close(next)
	work.Wait()
	out.Notes = Coverage(out)
	return out
}

func (c *Checker) suite(s *Suite) report.Rule {
	out := report.Rule{Place: report.Place{File: s.File}, Status: report.Errored}
	if s.Rule != nil {
		out = c.Check(s.Rule)
	}
	out.Findings = append(out.Findings, Findings(s.Err, s.File)...)
	for _, err := range s.CaseErrs {
		for _, f := range Findings(err, s.File) {
			f.Level = report.Warning // the rule itself runs
			out.Findings = append(out.Findings, f)
		}
	}
	return out
}

// Check checks one rule. What keeps it from running is an error; what it wants
// to be given with its data, or what could not be checked, is a warning.
func (c *Checker) Check(r *Rule) report.Rule {
	out := report.Rule{Name: r.Name, ID: r.ID, Language: string(r.Language), Place: r.Place(), Status: report.Passed}
	in := &goshawk.Inspection{Known: c.known}
	db, err := c.engine(r)
	if err == nil {
		err = db.Inspect(r.Language, r.Text, in)
	}
	out.Findings = findingsOf(r, err)
	for _, n := range in.Needs {
		out.Findings = append(out.Findings, need(r, n))
	}
	for _, f := range findingsOf(r, in.Warnings.Err()) {
		f.Level = report.Warning
		out.Findings = append(out.Findings, f)
	}
	for _, f := range out.Findings {
		if f.Level == report.Error {
			out.Status = report.Errored
		}
	}
	return out
}

func (c *Checker) engine(r *Rule) (*goshawk.Engine, error) {
	if c.Engine != nil {
		return c.Engine(r)
	}
	db := c.KQL
	if r.Language == goshawk.SPL {
		db = c.SPL
	}
	if db == nil {
		db = goshawk.New()
	}
	return db, nil
}

// known are the columns of a known table. Those of an open table are not
// checked.
func (c *Checker) known(name string) *table.Schema {
	t, ok := c.Schemas.Lookup(name)
	if !ok || t.Open {
		return nil
	}
	return t.All()
}

// need is a finding about a name that nothing is bound to.
func need(r *Rule, n goshawk.Need) report.Finding {
	f := report.Finding{Level: report.Warning, Place: inRule(r, n.Text, n.Span)}
	switch n.Kind {
	case goshawk.NeedLookup:
		f.Level, f.Code, f.Message = report.Error, CodeNoLookup, "lookup \""+n.Name+"\" is not bound"
	case goshawk.NeedDataModel:
		f.Code, f.Message = CodeNoModel, "data model \""+n.Name+"\" is not bound: bind a table of that name"
	case goshawk.NeedWatchlist:
		f.Code, f.Message = CodeNoWatchlist, "watchlist \""+n.Name+"\" is not bound"
	default:
		f.Code, f.Message = CodeNoSchema, "no schema of the table \""+n.Name+"\" is known: its columns are not checked"
	}
	return f
}

// findingsOf are the errors about a rule at their places in its file: those
// inside a macro stand at the macro's call.
func findingsOf(r *Rule, err error) []report.Finding {
	out := Findings(err, r.File)
	for i, e := range source.Errors(err) {
		if out[i].Place.File == r.File || e.Text == nil {
			continue
		}
		if _, _, trace := e.Text.Written(e.Span); len(trace) > 0 {
			out[i].Message += " (in macro `" + trace[0].Macro + "`)"
			out[i].Place = inRule(r, e.Text, e.Span)
		}
	}
	return out
}

// inRule is where a stretch of a query stands in the rule's file, by way of
// the macros that brought it.
func inRule(r *Rule, text *source.Text, span source.Span) report.Place {
	at := place(goshawk.PlaceOf(text, span))
	if text == nil || at.File == r.File {
		return at
	}
	_, _, trace := text.Written(span)
	for _, o := range trace {
		if o.CallText == nil {
			continue
		}
		if at := place(goshawk.PlaceOf(o.CallText, o.Call)); at.File == r.File {
			return at
		}
	}
	return r.Place()
}
