package detections

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections/report"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// TestOptions are the conditions under which tests run. The zero value runs
// everything, as many tests at a time as there are processors.
type TestOptions struct {
	// Engine gives what the tests of a rule find besides what they bring:
	// macros, lookups, tables. It is called by several goroutines, and each
	// test works on a clone. Nil is an engine with the macros that ship with
	// this package.
	Engine func(r *Rule) (*goshawk.Engine, error)
	// Data tells where the files of ESCU tests lie.
	Data DataMap
	// Events are what all events have in common, such as how their fields are
	// extracted.
	Events readers.EventOptions
	// Run bounds and changes each run: limits, the clock of tests that do not
	// fix it.
	Run []goshawk.RunOption
	// Workers is how many tests run at a time; 0 means one per processor. The
	// report does not depend on it.
	Workers int
	// Select, unless nil, says which tests run. A rule of which none does is
	// left out.
	Select func(r *Rule, c *Case) bool
	// Require makes a rule fail that is not tested well enough: HalfTested
	// refuses rules without any tests, Tested those without samples of both
	// kinds.
	Require report.Coverage
	// Done, unless nil, is called after each test, by one goroutine at a time,
	// in no particular order.
	Done func(done, total int, r *Rule, t report.Test)
}

// RunTests runs the tests of a pack. The error is the context's; what is wrong
// with rules and tests stands in the report.
func RunTests(ctx context.Context, p *Pack, o TestOptions) (*report.Report, error) {
	start := time.Now()
	r := &runner{pack: p, opts: o}
	if o.Engine == nil {
		r.opts.Engine = shippedEngine
	}
	out := &report.Report{Command: "test"}
	var jobs []job
	for _, s := range p.Suites {
		cases := s.Cases
		if o.Select != nil {
			cases = nil
			for i := range s.Cases {
				if o.Select(s.Rule, &s.Cases[i]) {
					cases = append(cases, s.Cases[i])
				}
			}
			if len(cases) == 0 {
				continue
			}
		}
		rule := ruleReport(s)
		rule.Tests = make([]report.Test, len(cases))
		for i := range cases {
			jobs = append(jobs, job{suite: s, c: &cases[i], rule: len(out.Rules), test: i})
		}
		out.Rules = append(out.Rules, rule)
	}
	r.run(ctx, jobs, out)
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	for i := range out.Rules {
		finishRule(&out.Rules[i], o.Require)
	}
	out.Seconds = time.Since(start).Seconds()
	return out, nil
}

func shippedEngine(*Rule) (*goshawk.Engine, error) {
	db := goshawk.New()
	return db, AddShippedMacros(db)
}

// job is one test and where its outcome goes.
type job struct {
	suite      *Suite
	c          *Case
	rule, test int
}

type runner struct {
	pack *Pack
	opts TestOptions

	mu   sync.Mutex
	done int
}

// run works through the jobs. Each test runs on one goroutine: there are
// mostly more tests than processors, and their data is small.
func (r *runner) run(ctx context.Context, jobs []job, out *report.Report) {
	workers := r.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	next := make(chan job)
	var wait sync.WaitGroup
	for range min(workers, len(jobs)) {
		wait.Go(func() {
			for j := range next {
				if ctx.Err() != nil {
					continue
				}
				t := r.test(ctx, j.suite.Rule, j.c)
				r.mu.Lock()
				out.Rules[j.rule].Tests[j.test] = t
				out.Rules[j.rule].Seconds += t.Seconds
				r.done++
				if r.opts.Done != nil {
					r.opts.Done(r.done, len(jobs), j.suite.Rule, t)
				}
				r.mu.Unlock()
			}
		})
	}
	for _, j := range jobs {
		next <- j
	}
	close(next)
	wait.Wait()
}

// ruleReport is a suite's part of the report before its tests have run.
func ruleReport(s *Suite) report.Rule {
	rule := report.Rule{Place: report.Place{File: s.File}}
	if s.Rule != nil {
		rule.Name, rule.ID, rule.Language = s.Rule.Name, s.Rule.ID, string(s.Rule.Language)
		rule.Place = s.Rule.Place()
	}
	for _, err := range append([]error{s.Err}, s.CaseErrs...) {
		if err != nil {
			rule.Findings = append(rule.Findings, Findings(err, s.File)...)
		}
	}
	return rule
}

// finishRule adds up a rule whose tests have run.
func finishRule(rule *report.Rule, require report.Coverage) {
	rule.Status = report.Passed
	kinds := map[report.Kind]bool{}
	for _, t := range rule.Tests {
		rule.Status = rule.Status.Worse(t.Status)
		if t.Status != report.Skipped {
			kinds[t.Kind] = true
		}
	}
	if rule.Status == report.Skipped && len(kinds) > 0 {
		rule.Status = report.Passed // by the tests whose data is here
	}
	broken := false
	for _, f := range rule.Findings {
		if f.Level == report.Error {
			rule.Status, broken = report.Errored, true
		}
	}
	level := func(min report.Coverage) report.Level {
		if require == min || require == report.Tested {
			rule.Status = rule.Status.Worse(report.Failed)
			return report.Error
		}
		return report.Note
	}
	note := func(l report.Level, code, message string) {
		rule.Findings = append(rule.Findings, report.Finding{Level: l, Code: code, Message: message, Place: rule.Place})
	}
	switch {
	case kinds[report.Positive] && kinds[report.Negative]:
		rule.Coverage = report.Tested
	case kinds[report.Positive]:
		rule.Coverage = report.HalfTested
		note(level(report.Tested), "half-tested", "the rule has no negative sample: it may hit everything")
	case kinds[report.Negative]:
		rule.Coverage = report.HalfTested
		note(level(report.Tested), "half-tested", "the rule has no positive sample: it may hit nothing")
	case len(rule.Tests) > 0:
		// All its tests were skipped, and each says why.
		rule.Coverage = report.Untested
		if require != "" {
			note(level(report.HalfTested), "untested", "none of the rule's tests could run")
		}
	default:
		rule.Coverage = report.Untested
		if !broken {
			rule.Status = report.Skipped
			note(level(report.HalfTested), "untested", "the rule has no tests")
		}
	}
}

// test runs one test. A panic, which is a bug of ours, is that test's error.
func (r *runner) test(ctx context.Context, rule *Rule, c *Case) (t report.Test) {
	start := time.Now()
	t = report.Test{Name: c.Name, Kind: c.Kind, Place: report.Place{File: c.File, Line: c.Line}, Status: report.Passed, Expected: c.Expect.String()}
	defer func() {
		if p := recover(); p != nil {
			t.Status, t.Message = report.Errored, fmt.Sprintf("internal error: %v", p)
		}
		t.Seconds = time.Since(start).Seconds()
	}()
	err := r.judge(ctx, rule, c, &t)
	var missing *missingData
	switch {
	case err == nil:
	case errors.As(err, &missing):
		t.Status, t.Message = report.Skipped, err.Error()
	default:
		t.Status, t.Message = report.Errored, err.Error()
		if found := Findings(err, ""); found[0].Place.File == rule.File && found[0].Place.Line > 0 {
			t.Cause = &found[0].Place
		}
	}
	return t
}

// judge runs the rule on what the case gives, and fills in what came.
func (r *runner) judge(ctx context.Context, rule *Rule, c *Case, t *report.Test) error {
	db, err := r.engine(ctx, rule, c)
	if err != nil {
		return err
	}
	opts, err := c.options()
	if err != nil {
		return err
	}
	opts = append(append([]goshawk.RunOption{goshawk.Workers(1)}, r.opts.Run...), opts...)
	q, err := rule.Compile(db, Options{Where: c.Given.Where})
	if err != nil {
		return err
	}
	rows, rep, err := Rows(ctx, q, opts...)
	if err != nil {
		return err
	}
	t.Got = rowCount(int64(len(rows))) + unread(rep)
	v := c.Expect.judge(rows, columnsOf(q, rows), rule.Risk)
	if len(v.wrong) == 0 {
		t.Expected, t.Got = "", ""
		return nil
	}
	t.Status, t.Message, t.Diff = report.Failed, strings.Join(v.wrong, "; "), v.diff
	trace, err := q.Trace(ctx, opts...)
	if err != nil {
		return fmt.Errorf("%s; where the rows were lost cannot be told: %w", t.Message, err)
	}
	fillTrace(t, trace)
	if t.Died != nil && t.Stages[*t.Died].Place.File == rule.File {
		t.Cause = &t.Stages[*t.Died].Place
	}
	return nil
}

// unread tells what the readers left out: a test may fail for it.
func unread(rep table.Report) string {
	if rep.Count() == 0 {
		return ""
	}
	text := " (" + rep.String()
	if len(rep.Problems) > 0 {
		p := rep.Problems[0]
		text += fmt.Sprintf("; the first: %s:%d: %s", p.File, p.Line, p.Reason)
	}
	return text + ")"
}

// columnsOf are the result's columns: those known before the run, and those
// that only rows show.
func columnsOf(q *goshawk.Query, rows []goshawk.Row) []string {
	known, open := q.Schema()
	names := known.Names()
	if !open {
		return names
	}
	seen := map[string]bool{}
	for _, n := range names {
		seen[n] = true
	}
	var last *table.Schema
	for _, row := range rows {
		if row.Schema() == last {
			continue
		}
		last = row.Schema()
		for _, n := range last.Names() {
			if !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
		}
	}
	return names
}

// fillTrace puts the stages of a failed run into its report.
func fillTrace(t *report.Test, trace *goshawk.Trace) {
	for _, s := range trace.Stages {
		t.Stages = append(t.Stages, report.Stage{Text: s.Text, Place: place(s.Place), Rows: s.Rows})
	}
	if trace.Died >= 0 {
		died := trace.Died
		t.Died = &died
	}
	if trace.Miss == nil {
		return
	}
	t.Miss = &report.Miss{Rows: trace.Miss.Rows}
	for _, c := range trace.Miss.Conditions {
		t.Miss.Conditions = append(t.Miss.Conditions, report.Condition{Text: c.Text, Place: place(c.Place), Failing: c.Failing, Nearest: c.Nearest})
	}
	for _, v := range trace.Miss.Nearest {
		t.Miss.Nearest = append(t.Miss.Nearest, report.Cell{Name: v.Name, Value: output.Visible(gotText(v.Value))})
	}
}
