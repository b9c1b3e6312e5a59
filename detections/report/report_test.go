package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/detections/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample has everything that a report can hold, and text that every format
// must escape.
func sample() *report.Report {
	died := 1
	query := report.Place{File: "rules/a b.yaml", Line: 7, Column: 3}
	return &report.Report{
		Command: "test", Version: "1.2.3", Seconds: 1.5, Notes: []string{"1 of 2 rules run"},
		Rules: []report.Rule{
			{
				Name: "Deletes <all> | *mail*", ID: "0001", Language: "kql", Place: query,
				Status: report.Failed, Coverage: report.HalfTested, Seconds: 0.25,
				Findings: []report.Finding{{Level: report.Warning, Code: "half-tested", Message: "no negative sample: 100% hits", Place: query}},
				Tests: []report.Test{
					{Name: "hits", Kind: report.Positive, Place: report.Place{File: "rules/a b.test.yaml", Line: 3}, Status: report.Passed},
					{
						Name: "one, two: \"three\"\x01", Kind: report.Positive, Place: report.Place{File: "rules/a b.test.yaml", Line: 9}, Status: report.Failed,
						Message: "no rows", Expected: "1 row", Got: "0 rows", Diff: "  user\n- ```\n",
						Stages: []report.Stage{
							{Text: "T", Place: query, Rows: 12},
							{Text: "where a == 1\n   and b", Place: report.Place{File: "rules/a b.yaml", Line: 8, Column: 5, EndLine: 8, EndColumn: 17}},
						},
						Died:  &died,
						Cause: &report.Place{File: "rules/a b.yaml", Line: 8, Column: 5, EndLine: 8, EndColumn: 17},
						Miss: &report.Miss{
							Rows: 12,
							Conditions: []report.Condition{
								{Text: "a == 1", Place: query, Failing: 3},
								{Text: "b", Place: query, Failing: 9, Nearest: true},
							},
							Nearest: []report.Cell{{Name: "a", Value: "1"}, {Name: "long", Value: strings.Repeat("x", 200)}},
						},
						Seconds: 0.125,
					},
					{Name: "elsewhere", Kind: report.Negative, Place: report.Place{File: "rules/a b.test.yaml", Line: 20}, Status: report.Skipped, Message: "its data is not here"},
				},
			},
			{
				Language: "spl", Place: report.Place{File: "rules/b.spl", Line: 1, Column: 1}, Status: report.Errored, Coverage: report.Untested,
				Findings: []report.Finding{
					{Level: report.Error, Code: "GH101", Kind: "syntax", Message: "unknown command \"serch\"", Place: report.Place{File: "rules/b.spl", Line: 1, Column: 3, EndLine: 1, EndColumn: 8}},
					{Level: report.Note, Code: "untested", Message: "the rule has no tests", Place: report.Place{File: "rules/b.spl"}},
				},
			},
		},
	}
}

func write(t *testing.T, format string, r *report.Report) string {
	var b bytes.Buffer
	require.NoError(t, report.Write(&b, format, r))
	return b.String()
}

// TestFormats compares each format with its golden file (-update rewrites it).
func TestFormats(t *testing.T) {
	files := map[string]string{"junit": "sample.junit.xml", "sarif": "sample.sarif", "markdown": "sample.md", "json": "sample.json", "github": "sample.github.txt"}
	require.Len(t, files, len(report.Formats()))
	for format, name := range files {
		got := write(t, format, sample())
		path := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), got, format)
	}
	require.ErrorContains(t, report.Write(&bytes.Buffer{}, "pdf", sample()), `unknown report format "pdf"`)
}

func TestWithoutTimes(t *testing.T) {
	slow := sample()
	slow.Seconds, slow.Rules[0].Seconds, slow.Rules[0].Tests[1].Seconds = 7, 7, 7
	for _, format := range report.Formats() {
		require.Equal(t, write(t, format, sample().WithoutTimes()), write(t, format, slow.WithoutTimes()), format)
	}
	require.NotEqual(t, write(t, "json", sample()), write(t, "json", slow))
}

// rulePack is a committed report about the sample repository.
func rulePack(t *testing.T, name string) string {
	text, err := os.ReadFile("../../testdata/rulepack/reports/" + name)
	require.NoError(t, err)
	return string(text)
}

// validate checks JSON against a JSON Schema.
func validate(t *testing.T, schema, doc string) error {
	s, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("schema.json", s))
	compiled, err := c.Compile("schema.json")
	require.NoError(t, err)
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
	require.NoError(t, err)
	return compiled.Validate(v)
}

func TestJSONSchema(t *testing.T) {
	for _, r := range []*report.Report{sample(), sample().WithoutTimes(), {Command: "check"}} {
		require.NoError(t, validate(t, report.Schema(), write(t, "json", r)))
	}
	require.NoError(t, validate(t, report.Schema(), rulePack(t, "report.json")))
	require.Error(t, validate(t, report.Schema(), `{"command": "test"}`))
	wrong := sample()
	wrong.Rules[0].Status = "fine"
	require.Error(t, validate(t, report.Schema(), write(t, "json", wrong)))
}

// TestSARIFSchema checks against the schema that OASIS publishes.
func TestSARIFSchema(t *testing.T) {
	schema, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	for _, r := range []*report.Report{sample(), {Command: "check"}} {
		require.NoError(t, validate(t, string(schema), write(t, "sarif", r)))
	}
	require.NoError(t, validate(t, string(schema), rulePack(t, "goshawk.sarif")))
	require.Error(t, validate(t, string(schema), `{"version": "2.1.0"}`))
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID    string
				RuleIndex int
			}
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(write(t, "sarif", sample())), &log))
	require.Len(t, log.Runs[0].Results, 4)
	for _, res := range log.Runs[0].Results {
		require.Equal(t, res.RuleID, log.Runs[0].Tool.Driver.Rules[res.RuleIndex].ID)
	}
}

func TestSummary(t *testing.T) {
	require.Equal(t, []string{
		"2 rules: 1 failed, 1 with errors", "3 tests: 1 passed, 1 failed, 1 skipped",
		"0 of 2 rules are tested with positive and negative samples, 1 half, 1 not at all", "1 of 2 rules run",
	}, sample().Lines())
	require.Equal(t, report.Errored, sample().Status())
	require.Equal(t, report.Passed, (&report.Report{}).Status())
	require.Equal(t, []string{"0 rules"}, (&report.Report{}).Lines())
}
