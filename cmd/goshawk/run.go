package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
)

type runCommand struct {
	dataFlags
	runFlags
	showFlags
	Rule      string   `arg:"" optional:"" help:"The rule file: Sentinel YAML (query:) or ESCU YAML (search:)."`
	Sample    string   `placeholder:"NAME" help:"Run a shipped rule on its shipped sample events: email or o365."`
	Where     []string `sep:"none" placeholder:"CONDITION" help:"Keep only result rows that also meet a condition in the rule's language: exclusions beside an untouched rule."`
	Drilldown int      `placeholder:"N" help:"Run the rule's drilldown search N for the result row of --row instead of printing the rows."`
	Row       int      `placeholder:"K" default:"1" help:"The result row of --drilldown, from 1."`
	Findings  bool     `help:"Print the risk findings of the rule's rba block as JSON lines."`
}

// Run runs the command.
func (c *runCommand) Run(ctx context.Context, std streams) error {
	rule, err := c.load()
	if err != nil {
		return err
	}
	opts, err := c.options()
	if err != nil {
		return err
	}
	db, err := c.engine(ctx, rule.Language, std.in)
	if err != nil {
		return err
	}
	if c.Sample != "" {
		if err := detections.AddSample(ctx, db, c.Sample, rule.Language); err != nil {
			return err
		}
		if c.Now == "" {
			opts = append(opts, goshawk.Now(detections.SampleNow))
		}
	}
	compile := detections.Options{Where: c.Where}
	q, err := rule.Compile(db, compile)
	if err != nil {
		return err
	}
	if c.Drilldown == 0 && !c.Findings {
		return c.print(ctx, std, q, rule.Text.Query, opts)
	}
	rows, rep, err := detections.Rows(ctx, q, opts...)
	printReport(std.err, rep)
	if err != nil {
		return err
	}
	if c.Findings {
		return printFindings(std, rule, rows)
	}
	if c.Row < 1 || c.Row > len(rows) {
		return fmt.Errorf("--row %d: the rule has %d result rows", c.Row, len(rows))
	}
	d, err := rule.CompileDrilldown(db, c.Drilldown, rows[c.Row-1], compile)
	if err != nil {
		return err
	}
	return c.print(ctx, std, d, "", opts)
}

func (c *runCommand) load() (*detections.Rule, error) {
	switch {
	case c.Rule != "" && c.Sample != "":
		return nil, usageError{fmt.Errorf("give a rule file or --sample, not both")}
	case c.Sample != "":
		if !slices.Contains(detections.Samples(), c.Sample) {
			return nil, usageError{fmt.Errorf("--sample %s: there are %s", c.Sample, strings.Join(detections.Samples(), ", "))}
		}
		return detections.SampleRule(c.Sample)
	case c.Rule == "":
		return nil, usageError{fmt.Errorf("give a rule file, or --sample NAME")}
	}
	return detections.Load(c.Rule)
}

func printFindings(std streams, rule *detections.Rule, rows []goshawk.Row) error {
	if rule.Risk == nil {
		return fmt.Errorf("%s: the rule has no rba block", rule.File)
	}
	enc := json.NewEncoder(std.out)
	enc.SetEscapeHTML(false)
	for _, row := range rows {
		for _, f := range rule.Findings(row) {
			if err := enc.Encode(f); err != nil {
				return err
			}
		}
	}
	return nil
}
