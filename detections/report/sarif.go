package report

import (
	"bufio"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 that a report needs.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"`
}

type sarifInvocation struct {
	Successful bool `json:"executionSuccessful"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID          string       `json:"id"`
	Description sarifMessage `json:"shortDescription"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     Level           `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifLocation struct {
	ID       int           `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	homepage    = "https://github.com/goshawk-lang/goshawk"

	codeTestFailed = "test-failed"
	codeTestError  = "test-error"
)

// descriptions explain the codes that are words, and the kinds of the others.
var descriptions = map[string]string{
	codeTestFailed: "A test of the rule gave another answer than it should.",
	codeTestError:  "A test of the rule could not run.",
	"untested":     "The rule has no tests.",
	"half-tested":  "The rule is tested with samples of one kind only, positive or negative.",
	"syntax":       "The query is not of its language.",
	"semantic":     "A name, a type or a number of arguments in the query is wrong.",
	"unsupported":  "The query uses something that is not implemented.",
	"runtime":      "The data or the outside world failed the query.",
	"limit":        "The query exceeded a limit.",
}

// writeSARIF writes a result for each finding and each test that did not
// pass, at its place in the rule's file.
func writeSARIF(w *bufio.Writer, r *Report) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "goshawk", Version: r.Version, InformationURI: homepage, Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{Successful: true}},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
	}
	kinds := map[string]string{}
	for i := range r.Rules {
		rule := &r.Rules[i]
		for _, f := range rule.Findings {
			kinds[f.Code] = f.Kind
			run.Results = append(run.Results, sarifResult{RuleID: f.Code, Level: f.Level, Message: sarifMessage{f.Message}, Locations: []sarifLocation{location(f.Place)}})
		}
		for k := range rule.Tests {
			if res, ok := testResult(rule, &rule.Tests[k]); ok {
				kinds[res.RuleID] = ""
				run.Results = append(run.Results, res)
			}
		}
	}
	var codes []string
	for code := range kinds {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{code, sarifMessage{describe(code, kinds[code])}})
	}
	for i := range run.Results {
		run.Results[i].RuleIndex, _ = slices.BinarySearch(codes, run.Results[i].RuleID)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

func testResult(rule *Rule, t *Test) (sarifResult, bool) {
	res := sarifResult{RuleID: codeTestFailed, Level: Error, Locations: []sarifLocation{location(t.at(rule))}}
	switch t.Status {
	case Failed:
	case Errored:
		res.RuleID = codeTestError
	default:
		return res, false
	}
	res.Message.Text = "test \"" + t.Name + "\": " + t.Text()
	stated := location(t.Place)
	stated.ID, stated.Message = 1, &sarifMessage{"the test"}
	res.Related = []sarifLocation{stated}
	return res, true
}

func describe(code, kind string) string {
	if d := descriptions[code]; d != "" {
		return d
	}
	if d := descriptions[kind]; d != "" {
		return d
	}
	return code
}

func location(p Place) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uri(p.File)}}}
	if p.Line > 0 {
		l.Physical.Region = &sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn}
	}
	return l
}

// uri is a relative reference for a path of a repository, and a file URI for
// an absolute one.
func uri(path string) string {
	path = strings.ReplaceAll(path, `\`, "/")
	if strings.HasPrefix(path, "/") {
		return (&url.URL{Scheme: "file", Path: path}).String()
	}
	return (&url.URL{Path: path}).String()
}
