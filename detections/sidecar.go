package detections

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/goshawk-lang/goshawk/detections/report"
)

// Case is one test of a rule: what the query is given, and what must come.
type Case struct {
	Name string
	// Kind says whether the sample is one that the rule must hit or must not.
	Kind report.Kind
	// File and Line are where the case is stated. Files that it names are
	// relative to File's folder.
	File   string
	Line   int
	Given  Given
	Expect Expectation
	// attack is the data of a case of the rule's own tests block, whose files
	// may lie anywhere.
	attack []AttackData
}

// Given is what a query is run on. Everything is optional.
type Given struct {
	// Now fixes the clock (ISO 8601), TZ the user's time zone (an IANA name).
	Now string `yaml:"now"`
	TZ  string `yaml:"tz"`
	// Where lists conditions that result rows must meet as well: exclusions
	// that a team keeps beside the rule.
	Where []string `yaml:"where"`
	// Macros are SPL macros by name, with the number of arguments where there
	// are any: "name(2)".
	Macros map[string]MacroText `yaml:"macros"`
	// Lookups, Watchlists and Tables are data by name; Events is what an SPL
	// search reads.
	Lookups    map[string]Data `yaml:"lookups"`
	Watchlists map[string]Data `yaml:"watchlists"`
	Tables     map[string]Data `yaml:"tables"`
	Events     []Data          `yaml:"events"`
}

// MacroText is a macro of a test: its definition, or that with its arguments.
type MacroText struct {
	Args       []string `yaml:"args"`
	Definition string   `yaml:"definition"`
}

// UnmarshalYAML reads a definition alone, or a mapping.
func (m *MacroText) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&m.Definition) == nil {
		return nil
	}
	type plain MacroText
	return unmarshal((*plain)(m))
}

// over is g with what case c says laid over it.
func (g Given) over(c Given) Given {
	if c.Now == "" {
		c.Now = g.Now
	}
	if c.TZ == "" {
		c.TZ = g.TZ
	}
	c.Where = slices.Concat(g.Where, c.Where)
	c.Macros = laid(g.Macros, c.Macros)
	c.Lookups = laid(g.Lookups, c.Lookups)
	c.Watchlists = laid(g.Watchlists, c.Watchlists)
	c.Tables = laid(g.Tables, c.Tables)
	c.Events = slices.Concat(g.Events, c.Events)
	return c
}

func laid[T any](under, over map[string]T) map[string]T {
	if len(under) == 0 {
		return over
	}
	out := maps.Clone(under)
	maps.Copy(out, over)
	return out
}

// sidecar is a RULE.test.yaml file.
type sidecar struct {
	Rule        string `yaml:"rule"`
	Description string `yaml:"description"`
	Given       `yaml:",inline"`
	Cases       []sidecarCase `yaml:"cases"`
}

type sidecarCase struct {
	Name        string      `yaml:"name"`
	Description string      `yaml:"description"`
	Kind        report.Kind `yaml:"kind"`
	Given       `yaml:",inline"`
	Expect      *Expectation `yaml:"expect"`
}

// sidecarEnds are how the names of test files end.
var sidecarEnds = []string{".test.yaml", ".test.yml"}

func isSidecar(name string) bool {
	return slices.ContainsFunc(sidecarEnds, func(end string) bool { return strings.HasSuffix(strings.ToLower(name), end) })
}

// ParseCases reads the cases of a test file (RULE.test.yaml). Keys that it does
// not know are errors; the error is a [*FileError]. rule is the rule's file as
// the test file names it, relative to the test file; it may be empty.
func ParseCases(file string, data []byte) (rule string, cases []Case, err error) {
	var s sidecar
	tree, err := decodeYAML(data, &s, yaml.Strict(), yaml.UseOrderedMap())
	if err != nil {
		return "", nil, yamlError(file, err)
	}
	if len(s.Cases) == 0 {
		return s.Rule, nil, &FileError{File: file, Line: 1, Message: "there are no cases"}
	}
	lines := itemLines(tree, "$.cases", len(s.Cases))
	names := map[string]bool{}
	for i, c := range s.Cases {
		wrong := func(format string, args ...any) error {
			return &FileError{File: file, Line: lines[i], Message: fmt.Sprintf(format, args...)}
		}
		switch {
		case c.Name == "":
			return s.Rule, nil, wrong("the case has no name")
		case names[c.Name]:
			return s.Rule, nil, wrong("there is a case called %q already", c.Name)
		case c.Expect == nil:
			return s.Rule, nil, wrong("case %q does not say what to expect", c.Name)
		}
		names[c.Name] = true
		if err := c.Expect.check(); err != nil {
			return s.Rule, nil, wrong("case %q: %v", c.Name, err)
		}
		kind := c.Kind
		switch kind {
		case "":
			kind = c.Expect.kind()
		case report.Positive, report.Negative:
		default:
			return s.Rule, nil, wrong("case %q: kind is positive or negative, not %q", c.Name, kind)
		}
		given := s.Given.over(c.Given)
		if err := given.check(); err != nil {
			return s.Rule, nil, wrong("case %q: %v", c.Name, err)
		}
		cases = append(cases, Case{Name: c.Name, Kind: kind, File: file, Line: lines[i], Given: given, Expect: *c.Expect})
	}
	return s.Rule, cases, nil
}

// check finds what cannot be meant.
func (g *Given) check() error {
	if g.Now != "" {
		if _, err := parseNow(g.Now); err != nil {
			return err
		}
	}
	for what, all := range map[string]map[string]Data{"lookup": g.Lookups, "watchlist": g.Watchlists, "table": g.Tables} {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if err := all[name].check(); err != nil {
				return fmt.Errorf("%s %s: %w", what, name, err)
			}
		}
	}
	for i, d := range g.Events {
		if err := d.check(); err != nil {
			return fmt.Errorf("events %d: %w", i+1, err)
		}
	}
	return nil
}

// loadCases reads a test file, and the path of the rule that it is about.
func loadCases(fsys fs.FS, file string) (rule string, cases []Case, err error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return "", nil, err
	}
	rule, cases, err = ParseCases(file, data)
	if rule != "" {
		return path.Join(path.Dir(file), rule), cases, err
	}
	found, without := ruleBeside(fsys, file)
	if err == nil && found == "" {
		err = &FileError{File: file, Line: 1, Message: "there is no rule file of this name (" + path.Base(without) + ".yaml, .yml, .kql, .csl or .spl), and no rule: says where it is"}
	}
	return found, cases, err
}

// ruleBeside is the rule file that a test file is named after; without is its
// path without an extension.
func ruleBeside(fsys fs.FS, file string) (found, without string) {
	for _, end := range sidecarEnds {
		if n := len(file) - len(end); n > 0 && strings.EqualFold(file[n:], end) {
			without = file[:n]
		}
	}
	candidates := []string{without + ".yaml", without + ".yml", without + ".kql", without + ".csl", without + ".kusto", without + ".spl"}
	if isQueryFile(without) {
		candidates = slices.Insert(candidates, 0, without)
	}
	for _, c := range candidates {
		if _, err := fs.Stat(fsys, c); err == nil {
			return c, without
		}
	}
	return "", without
}

func isQueryFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".kql", ".csl", ".kusto", ".spl":
		return true
	}
	return false
}

var errNoData = errors.New("give a file or rows")
