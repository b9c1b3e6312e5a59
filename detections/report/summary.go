package report

import (
	"fmt"
	"strings"
)

// Summary counts a report.
type Summary struct {
	Rules Counts `json:"rules"`
	// Tests is all zero for a report without tests.
	Tests Counts `json:"tests"`
	// Tested, HalfTested and Untested count rules by coverage.
	Tested     int `json:"tested"`
	HalfTested int `json:"halfTested"`
	Untested   int `json:"untested"`
	// Errors, Warnings and Notes count the findings.
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
}

// Counts are numbers by status.
type Counts struct {
	Total   int `json:"total"`
	Passed  int `json:"passed"`
	Failed  int `json:"failed"`
	Errored int `json:"errored"`
	Skipped int `json:"skipped"`
}

func (c *Counts) add(s Status) {
	c.Total++
	switch s {
	case Passed:
		c.Passed++
	case Failed:
		c.Failed++
	case Errored:
		c.Errored++
	case Skipped:
		c.Skipped++
	}
}

// String is "5 rules: 3 passed, 1 failed" for the unit "rule"; what is zero is
// left out.
func (c Counts) String() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Passed, "passed"}, {c.Failed, "failed"}, {c.Errored, "with errors"}, {c.Skipped, "skipped"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

// Summary counts the report.
func (r *Report) Summary() Summary {
	var s Summary
	for i := range r.Rules {
		rule := &r.Rules[i]
		s.Rules.add(rule.Status)
		switch rule.Coverage {
		case Tested:
			s.Tested++
		case HalfTested:
			s.HalfTested++
		case Untested:
			s.Untested++
		}
		for _, t := range rule.Tests {
			s.Tests.add(t.Status)
		}
		for _, f := range rule.Findings {
			switch f.Level {
			case Error:
				s.Errors++
			case Warning:
				s.Warnings++
			default:
				s.Notes++
			}
		}
	}
	return s
}

// Status is the worst of the rules'; Passed when there are none.
func (r *Report) Status() Status {
	s := Passed
	for _, rule := range r.Rules {
		s = s.Worse(rule.Status)
	}
	return s
}

// Lines tell the summary in words: one line about the rules, one about the
// tests, one about what the rules are tested with, and the report's notes.
func (r *Report) Lines() []string {
	s := r.Summary()
	lines := []string{count(s.Rules.Total, "rule") + tail(s.Rules)}
	if s.Tests.Total > 0 {
		lines = append(lines, count(s.Tests.Total, "test")+tail(s.Tests))
	}
	if n := s.Tested + s.HalfTested + s.Untested; n > 0 {
		lines = append(lines, fmt.Sprintf("%d of %d rules are tested with positive and negative samples, %d half, %d not at all", s.Tested, n, s.HalfTested, s.Untested))
	}
	return append(lines, r.Notes...)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func tail(c Counts) string {
	if c.Total == 0 {
		return ""
	}
	return ": " + c.String()
}
