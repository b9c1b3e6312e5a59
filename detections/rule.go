package detections

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/source"
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

// Risk says which findings each result row gives: the rba block, or what the
// older and newer layouts have in its place.
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
	// Message, unless empty, takes the place of the block's.
	Message string `yaml:"message"`
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
	// Line is where the entry stands in the rule's file, from 1.
	Line int `yaml:"-"`
}

// AttackData is a sample file of a test, with the metadata of its events.
type AttackData struct {
	Data       string `yaml:"data"`
	Source     string `yaml:"source"`
	Sourcetype string `yaml:"sourcetype"`
	Host       string `yaml:"host"`
	Index      string `yaml:"custom_index"`
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

// ErrNoRule is what Parse returns for YAML that holds neither a query nor a
// search: some other file of a repository.
var ErrNoRule = errors.New("the rule has neither a query (KQL) nor a search (SPL)")

// Parse reads a rule; file is what errors call it, and its extension tells the
// format. A .kql (.csl, .kusto) or .spl file is a bare query. In YAML, a file
// with a query is a Sentinel rule in KQL, one with a search an ESCU rule in SPL.
func Parse(file string, data []byte) (*Rule, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	switch strings.ToLower(path.Ext(file)) {
	case ".kql", ".csl", ".kusto":
		return bare(file, goshawk.KQL, data), nil
	case ".spl":
		return bare(file, goshawk.SPL, data), nil
	}
	var d document
	tree, err := decodeYAML(data, &d)
	if err != nil {
		return nil, yamlError(file, err)
	}
	r := &Rule{ID: d.ID, Name: d.Name, Description: d.Description, File: file, Drilldowns: d.Drilldowns, Risk: d.risk(), Tests: d.Tests}
	switch {
	case d.Query != "" && d.Search != "":
		return nil, fmt.Errorf("%s: the rule has both a query and a search", file)
	case d.Query != "":
		r.Language, r.Text = goshawk.KQL, embedded(file, string(data), "query", d.Query)
	case d.Search != "":
		r.Language, r.Text = goshawk.SPL, embedded(file, string(data), "search", d.Search)
	default:
		return nil, fmt.Errorf("%s: %w", file, ErrNoRule)
	}
	lines := itemLines(tree, "$.tests", len(r.Tests))
	for i := range r.Tests {
		r.Tests[i].Line = lines[i]
	}
	return r, nil
}

// bare is a rule that is nothing but its query; it is called after its file.
func bare(file string, lang goshawk.Language, data []byte) *Rule {
	name := path.Base(filepath.ToSlash(file))
	return &Rule{
		Name: strings.TrimSuffix(name, path.Ext(name)), File: file, Language: lang,
		Text: goshawk.Text{Query: string(data), Name: file, Line: 1, Column: 1},
	}
}

// decodeYAML decodes the first document of a file that says anything, and gives
// the syntax that it was decoded from, for the lines in it.
func decodeYAML(data []byte, to any, opts ...yaml.DecodeOption) (*ast.File, error) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, err
	}
	for _, doc := range tree.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentType {
			return tree, yaml.NodeToValue(doc.Body, to, opts...)
		}
	}
	return tree, nil
}

// yamlError is a decoder's error as "file:line:column: what".
func yamlError(file string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		p := at.GetToken().Position
		return &FileError{File: file, Line: p.Line, Column: p.Column, Message: at.GetMessage()}
	}
	return &FileError{File: file, Message: strings.TrimSpace(yaml.FormatError(err, false, false))}
}

// FileError says what is wrong with a rule or test file, and where. Line and
// Column are 0 when it is about the file as a whole.
type FileError struct {
	File         string
	Line, Column int
	Message      string
}

// Error is "file:line:column: message".
func (e *FileError) Error() string {
	switch {
	case e.Line == 0:
		return e.File + ": " + e.Message
	case e.Column == 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// itemLines are the lines on which the n items of a YAML sequence start; 1
// where that cannot be told.
func itemLines(tree *ast.File, sequence string, n int) []int {
	lines := make([]int, n)
	for i := range lines {
		lines[i] = 1
		item, err := yaml.PathString(fmt.Sprintf("%s[%d]", sequence, i))
		if err != nil {
			continue
		}
		if node, err := item.FilterFile(tree); err == nil {
			lines[i] = firstLine(node)
		}
	}
	return lines
}

// firstLine is the first line of a node; a mapping's own token is the colon of
// its first entry.
func firstLine(node ast.Node) int {
	line := node.GetToken().Position.Line
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		line = min(line, m.Values[0].Key.GetToken().Position.Line)
	}
	return line
}

// Options change how a rule is compiled, leaving its file untouched.
type Options struct {
	// Where lists conditions, in the rule's language, that result rows must
	// meet as well: a team's own exclusions.
	Where []string
}

// Compile compiles the rule's query.
func (r *Rule) Compile(db *goshawk.Engine, opts Options) (*goshawk.Query, error) {
	return db.Compile(r.Language, r.text(opts))
}

// text is the query with the conditions of the options behind it.
func (r *Rule) text(opts Options) goshawk.Text {
	text := r.Text
	if len(opts.Where) == 0 {
		return text
	}
	if len(text.Origins) > 0 {
		text.Origins = slices.Clip(text.Origins)
	}
	text.Query = strings.TrimRight(text.Query, " \t\r\n;")
	for _, w := range opts.Where {
		added := "\n| where " + w
		if len(text.Origins) > 0 {
			text.Origins = append(text.Origins, source.Origin{
				Start: len(text.Query), End: len(text.Query) + len(added), From: source.New("--where", added),
			})
		}
		text.Query += added
	}
	return text
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
