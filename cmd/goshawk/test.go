package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	reports "github.com/goshawk-lang/goshawk/detections/report"
	"github.com/goshawk-lang/goshawk/readers"
)

type testCommand struct {
	dataFlags
	runFlags
	reportFlags
	Paths     []string `arg:"" help:"Rule files, test files (RULE.test.yaml), or folders of them."`
	Match     string   `name:"match" placeholder:"REGEX" help:"Run only tests whose RULE/TEST fits: the rule's file or name, a slash, the test's name."`
	DataMap   []string `name:"data-map" sep:"none" placeholder:"PREFIX=DIR" help:"Where files lie whose addresses (attack_data) start with PREFIX."`
	DataCache string   `name:"data-cache" placeholder:"DIR" help:"A folder with files below the path of their address, or its last parts."`
	Require   string   `enum:"none,some,both" default:"none" help:"Fail rules without any tests (some), or without positive and negative samples (both)."`
	Jobs      int      `short:"j" help:"Tests run at the same time; 0 means one per processor."`
	Verbose   bool     `short:"v" help:"List every test."`
}

// Run runs the tests, prints what failed, and ends with the counts.
func (c *testCommand) Run(ctx context.Context, std streams) error {
	if err := c.check(); err != nil {
		return err
	}
	opts, err := c.testOptions(ctx, std)
	if err != nil {
		return err
	}
	for i, p := range c.Paths {
		c.Paths[i] = filepath.ToSlash(p)
	}
	pack, err := detections.Find(hostFS{}, c.Paths...)
	if err != nil {
		return usageError{err}
	}
	if len(pack.Suites) == 0 {
		return usageError{fmt.Errorf("there are no rules in %s", strings.Join(c.Paths, ", "))}
	}
	line := newProgress(std.err)
	opts.Done = func(done, total int, r *detections.Rule, t reports.Test) {
		line.show(int64(done), int64(total), "tests", withLeft(line.left(int64(done), int64(total)), r.File))
	}
	rep, err := detections.RunTests(ctx, pack, opts)
	line.clear()
	if err != nil {
		return err
	}
	if len(rep.Rules) == 0 {
		return usageError{fmt.Errorf("--match %s: no test fits", c.Match)}
	}
	rep.Version = version()
	if err := c.write(std, rep, c.print); err != nil {
		return err
	}
	switch rep.Status() {
	case reports.Failed, reports.Errored:
		return errFailed
	}
	return nil
}

func (c *testCommand) testOptions(ctx context.Context, std streams) (detections.TestOptions, error) {
	run, err := c.runFlags.options()
	if err != nil {
		return detections.TestOptions{}, err
	}
	o := detections.TestOptions{
		Run: run, Workers: c.Jobs, Engine: c.contentEngines(ctx, std.in), Data: detections.DataMap{Cache: c.DataCache},
		Require: map[string]reports.Coverage{"some": reports.HalfTested, "both": reports.Tested}[c.Require],
	}
	for _, m := range c.DataMap {
		mapping, err := detections.ParseMapping(m)
		if err != nil {
			return o, usageError{fmt.Errorf("--data-map: %w", err)}
		}
		o.Data.Prefixes = append(o.Data.Prefixes, mapping)
	}
	config, err := c.config(goshawk.SPL)
	if err != nil {
		return o, err
	}
	o.Events = readers.EventOptions{Config: config}
	if c.Match != "" {
		pattern, err := regexp.Compile(c.Match)
		if err != nil {
			return o, usageError{fmt.Errorf("--match: %w", err)}
		}
		o.Select = func(r *detections.Rule, t *detections.Case) bool {
			return pattern.MatchString(r.File+"/"+t.Name) || pattern.MatchString(r.Name+"/"+t.Name)
		}
	}
	return o, nil
}

// print tells what did not pass, in the order of the rules, and the counts.
func (c *testCommand) print(out io.Writer, rep *reports.Report) error {
	w, verbose := bufio.NewWriter(out), c.Verbose
	for i := range rep.Rules {
		rule := &rep.Rules[i]
		bad := rule.Status == reports.Failed || rule.Status == reports.Errored
		if !bad && !verbose {
			continue
		}
		fmt.Fprintf(w, "%s %s\n", word(rule.Status), rule.Place.File)
		for _, f := range rule.Findings {
			if f.Level == reports.Error || verbose {
				fmt.Fprintf(w, "    %s\n", f)
			}
		}
		for k := range rule.Tests {
			printTest(w, &rule.Tests[k], verbose)
		}
	}
	for _, line := range append(skippedLines(rep, verbose), rep.Lines()...) {
		fmt.Fprintln(w, line)
	}
	return w.Flush()
}

func printTest(w io.Writer, t *reports.Test, verbose bool) {
	switch t.Status {
	case reports.Failed, reports.Errored:
		fmt.Fprintf(w, "    %s %s (%s:%d)\n", word(t.Status), t.Name, t.Place.File, t.Place.Line)
		for _, line := range strings.Split(t.Text(), "\n") {
			fmt.Fprintln(w, strings.TrimRight("        "+line, " "))
		}
	case reports.Skipped:
		fmt.Fprintf(w, "    %s %s: %s\n", word(t.Status), t.Name, t.Message)
	default:
		if verbose {
			fmt.Fprintf(w, "    %s %s\n", word(t.Status), t.Name)
		}
	}
}

// skippedLines tell why tests were skipped, each reason with its number.
func skippedLines(rep *reports.Report, verbose bool) []string {
	if verbose {
		return nil
	}
	counts := map[string]int{}
	var first []string
	for _, rule := range rep.Rules {
		for _, t := range rule.Tests {
			if t.Status == reports.Skipped {
				if counts[t.Message]++; counts[t.Message] == 1 {
					first = append(first, t.Message)
				}
			}
		}
	}
	const most = 5
	var lines []string
	for i, m := range first {
		if i == most {
			lines = append(lines, fmt.Sprintf("skip  ... and %d other reasons; -v lists them", len(first)-most))
			break
		}
		lines = append(lines, fmt.Sprintf("skip  %s", m))
	}
	return lines
}

// word is a status in a log.
func word(s reports.Status) string {
	switch s {
	case reports.Passed:
		return "ok   "
	case reports.Skipped:
		return "skip "
	case reports.Errored:
		return "ERROR"
	}
	return "FAIL "
}
