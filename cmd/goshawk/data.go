package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/geoip"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/table"
)

// dataFlags are the flags of commands that read files.
type dataFlags struct {
	schemaFlag
	Data      []string `short:"d" name:"data" placeholder:"NAME=FILE[,key=value...]" sep:"none" help:"Bind a table name to a file, glob or - (standard input). Keys: format, dates (dmy or mdy), zone, time, sourcetype, source, host, index."`
	Macros    []string `name:"macros" placeholder:"FILE|DIR" help:"SPL macros: a folder of YAML files, a macros.conf, or JSON lines."`
	Lookup    []string `placeholder:"NAME=FILE" sep:"none" help:"Bind an SPL lookup to a CSV or JSON file."`
	Lookups   []string `placeholder:"FILE|DIR" help:"SPL lookups: a folder of CSV files with their transforms.conf or JSON lines, or one such file."`
	GeoIP     string   `name:"geoip" placeholder:"FILE" type:"existingfile" help:"Where addresses are, for SPL's iplocation and KQL's geo_info_from_ip_address: a MaxMind database (.mmdb), or CSV with the columns network (or start and end), Country, Region, City, lat, lon."`
	Sink      string   `name:"write-lookups" placeholder:"DIR" type:"existingdir" help:"Let outputlookup write CSV files into this folder; it is refused otherwise."`
	Props     []string `name:"props" placeholder:"FILE|DIR" help:"Splunk's props.conf, transforms.conf, eventtypes.conf, tags.conf or transactiontypes.conf, or an add-on's folder with them: how fields of SPL events are extracted. Laid over the shipped ones."`
	Models    []string `name:"models" placeholder:"FILE|DIR" help:"Data models: .conf files that say what tstats, from and datamodel make of events. Laid over the shipped ones."`
	Functions []string `placeholder:"FILE|DIR" help:"KQL functions: .kql files with a body each, or YAML files of Sentinel and ASIM parsers."`
	Watchlist []string `placeholder:"NAME=FILE[,key=COLUMN]|DIR" sep:"none" help:"What _GetWatchlist('NAME') reads: a CSV or JSON file, or a folder of them. The search key is the first column unless key says otherwise."`
	Limits    string   `name:"limits" enum:"off,splunk" default:"off" help:"Splunk's limits on rows (50,000 of a join's subsearch, 10,000 of a subsearch or sort, 100 values in list): off or splunk. Rows left out are a warning."`
	Newest    bool     `name:"newest-first" help:"Give an SPL search its events in Splunk's order, the newest first, instead of that of the files."`
	Strict    bool     `help:"Fail on the first record or value that cannot be read, instead of leaving it out and reporting it."`
}

// runFlags are the flags of commands that run queries.
type runFlags struct {
	Now     string        `placeholder:"TIME" help:"Fix the clock, as ISO 8601."`
	TZ      string        `name:"tz" placeholder:"ZONE" help:"The user's time zone for SPL (an IANA name); UTC when absent."`
	Workers int           `help:"Goroutines per query; 0 means one per processor."`
	Rows    int64         `name:"max-rows" help:"Fail a result of more rows."`
	Memory  int64         `name:"max-memory" placeholder:"BYTES" help:"Fail a query that holds more memory."`
	Timeout time.Duration `help:"Fail a query that takes longer."`
}

func (f *runFlags) options() ([]goshawk.RunOption, error) {
	opts := []goshawk.RunOption{goshawk.Workers(f.Workers), goshawk.MaxRows(f.Rows), goshawk.MaxMemory(f.Memory), goshawk.MaxDuration(f.Timeout)}
	if f.Now != "" {
		now, err := parseTime(f.Now)
		if err != nil {
			return nil, usageError{err}
		}
		opts = append(opts, goshawk.Now(now))
	}
	if f.TZ != "" {
		zone, err := time.LoadLocation(f.TZ)
		if err != nil {
			return nil, usageError{err}
		}
		opts = append(opts, goshawk.Zone(zone))
	}
	return opts, nil
}

func parseTime(s string) (time.Time, error) {
	t, ok := table.ParseISO(s)
	if !ok {
		return time.Time{}, fmt.Errorf("%q is not a time such as 2026-03-15T12:00:00Z", s)
	}
	return t.Time(), nil
}

// binding is one -d flag.
type binding struct {
	name, file string
	format     string
	dates      string
	zone       string
	events     readers.EventOptions
}

func parseBinding(flag string) (binding, error) {
	name, rest, ok := strings.Cut(flag, "=")
	if !ok || name == "" || rest == "" {
		return binding{}, usageError{fmt.Errorf("-d %s: want NAME=FILE", flag)}
	}
	b := binding{name: name}
	keys := map[string]*string{
		"format": &b.format, "dates": &b.dates, "zone": &b.zone, "time": &b.events.TimeField, "sourcetype": &b.events.Sourcetype,
		"source": &b.events.Source, "host": &b.events.Host, "index": &b.events.Index,
	}
	parts := strings.Split(rest, ",")
	b.file = parts[0]
	for _, p := range parts[1:] {
		key, value, ok := strings.Cut(p, "=")
		dst := keys[key]
		if !ok || dst == nil {
			// A comma may be part of the file's name.
			b.file += "," + p
			continue
		}
		*dst = value
	}
	return b, nil
}

// options are how the binding's files are read, as far as its keys say.
func (b binding) options() (readers.Options, error) {
	opts := readers.Options{Name: b.name, Format: b.format, Dates: b.dates}
	if b.dates != "" && b.dates != readers.DayFirst && b.dates != readers.MonthFirst {
		return opts, usageError{fmt.Errorf("dates=%s: use %s or %s", b.dates, readers.DayFirst, readers.MonthFirst)}
	}
	if b.zone != "" {
		zone, err := time.LoadLocation(b.zone)
		if err != nil {
			return opts, usageError{fmt.Errorf("zone=%s: %w", b.zone, err)}
		}
		opts.Zone = zone
	}
	return opts, nil
}

// engine makes an engine with the tables, lookups and macros of the flags, in
// the view that the language takes.
func (f *dataFlags) engine(ctx context.Context, lang goshawk.Language, stdin io.Reader) (*goshawk.Engine, error) {
	db := goshawk.New()
	if lang == goshawk.SPL {
		if err := detections.AddShippedMacros(db); err != nil {
			return nil, err
		}
		for _, path := range f.Macros {
			if err := detections.AddMacros(db, path); err != nil {
				return nil, err
			}
		}
		if err := f.models(db); err != nil {
			return nil, err
		}
		if f.Limits == "splunk" {
			db.SetSPLLimits(goshawk.SplunkLimits)
		}
		db.SetNewestFirst(f.Newest)
	}
	config, err := f.config(lang)
	if err != nil {
		return nil, err
	}
	known, err := f.schemas()
	if err != nil {
		return nil, err
	}
	for _, flag := range f.Data {
		b, err := parseBinding(flag)
		if err != nil {
			return nil, err
		}
		b.events.Config = config
		opts, err := b.options()
		if err != nil {
			return nil, err
		}
		opts.Schemas, opts.Strict, opts.Stdin = known, f.Strict, stdin
		if err := b.add(ctx, db, lang, opts); err != nil {
			return nil, err
		}
	}
	if lang == goshawk.SPL {
		for _, path := range f.lookupPaths() {
			if err := detections.AddLookups(db, path); err != nil {
				return nil, err
			}
		}
	}
	if f.GeoIP != "" {
		places, err := geoip.Open(f.GeoIP)
		if err != nil {
			return nil, err
		}
		db.SetGeoIP(places)
	}
	if f.Sink != "" {
		db.WriteLookups(detections.LookupFolder(f.Sink))
	}
	if lang == goshawk.KQL {
		if err := f.addHost(ctx, db); err != nil {
			return nil, err
		}
	}
	for _, flag := range f.Lookup {
		name, file, ok := strings.Cut(flag, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("--lookup %s: want NAME=FILE", flag)}
		}
		src, err := readers.Open(ctx, file, readers.Options{Name: name, Text: true})
		if err != nil {
			return nil, err
		}
		db.AddLookup(name, &goshawk.Lookup{Source: src})
	}
	return db, nil
}

// lookupPaths are where lookups are: also in the folders of --props that are an
// add-on's, beside its configuration.
func (f *dataFlags) lookupPaths() []string {
	var out []string
	for _, path := range f.Props {
		dir := filepath.Join(path, "lookups")
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		out = append(out, dir)
		for _, layer := range []string{"default", "local"} {
			if conf := filepath.Join(path, layer, "transforms.conf"); isFile(conf) {
				out = append(out, conf)
			}
		}
	}
	return append(out, f.Lookups...)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// models lays the data models of the flags over the shipped ones. These alone
// are read only for a search that needs them.
func (f *dataFlags) models(db *goshawk.Engine) error {
	if len(f.Models) == 0 {
		db.SetDataModelsFunc(detections.ShippedDataModels)
		return nil
	}
	models, err := detections.ShippedDataModels()
	for i := 0; err == nil && i < len(f.Models); i++ {
		dir, name := filepath.Split(filepath.Clean(f.Models[i]))
		if dir == "" {
			dir = "."
		}
		models, err = detections.LoadDataModels(models, os.DirFS(dir), name)
	}
	if err != nil {
		return usageError{err}
	}
	db.SetDataModels(models)
	return nil
}

// addHost adds what KQL queries find in a workspace beside tables.
func (f *dataFlags) addHost(ctx context.Context, db *goshawk.Engine) error {
	for _, path := range f.Functions {
		if err := detections.AddFunctions(db, path); err != nil {
			return usageError{err}
		}
	}
	for _, arg := range f.Watchlist {
		if err := detections.AddWatchlists(ctx, db, arg); err != nil {
			return usageError{err}
		}
	}
	return nil
}

// config is how fields of events are extracted; nil is the shipped way. What
// could not be read of it is told on the standard error.
func (f *dataFlags) config(lang goshawk.Language) (*splunk.Config, error) {
	if lang != goshawk.SPL || len(f.Props) == 0 {
		return nil, nil
	}
	config, err := splunk.Load(f.Props...)
	if err != nil {
		return nil, usageError{err}
	}
	for _, w := range config.Warnings() {
		fmt.Fprintln(os.Stderr, "goshawk: "+w)
	}
	return config, nil
}

func (b binding) add(ctx context.Context, db *goshawk.Engine, lang goshawk.Language, opts readers.Options) error {
	if lang == goshawk.SPL {
		opts.Events = &b.events
	}
	src, err := readers.Open(ctx, b.file, opts)
	if err != nil {
		return err
	}
	db.AddTable(b.name, src)
	// A name with a dot is a dataset of a data model, read by name only.
	if lang == goshawk.SPL && !strings.Contains(b.name, ".") {
		db.AddEvents(b.name, src)
	}
	return nil
}
