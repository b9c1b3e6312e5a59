package detections

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/internal/pattern"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// lookupDefinition is a lookup as transforms.conf and JSON lines describe it.
// Values may be text or not in JSON lines; text says the same in both.
type lookupDefinition map[string]string

// AddLookups defines the lookups of a folder: its CSV files under their own
// names (with and without .csv), and the definitions of its transforms.conf,
// *.jsonl and *.yml files, which refer to those files; or the lookups of one
// such file.
// Files are opened when a search first uses them.
func AddLookups(db *goshawk.Engine, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return addLookupFile(db, path)
	}
	var definitions []string
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(p) {
		case ".csv":
			return addLookupFile(db, p)
		case ".conf", ".jsonl", ".yml", ".yaml":
			definitions = append(definitions, p)
		}
		return nil
	})
	// Definitions come last: they say more about a file than its name does.
	for _, p := range definitions {
		if err == nil {
			err = addLookupFile(db, p)
		}
	}
	return err
}

func addLookupFile(db *goshawk.Engine, path string) error {
	name := filepath.Base(path)
	switch filepath.Ext(path) {
	case ".csv":
		l := &goshawk.Lookup{Source: lazyFile(path, name)}
		db.AddLookup(name, l)
		db.AddLookup(strings.TrimSuffix(name, ".csv"), l)
		return nil
	case ".conf":
		return eachStanza(path, func(name string, d lookupDefinition) error { return d.add(db, path, name) })
	case ".jsonl":
		return eachDefinition(path, func(name string, d lookupDefinition) error { return d.add(db, path, name) })
	case ".yml", ".yaml":
		return addLookupYAML(db, path)
	}
	return fmt.Errorf("%s: lookups are .csv, .conf, .jsonl or .yml files", path)
}

var matchType = pattern.Lazy(`(?i)(WILDCARD|CIDR)\(([^)]*)\)`)

// add defines the lookup if its file is there; a definition of a collection or
// of a file that was not exported is passed over, and a search that uses it
// says that the lookup is not bound.
func (d lookupDefinition) add(db *goshawk.Engine, file, name string) error {
	data := d["file"]
	if data == "" {
		data = d["filename"]
	}
	if name == "" || data == "" {
		return nil
	}
	path := filepath.Join(filepath.Dir(file), data)
	if _, err := os.Stat(path); err != nil {
		// An add-on has its definitions in default, its files in lookups.
		path = filepath.Join(filepath.Dir(file), "..", "lookups", data)
		if _, err := os.Stat(path); err != nil {
			return nil
		}
	}
	l := &goshawk.Lookup{
		Source:          lazyFile(path, name),
		CaseInsensitive: isFalse(d["case_sensitive_match"]),
		MatchType:       map[string]string{},
		DefaultMatch:    d["default_match"],
	}
	for _, key := range []string{"time_field", "filter", "external_cmd"} {
		if d[key] != "" {
			l.Unsupported = key
		}
	}
	for _, m := range matchType().FindAllStringSubmatch(d["match_type"], -1) {
		for _, field := range strings.Split(m[2], ",") {
			l.MatchType[strings.TrimSpace(field)] = strings.ToUpper(m[1])
		}
	}
	for key, dst := range map[string]*int{"min_matches": &l.MinMatches, "max_matches": &l.MaxMatches} {
		if d[key] == "" {
			continue
		}
		n, err := strconv.Atoi(d[key])
		if err != nil {
			return fmt.Errorf("%s: lookup %s: %s is not a number", file, name, key)
		}
		*dst = n
	}
	db.AddLookup(name, l)
	return nil
}

func isFalse(s string) bool { return s == "0" || strings.EqualFold(s, "false") }

func eachDefinition(path string, f func(string, lookupDefinition) error) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for i, line := range strings.Split(string(data), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var raw map[string]any
		if err := json.Unmarshal([]byte(line), &raw); err != nil {
			return fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
		d := lookupDefinition{}
		for k, v := range raw {
			if v != nil {
				d[k] = fmt.Sprint(v)
			}
		}
		if err := f(d["name"], d); err != nil {
			return err
		}
	}
	return nil
}

// eachStanza reads the stanzas of a .conf file.
func eachStanza(path string, f func(string, lookupDefinition) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	name, d := "", lookupDefinition{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			if err := f(name, d); err != nil {
				return err
			}
			name, d = line[1:len(line)-1], lookupDefinition{}
		default:
			key, value, _ := strings.Cut(line, "=")
			d[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return f(name, d)
}

// lazyFile is a lookup's file.
func lazyFile(path, name string) *lazySource {
	return &lazySource{open: func() (table.Source, error) {
		return readers.Open(context.Background(), path, readers.Options{Name: name, Format: "csv", Text: true})
	}}
}

// lazySource is a source that is opened when it is first looked at. One that
// cannot be opened has no columns, and says why when it is read.
type lazySource struct {
	open func() (table.Source, error)
	once sync.Once
	src  table.Source
	err  error
}

func (s *lazySource) look() { s.once.Do(func() { s.src, s.err = s.open() }) }

// Schema implements table.Source.
func (s *lazySource) Schema() *table.Schema {
	if s.look(); s.err != nil {
		return table.NewSchema()
	}
	return s.src.Schema()
}

// Open implements table.Source.
func (s *lazySource) Open() bool { return false }

// Scan implements table.Source.
func (s *lazySource) Scan(ctx context.Context, req table.ScanRequest) (table.Scanner, error) {
	if s.look(); s.err != nil {
		return nil, s.err
	}
	return s.src.Scan(ctx, req)
}
