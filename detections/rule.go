package detections

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/table"
)

// Rule is a published detection.
type Rule struct {
	ID, Name, Description string
	// File is where the rule was read from.
	File string
	// Language and Text are the query; Text carries its place in File.
	Language goshawk.Language
	Text     goshawk.Text
	// Drilldowns, Risk and Tests are what an ESCU rule brings along.
	Drilldowns []Drilldown
	Risk       *Risk
	Tests      []Test
}

// Drilldown is a search to run from a result row, with tokens to fill.
type Drilldown struct {
	Name     string `yaml:"name"`
	Search   string `yaml:"search"`
	Earliest string `yaml:"earliest_offset"`
	Latest   string `yaml:"latest_offset"`
}

// Risk is the rba block: which findings each result row gives.
type Risk struct {
	Message string         `yaml:"message"`
	Objects []RiskObject   `yaml:"risk_objects"`
	Threats []ThreatObject `yaml:"threat_objects"`
}

// RiskObject names the result field that holds an object at risk.
type RiskObject struct {
	Field string  `yaml:"field"`
	Type  string  `yaml:"type"`
	Score float64 `yaml:"score"`
}

// ThreatObject names the result field that holds a threat.
type ThreatObject struct {
	Field string `yaml:"field"`
	Type  string `yaml:"type"`
}

// Test is one entry of a rule's tests block.
type Test struct {
	Name string       `yaml:"name"`
	Data []AttackData `yaml:"attack_data"`
}

// AttackData is a sample file of a test, with the metadata of its events.
type AttackData struct {
	Data       string `yaml:"data"`
	Source     string `yaml:"source"`
	Sourcetype string `yaml:"sourcetype"`
}

// document is what the two layouts have in common or apart.
type document struct {
	ID          string      `yaml:"id"`
	Name        string      `yaml:"name"`
	Description string      `yaml:"description"`
	Query       string      `yaml:"query"`
	Search      string      `yaml:"search"`
	Drilldowns  []Drilldown `yaml:"drilldown_searches"`
	Risk        *Risk       `yaml:"rba"`
	Tests       []Test      `yaml:"tests"`
}

// Load reads a rule file.
func Load(path string) (*Rule, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// LoadFS reads a rule file of a file system.
func LoadFS(fsys fs.FS, path string) (*Rule, error) {
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// Parse reads a rule from YAML; file is what errors call it. A file with a
// query is a Sentinel rule in KQL, one with a search an ESCU rule in SPL.
func Parse(file string, data []byte) (*Rule, error) {
	var d document
	if err := yaml.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("%s: %s", file, yaml.FormatError(err, false, true))
	}
	r := &Rule{ID: d.ID, Name: d.Name, Description: d.Description, File: file, Drilldowns: d.Drilldowns, Risk: d.Risk, Tests: d.Tests}
	key := ""
	switch {
	case d.Query != "" && d.Search != "":
		return nil, fmt.Errorf("%s: the rule has both a query and a search", file)
	case d.Query != "":
		key, r.Language, r.Text.Query = "query", goshawk.KQL, d.Query
	case d.Search != "":
		key, r.Language, r.Text.Query = "search", goshawk.SPL, d.Search
	default:
		return nil, fmt.Errorf("%s: the rule has neither a query (KQL) nor a search (SPL)", file)
	}
	r.Text.Name = file
	r.Text.Line, r.Text.Column, r.Text.Indent = place(data, key)
	return r, nil
}

// place finds where in a YAML file the text of a top-level key's value starts.
func place(data []byte, key string) (line, column, indent int) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil || len(tree.Docs) == 0 {
		return 1, 1, 0
	}
	path, err := yaml.PathString("$." + key)
	if err != nil {
		return 1, 1, 0
	}
	node, err := path.FilterFile(tree)
	if err != nil {
		return 1, 1, 0
	}
	at := node.GetToken().Position
	lines := strings.Split(string(data), "\n")
	if at.Line > len(lines) {
		return at.Line, at.Column, 0
	}
	first := lines[at.Line-1]
	if after, ok := strings.CutPrefix(strings.TrimSpace(first), key+":"); ok {
		if mark := strings.TrimSpace(after); strings.HasPrefix(mark, "|") || strings.HasPrefix(mark, ">") {
			// The text is the block below; its indentation is not part of it.
			for i := at.Line; i < len(lines); i++ {
				if text := strings.TrimLeft(lines[i], " "); strings.TrimSpace(text) != "" {
					indent = len(lines[i]) - len(text)
					return at.Line + 1, indent + 1, indent
				}
			}
		}
	}
	return at.Line, at.Column, 0
}

// Options change how a rule is compiled, leaving its file untouched.
type Options struct {
	// Where lists conditions, in the rule's language, that result rows must
	// meet as well: a team's own exclusions.
	Where []string
}

// Compile compiles the rule's query.
func (r *Rule) Compile(db *goshawk.Engine, opts Options) (*goshawk.Query, error) {
	text := r.Text
	if len(opts.Where) > 0 {
		text.Query = strings.TrimRight(text.Query, " \t\r\n;")
		for _, w := range opts.Where {
			text.Query += "\n| where " + w
		}
	}
	return db.Compile(r.Language, text)
}

// ErrNoDrilldown is what Drilldown returns for a number that the rule lacks.
var ErrNoDrilldown = errors.New("no such drilldown search")

// CompileDrilldown compiles drilldown n (from 1) for a row of the rule's result.
func (r *Rule) CompileDrilldown(db *goshawk.Engine, n int, row goshawk.Row, opts Options) (*goshawk.Query, error) {
	search, err := r.Drilldown(n, row)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s (drilldown %d)", r.File, n)
	d := Rule{File: r.File, Language: r.Language, Text: goshawk.Text{Query: search, Name: name}}
	return d.Compile(db, opts)
}

// Rows collects a run's rows.
func Rows(ctx context.Context, q *goshawk.Query, opts ...goshawk.RunOption) ([]goshawk.Row, table.Report, error) {
	res, err := q.Run(ctx, opts...)
	if err != nil {
		return nil, table.Report{}, err
	}
	defer res.Close()
	var rows []goshawk.Row
	for row, err := range res.Rows() {
		if err != nil {
			return nil, res.Report(), err
		}
		rows = append(rows, row)
	}
	return rows, res.Report(), nil
}
