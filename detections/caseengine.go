package detections

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// engine is the options' engine with what a case gives.
func (r *runner) engine(ctx context.Context, rule *Rule, c *Case) (*goshawk.Engine, error) {
	lang := rule.Language
	base, err := r.opts.Engine(rule)
	if err != nil {
		return nil, err
	}
	db := base.Clone()
	for _, name := range slices.Sorted(maps.Keys(c.Given.Macros)) {
		m := c.Given.Macros[name]
		db.AddMacro(name, goshawk.Macro{Args: m.Args, Definition: m.Definition, File: c.File})
	}
	dir := path.Dir(c.File)
	for _, name := range slices.Sorted(maps.Keys(c.Given.Lookups)) {
		l, err := c.Given.Lookups[name].lookup(ctx, r.pack.FS, dir, name)
		if err != nil {
			return nil, fmt.Errorf("lookup %s: %w", name, err)
		}
		db.AddLookup(name, l)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Given.Watchlists)) {
		src, err := c.Given.Watchlists[name].watchlist(ctx, r.pack.FS, dir, name)
		if err != nil {
			return nil, fmt.Errorf("watchlist %s: %w", name, err)
		}
		db.AddWatchlist(name, src)
	}
	if err := r.addTables(ctx, db, lang, c, dir); err != nil {
		return nil, err
	}
	return db, r.addEvents(ctx, db, lang, c, dir)
}

func (r *runner) addTables(ctx context.Context, db *goshawk.Engine, lang goshawk.Language, c *Case, dir string) error {
	for _, name := range slices.Sorted(maps.Keys(c.Given.Tables)) {
		d := c.Given.Tables[name]
		opts := readers.Options{Name: name}
		if lang == goshawk.SPL {
			events := r.events(c, d)
			opts.Events = &events
		}
		src, err := d.open(ctx, r.pack.FS, dir, opts)
		if err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
		db.AddTable(name, src)
	}
	return nil
}

// events are the metadata of data. Times without a year are of the year that
// the case is run in, where it says so.
func (r *runner) events(c *Case, d Data) readers.EventOptions {
	e := r.opts.Events
	if now, err := parseNow(c.Given.Now); err == nil {
		e.Year = now.Year()
	}
	e.Sourcetype, e.Host, e.TimeField = d.Sourcetype, d.Host, d.Time
	e.Index, e.Source = d.Index, d.Source
	return e
}

// defaultIndex is where ESCU's tests put events that name no index.
const defaultIndex = "main"

var errEventsInKQL = errors.New("events are for SPL searches; a KQL query reads tables")

func (r *runner) addEvents(ctx context.Context, db *goshawk.Engine, lang goshawk.Language, c *Case, dir string) error {
	if len(c.Given.Events)+len(c.attack) > 0 && lang != goshawk.SPL {
		return errEventsInKQL
	}
	for i, d := range c.Given.Events {
		events := r.events(c, d)
		src, err := d.open(ctx, r.pack.FS, dir, readers.Options{Name: defaultIndex, Events: &events})
		if err != nil {
			return fmt.Errorf("events %d: %w", i+1, err)
		}
		db.AddEvents(defaultIndex, src)
	}
	for _, a := range c.attack {
		file, err := r.opts.Data.locate(r.pack.FS, dir, a.Data)
		if err != nil {
			return err
		}
		events := r.events(c, Data{Sourcetype: a.Sourcetype, Source: a.Source, Host: a.Host, Index: a.Index})
		src, err := readers.OpenFS(ctx, r.pack.FS, file, readers.Options{Name: defaultIndex, Events: &events})
		if err != nil {
			return err
		}
		db.AddEvents(defaultIndex, src)
	}
	return nil
}

// options are the run options of a case.
func (c *Case) options() ([]goshawk.RunOption, error) {
	var opts []goshawk.RunOption
	if c.Given.Now != "" {
		now, err := parseNow(c.Given.Now)
		if err != nil {
			return nil, err
		}
		opts = append(opts, goshawk.Now(now))
	}
	if c.Given.TZ != "" {
		zone, err := time.LoadLocation(c.Given.TZ)
		if err != nil {
			return nil, err
		}
		opts = append(opts, goshawk.Zone(zone))
	}
	return opts, nil
}

func parseNow(s string) (time.Time, error) {
	t, ok := table.ParseISO(strings.TrimSpace(s))
	if !ok {
		return time.Time{}, fmt.Errorf("now: %q is not a time such as 2026-03-15T12:00:00Z", s)
	}
	return t.Time(), nil
}
