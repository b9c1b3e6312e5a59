package detections

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// Data is a table, lookup or set of events of a test: a file, or rows that
// stand in the test itself.
type Data struct {
	// File is a file or glob, relative to the test file. Format is as in
	// [readers.Options].
	File   string `yaml:"file"`
	Format string `yaml:"format"`
	// Rows are records, each a mapping (of any kind that YAML or Go code makes)
	// or, for events, a line of text.
	Rows []any `yaml:"rows"`
	// Columns declare Kusto types by column name; others are inferred.
	Columns yaml.MapSlice `yaml:"columns"`
	// Sourcetype, Source, Host, Index and Time are for events: their metadata,
	// and the field that _time is taken from.
	Sourcetype string `yaml:"sourcetype"`
	Source     string `yaml:"source"`
	Host       string `yaml:"host"`
	Index      string `yaml:"index"`
	Time       string `yaml:"time"`
	// SearchKey names the column that a watchlist's SearchKey shows.
	SearchKey string `yaml:"search_key"`
	// CaseSensitive and MatchType say how an SPL lookup matches: fields by
	// "WILDCARD" or "CIDR".
	CaseSensitive *bool             `yaml:"case_sensitive"`
	MatchType     map[string]string `yaml:"match_type"`
}

// UnmarshalYAML reads a file name alone, a list of rows alone, or a mapping.
func (d *Data) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&d.File) == nil {
		return nil
	}
	var rows []any
	if unmarshal(&rows) == nil {
		d.Rows = rows
		return nil
	}
	type plain Data
	d.File = ""
	return unmarshal((*plain)(d))
}

func (d Data) check() error {
	if (d.File == "") == (d.Rows == nil) {
		return errNoData
	}
	_, err := d.schema()
	return err
}

// schema is the declared columns, or nil.
func (d Data) schema() (*table.Schema, error) {
	if len(d.Columns) == 0 {
		return nil, nil
	}
	var fields []table.Field
	for _, c := range d.Columns {
		t, ok := table.ParseType(fmt.Sprint(c.Value))
		if !ok {
			return nil, fmt.Errorf("column %v has the unknown type %q", c.Key, c.Value)
		}
		fields = append(fields, table.Field{Name: fmt.Sprint(c.Key), Type: t})
	}
	return table.NewSchema(fields...), nil
}

// open makes a source of the data. dir is the folder that the file is relative
// to.
func (d Data) open(ctx context.Context, fsys fs.FS, dir string, opts readers.Options) (table.Source, error) {
	opts.Format = d.Format
	schema, err := d.schema()
	if err != nil {
		return nil, err
	}
	if schema != nil && opts.Events == nil {
		opts.Schema = schema
	}
	if d.File != "" {
		return readers.OpenFS(ctx, fsys, path.Join(dir, d.File), opts)
	}
	text, lines, err := d.records()
	if err != nil {
		return nil, err
	}
	name := opts.Name + " of the test"
	switch {
	case lines:
		return readers.FromBytes(ctx, name, text, opts)
	case len(d.Rows) == 0 && opts.Events == nil:
		if schema == nil {
			if t, known := opts.Schemas.Lookup(opts.Name); known {
				schema = t.All()
			}
		}
		if schema == nil {
			schema = table.NewSchema()
		}
		return table.FromRows(schema, nil), nil
	}
	opts.Format = "ndjson"
	return readers.FromBytes(ctx, name, text, opts)
}

// records are the rows as JSON lines, or as the lines that they are.
func (d Data) records() (text []byte, lines bool, err error) {
	var b bytes.Buffer
	for i, row := range d.Rows {
		s, isText := row.(string)
		if i > 0 && isText != lines {
			return nil, false, fmt.Errorf("row %d: rows are all mappings or all lines of text", i+1)
		}
		lines = isText
		if isText {
			b.WriteString(s + "\n")
			continue
		}
		if !isMapping(row) {
			return nil, false, fmt.Errorf("row %d: a row is a mapping or a line of text", i+1)
		}
		if err := appendJSON(&b, row); err != nil {
			return nil, false, fmt.Errorf("row %d: %w", i+1, err)
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), lines, nil
}

func isMapping(v any) bool {
	switch v.(type) {
	case yaml.MapSlice, map[string]any:
		return true
	}
	return false
}

// appendJSON writes a value of YAML as JSON, keys in their order; those of Go
// maps are sorted.
func appendJSON(b *bytes.Buffer, v any) error {
	switch v := v.(type) {
	case yaml.MapSlice:
		b.WriteByte('{')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(table.AppendJSONString(nil, fmt.Sprint(item.Key)))
			b.WriteByte(':')
			if err := appendJSON(b, item.Value); err != nil {
				return err
			}
		}
		b.WriteByte('}')
		return nil
	case map[string]any:
		var items yaml.MapSlice
		for _, k := range slices.Sorted(maps.Keys(v)) {
			items = append(items, yaml.MapItem{Key: k, Value: v[k]})
		}
		return appendJSON(b, items)
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := appendJSON(b, e); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	case string:
		b.Write(table.AppendJSONString(nil, v))
		return nil
	}
	text, err := json.Marshal(v)
	b.Write(text)
	return err
}

// lookup is the data as an SPL lookup, all of it text.
func (d Data) lookup(ctx context.Context, fsys fs.FS, dir, name string) (*goshawk.Lookup, error) {
	src, err := d.open(ctx, fsys, dir, readers.Options{Name: name, Text: true})
	if err != nil {
		return nil, err
	}
	l := &goshawk.Lookup{Source: src, CaseInsensitive: d.CaseSensitive != nil && !*d.CaseSensitive, MatchType: map[string]string{}}
	for field, how := range d.MatchType {
		l.MatchType[field] = strings.ToUpper(how)
	}
	return l, nil
}

// watchlist is the data as _GetWatchlist shows it: all of it text, with the
// column SearchKey where one is named.
func (d Data) watchlist(ctx context.Context, fsys fs.FS, dir, name string) (table.Source, error) {
	src, err := d.open(ctx, fsys, dir, readers.Options{Name: name, Text: true})
	if err != nil || d.SearchKey == "" {
		return src, err
	}
	t, err := goshawk.Load(ctx, src, nil)
	if err != nil {
		return nil, err
	}
	key := t.Schema().Index(d.SearchKey)
	if key < 0 {
		return nil, fmt.Errorf("watchlist %s has no column %s for its search key", name, d.SearchKey)
	}
	fields := append([]table.Field{{Name: "SearchKey", Type: table.TypeString}}, t.Schema().Fields()...)
	cols := append([]table.Column{t.Batch().Col(key)}, t.Batch().Cols()...)
	return table.FromBatch(table.NewBatch(table.NewSchema(fields...), t.Len(), cols...)), nil
}
