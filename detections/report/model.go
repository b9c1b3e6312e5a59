package report

// Report is the outcome of one command over a set of rules.
type Report struct {
	// Command is what ran: "test" or "check".
	Command string `json:"command"`
	// Version is that of the program; it may be empty.
	Version string `json:"version,omitempty"`
	// Rules are in the order of their files.
	Rules []Rule `json:"rules"`
	// Notes are lines about the run as a whole, such as its coverage.
	Notes []string `json:"notes,omitempty"`
	// Seconds is how long the run took; 0 is not written.
	Seconds float64 `json:"seconds,omitempty"`
}

// Status is how something ended.
type Status string

// The statuses, from good to bad. A rule has the worst of its tests and
// findings; it is skipped only when none of its tests could be decided.
const (
	Passed  Status = "passed"
	Skipped Status = "skipped" // could not be decided: its data is not there
	Failed  Status = "failed"  // it ran, and the answer was wrong
	Errored Status = "error"   // it could not run
)

var badness = map[Status]int{"": 0, Passed: 1, Skipped: 2, Failed: 3, Errored: 4}

// Worse is the worse of two statuses.
func (s Status) Worse(t Status) Status {
	if badness[t] > badness[s] {
		return t
	}
	return s
}

// Coverage says which kinds of samples a rule is tested with.
type Coverage string

// The coverages. A rule whose samples all hit may still hit everything.
const (
	Tested     Coverage = "tested"      // positive and negative samples
	HalfTested Coverage = "half-tested" // samples of one kind only
	Untested   Coverage = "untested"
)

// Level is how bad a finding is.
type Level string

// The levels, in SARIF's words.
const (
	Error   Level = "error"
	Warning Level = "warning"
	Note    Level = "note"
)

// Place is a stretch of a file. Lines and columns count from 1, columns in
// code points; 0 means unknown. The end is exclusive.
type Place struct {
	File      string `json:"file"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
}

// Rule is one rule file's part of a report.
type Rule struct {
	// Name and ID are the rule's own; Language is "kql" or "spl".
	Name     string `json:"name,omitempty"`
	ID       string `json:"id,omitempty"`
	Language string `json:"language,omitempty"`
	// Place is where the query starts in the rule's file.
	Place  Place  `json:"place"`
	Status Status `json:"status"`
	// Coverage is empty where samples do not matter.
	Coverage Coverage  `json:"coverage,omitempty"`
	Findings []Finding `json:"findings,omitempty"`
	Tests    []Test    `json:"tests,omitempty"`
	Seconds  float64   `json:"seconds,omitempty"`
}

// Finding is one thing about a rule that someone should know.
type Finding struct {
	Level Level `json:"level"`
	// Code is stable across releases: an error code of the library, or a word.
	Code string `json:"code"`
	// Kind classes the code: syntax, semantic, unsupported, ... ; may be empty.
	Kind    string `json:"kind,omitempty"`
	Message string `json:"message"`
	Place   Place  `json:"place"`
}

// Kind says what a sample is an example of.
type Kind string

// The kinds of samples.
const (
	Positive Kind = "positive" // the rule must hit
	Negative Kind = "negative" // the rule must not
)

// Test is the outcome of one test of a rule.
type Test struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// Place is where the test is stated.
	Place  Place  `json:"place"`
	Status Status `json:"status"`
	// Cause is where in the rule it went wrong, where that is known: the error,
	// or the stage that let nothing pass.
	Cause *Place `json:"cause,omitempty"`
	// Message is one line about what went wrong.
	Message string `json:"message,omitempty"`
	// Expected and Got are what should have come and what came, a line each;
	// Diff compares the rows, several lines.
	Expected string `json:"expected,omitempty"`
	Got      string `json:"got,omitempty"`
	Diff     string `json:"diff,omitempty"`
	// Stages tell how many rows left each stage of the query, and Died which
	// of them (from 0) was the first without any; nil where rows came out.
	Stages []Stage `json:"stages,omitempty"`
	Died   *int    `json:"died,omitempty"`
	Miss   *Miss   `json:"nearestMiss,omitempty"`
	// Seconds is how long the test took; 0 is not written.
	Seconds float64 `json:"seconds,omitempty"`
}

// Stage is one step of a query with the rows that left it.
type Stage struct {
	Text  string `json:"text"`
	Place Place  `json:"place"`
	Rows  int64  `json:"rows"`
}

// Miss tells how near rows came to passing the filter that let none pass.
type Miss struct {
	// Rows is how many rows came to the filter.
	Rows int64 `json:"rows"`
	// Conditions are the filter's parts that all must hold.
	Conditions []Condition `json:"conditions"`
	// Nearest is the row that fails the fewest of them.
	Nearest []Cell `json:"nearest,omitempty"`
}

// Condition is one part of a filter.
type Condition struct {
	Text  string `json:"text"`
	Place Place  `json:"place"`
	// Failing is how many rows do not meet it; Nearest says that the nearest
	// row is among them.
	Failing int64 `json:"failing"`
	Nearest bool  `json:"nearestFails,omitempty"`
}

// Cell is a named value as text.
type Cell struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// WithoutTimes is a copy in which no times are set, so that two runs over the
// same input give the same bytes.
func (r *Report) WithoutTimes() *Report {
	c := *r
	c.Seconds = 0
	c.Rules = make([]Rule, len(r.Rules))
	for i, rule := range r.Rules {
		rule.Seconds = 0
		tests := make([]Test, len(rule.Tests))
		for k, t := range rule.Tests {
			t.Seconds = 0
			tests[k] = t
		}
		rule.Tests = tests
		c.Rules[i] = rule
	}
	return &c
}
