package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	reports "github.com/goshawk-lang/goshawk/detections/report"
)

type checkCommand struct {
	dataFlags
	reportFlags
	Quiet bool     `short:"q" help:"Leave warnings out of the lines printed: only what keeps a rule from running."`
	Paths []string `arg:"" help:"Rule files (.yaml, .yml), query files (.kql, .spl), or folders of them."`
}

// Run checks every rule, prints a line for each finding, and ends with how
// many of the rules run and what the others need.
func (c *checkCommand) Run(ctx context.Context, std streams) error {
	if err := c.check(); err != nil {
		return err
	}
	checker, err := c.checker(ctx, std)
	if err != nil {
		return err
	}
	pack, err := findRules(c.Paths)
	if err != nil {
		return err
	}
	rep := checker.Run(pack)
	rep.Version = version()
	if err := c.write(std, rep, c.lines); err != nil {
		return err
	}
	if rep.Status() != reports.Passed {
		return errFailed
	}
	return nil
}

// findRules reads the rules of files and folders; that there are none is a
// mistake on the command line.
func findRules(paths []string) (*detections.Pack, error) {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.ToSlash(p)
	}
	pack, err := detections.Find(hostFS{}, names...)
	if err == nil && len(pack.Suites) == 0 {
		err = fmt.Errorf("there are no rules in %s", strings.Join(paths, ", "))
	}
	if err != nil {
		return nil, usageError{err}
	}
	return pack, nil
}

// checker makes the engines of the rules. Lookups and macros are what they
// have, those that lie beside a rule included; a table of -d gives its columns.
func (c *checkCommand) checker(ctx context.Context, std streams) (*detections.Checker, error) {
	engines := c.contentEngines(ctx, std.in)
	for _, lang := range []goshawk.Language{goshawk.KQL, goshawk.SPL} { // what is wrong with flags is told once
		if _, err := engines(&detections.Rule{Language: lang}); err != nil {
			return nil, err
		}
	}
	known, err := c.schemas()
	return &detections.Checker{Engine: engines, Schemas: known}, err
}

// lines prints what was found, a line each, and the coverage.
func (c *checkCommand) lines(w io.Writer, rep *reports.Report) error {
	for _, rule := range rep.Rules {
		for _, f := range rule.Findings {
			if c.Quiet && f.Level != reports.Error {
				continue
			}
			kind := f.Kind
			if f.Level == reports.Warning {
				kind = "warning"
			}
			at := f.Place.File
			if f.Place.Line > 0 {
				at = fmt.Sprintf("%s:%d:%d", at, f.Place.Line, f.Place.Column)
			}
			if _, err := fmt.Fprintf(w, "%s: %s [%s]\n", at, f.Message, strings.TrimSpace(kind+" "+f.Code)); err != nil {
				return err
			}
		}
	}
	for _, note := range rep.Notes {
		if _, err := fmt.Fprintln(w, note); err != nil {
			return err
		}
	}
	return nil
}
