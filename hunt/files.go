package hunt

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/readers/splunk"
	"github.com/goshawk-lang/goshawk/schemas"
	"github.com/goshawk-lang/goshawk/table"
)

// Mapping says what the files whose names fit a pattern are: a table, or
// events of a source type.
type Mapping struct {
	// Pattern is as in path.Match, for the file's path below the folder or for
	// its last part.
	Pattern string
	// Table is a table's name; Events, unless nil, makes the files events.
	Table  string
	Events *readers.EventOptions
	// Options are how the files are read.
	Options readers.Options
}

func (m Mapping) fits(name string) bool {
	whole, _ := path.Match(m.Pattern, name)
	last, _ := path.Match(m.Pattern, path.Base(name))
	return whole || last
}

// dataFile is a file with what it was found to be.
type dataFile struct {
	name  string
	size  int64
	table string
	// known says how: "map", "name" or "columns".
	known   string
	mapping *Mapping
	// sourcetype is that of events; empty when their content tells.
	sourcetype string
}

// sorter tells files apart.
type sorter struct {
	fsys   fs.FS
	known  *schemas.Set
	wanted map[string]string // lower case to the name: the tables that rules name
	config *splunk.Config
	maps   []Mapping
	kql    bool // there are rules that read tables
	spl    bool // there are rules that read events
}

// walk lists the files of the data, in the order of their names.
func (s *sorter) walk(ctx context.Context) ([]*dataFile, error) {
	var out []*dataFile
	err := fs.WalkDir(s.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if p != "." && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || !d.Type().IsRegular() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		out = append(out, &dataFile{name: p, size: info.Size()})
		return nil
	})
	return out, err
}

// sort finds what a file is.
func (s *sorter) sort(ctx context.Context, f *dataFile) {
	for i := range s.maps {
		if s.maps[i].fits(f.name) {
			f.mapping, f.table, f.known = &s.maps[i], s.maps[i].Table, "map"
			return
		}
	}
	if s.kql {
		if f.table = s.byName(f.name); f.table != "" {
			f.known = "name"
			return
		}
		if f.table = s.byColumns(ctx, f.name); f.table != "" {
			f.known = "columns"
			return
		}
	}
	if s.spl {
		f.sourcetype = s.sourcetype(f.name)
	}
}

// words are the parts of a path from the last to the first, each as a whole
// and then by its words, without the extensions of files.
func words(name string) []string {
	var out []string
	parts := strings.Split(name, "/")
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		if i == len(parts)-1 {
			p, _, _ = strings.Cut(p, ".")
		}
		out = append(out, p)
		out = append(out, strings.FieldsFunc(p, func(r rune) bool { return strings.ContainsRune("-. ()@#=", r) })...)
		// A table's own name may have underscores: Orders_CL.
		for cut := strings.LastIndexByte(p, '_'); cut > 0; cut = strings.LastIndexByte(p[:cut], '_') {
			out = append(out, p[:cut])
		}
	}
	return out
}

func (s *sorter) byName(name string) string {
	for _, w := range words(name) {
		if t := s.wanted[strings.ToLower(w)]; t != "" {
			return t
		}
		if t, ok := s.known.Fold(w); ok {
			return t.Name
		}
	}
	return ""
}

// fewestColumns is how many columns must speak for a table.
const fewestColumns = 4

// byColumns is the table among those that rules read which has all of the
// file's columns, and the largest part of its own in it.
func (s *sorter) byColumns(ctx context.Context, name string) string {
	src, err := readers.OpenFS(ctx, s.fsys, name, readers.Options{SampleBytes: headBytes})
	if err != nil {
		return ""
	}
	columns := src.Schema().Names()
	if len(columns) < fewestColumns {
		return ""
	}
	best, share := "", 0.0
	for _, candidate := range s.known.Names() {
		t, _ := s.known.Lookup(candidate)
		if t.Open || s.wanted[strings.ToLower(candidate)] == "" {
			continue
		}
		all := t.All()
		if slices.ContainsFunc(columns, func(c string) bool { return all.Index(c) < 0 }) {
			continue
		}
		own := 0
		for _, c := range columns {
			if t.Schema().Index(c) >= 0 {
				own++
			}
		}
		if part := float64(own) / float64(len(t.Columns)); own >= fewestColumns && part > share {
			best, share = candidate, part
		}
	}
	return best
}

// sourcetype is the known source type that a file or its folder is named
// after: aws_cloudtrail.json is of aws:cloudtrail.
func (s *sorter) sourcetype(name string) string {
	for _, w := range words(name) {
		for _, spelled := range []string{w, strings.ReplaceAll(w, "_", ":"), strings.ReplaceAll(w, "-", ":"), strings.ToLower(w)} {
			if s.config.Known(spelled) {
				return spelled
			}
		}
	}
	return ""
}

// feeds opens the sources that files make: one for each table, one for each
// kind of events.
func (s *sorter) feeds(ctx context.Context, files []*dataFile, opts Options) (tables, events []*feed, err error) {
	byKey := map[string]*feed{}
	options := map[string]readers.Options{}
	var order []string
	for _, f := range files {
		o := readers.Options{Schemas: opts.Schemas, SampleBytes: headBytes}
		key := "table " + f.table
		if f.mapping != nil {
			o = f.mapping.Options
			o.Schemas, o.SampleBytes = opts.Schemas, headBytes
		}
		asEvents := f.table == "" || f.mapping != nil && f.mapping.Events != nil
		if asEvents {
			if !s.spl {
				continue
			}
			ev := readers.EventOptions{Sourcetype: f.sourcetype}
			if f.mapping != nil && f.mapping.Events != nil {
				ev = *f.mapping.Events
			}
			ev.Config = s.config
			if ev.Source == "" {
				ev.Source = f.name
			}
			o.Events, o.Name = &ev, f.table
			if o.Name == "" {
				o.Name = strings.SplitN(path.Base(f.name), ".", 2)[0]
			}
			key = fmt.Sprintf("events %s %s", f.name, ev.Sourcetype)
		} else {
			o.Name = f.table
		}
		if byKey[key] == nil {
			byKey[key] = &feed{name: o.Name}
			options[key] = o
			order = append(order, key)
		}
		byKey[key].files = append(byKey[key].files, f.name)
	}
	for _, key := range order {
		f, o := byKey[key], options[key]
		var src table.Source
		if src, err = readers.OpenFilesFS(ctx, s.fsys, f.files, o); err != nil {
			return nil, nil, err
		}
		f.source = src
		if o.Events != nil {
			events = append(events, f)
		} else {
			tables = append(tables, f)
		}
	}
	return tables, events, nil
}
