package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
)

// The elements of JUnit's report as Jenkins, GitLab and GitHub actions read
// it: a suite for each rule, a case for each test. Only what the Jenkins schema
// knows is written, in its order: some readers refuse the rest.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr,omitempty"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr,omitempty"`
	Properties []junitProperty `xml:"properties>property,omitempty"`
	Cases      []junitCase     `xml:"testcase"`
	Out        string          `xml:"system-out,omitempty"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Class   string       `xml:"classname,attr"`
	Time    string       `xml:"time,attr,omitempty"`
	Skipped *string      `xml:"skipped"`
	Error   *junitResult `xml:"error"`
	Failure *junitResult `xml:"failure"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",cdata"`
}

func writeJUnit(w *bufio.Writer, r *Report) error {
	all := junitSuites{Name: "goshawk " + r.Command, Time: seconds(r.Seconds)}
	for i := range r.Rules {
		s := suite(r, &r.Rules[i])
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
		all.Suites = append(all.Suites, s)
	}
	w.WriteString(xml.Header)
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	return w.WriteByte('\n')
}

func suite(r *Report, rule *Rule) junitSuite {
	s := junitSuite{Name: clean(rule.Title()), Time: seconds(rule.Seconds)}
	for _, p := range [][2]string{{"file", rule.Place.File}, {"id", rule.ID}, {"language", rule.Language}, {"coverage", string(rule.Coverage)}} {
		if p[1] != "" {
			s.Properties = append(s.Properties, junitProperty{p[0], clean(p[1])})
		}
	}
	var notes []string
	for _, f := range rule.Findings {
		if f.Level != Error {
			notes = append(notes, clean(f.String()))
		}
	}
	s.Out = strings.Join(notes, "\n")
	if c, ok := findingCase(r, rule); ok {
		s.add(c)
	}
	for k := range rule.Tests {
		s.add(testCase(rule, &rule.Tests[k]))
	}
	return s
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// findingCase stands for what was found about the rule itself: its check, or
// why its tests cannot run.
func findingCase(r *Report, rule *Rule) (junitCase, bool) {
	c := junitCase{Name: "check", Class: rule.Place.File}
	var wrong []string
	kind := ""
	for _, f := range rule.Findings {
		if f.Level == Error {
			wrong = append(wrong, clean(f.String()))
			if kind == "" {
				kind = f.Code
			}
		}
	}
	if len(wrong) > 0 {
		c.Error = &junitResult{Message: wrong[0], Type: kind, Text: strings.Join(wrong, "\n")}
		return c, true
	}
	return c, r.Command != "test"
}

func testCase(rule *Rule, t *Test) junitCase {
	c := junitCase{Name: clean(t.Name), Class: rule.Place.File, Time: seconds(t.Seconds)}
	switch t.Status {
	case Failed:
		c.Failure = &junitResult{Message: clean(t.Message), Type: codeTestFailed, Text: clean(t.stated())}
	case Errored:
		c.Error = &junitResult{Message: clean(t.Message), Type: codeTestError, Text: clean(t.stated())}
	case Skipped:
		message := clean(t.Message)
		c.Skipped = &message
	}
	return c
}

// stated is the test's text after where the test is stated.
func (t *Test) stated() string {
	return fmt.Sprintf("%s:%d: %s", t.Place.File, t.Place.Line, t.Text())
}

// String is "file:line:column", as far as it is known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// String is "file:line:column: level: message [code]".
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s [%s]", f.Place, f.Level, f.Message, f.Code)
}

func seconds(s float64) string {
	if s == 0 {
		return ""
	}
	return fmt.Sprintf("%.3f", s)
}

// clean takes out what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r < 0xD800 || r >= 0xE000 && r < 0xFFFE || r >= 0x10000 {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
