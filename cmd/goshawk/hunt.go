package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/hunt"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

type huntCommand struct {
	dataFlags
	runFlags
	Map      []string `name:"map" placeholder:"PATTERN=TABLE[,key=value...]" sep:"none" help:"What the files that fit a pattern are: a table, or with sourcetype=... events. Keys as of -d. Without it names and columns tell."`
	Timeline []string `placeholder:"FILE" help:"Write all hits by time to a .csv, .json or .html file; may be repeated."`
	Output   string   `short:"o" enum:"table,json,ndjson,csv,markdown" default:"table" help:"Output format of the list of rules."`
	All      bool     `short:"a" help:"List the rules without hits too, and why some did not run."`
	Keep     int      `name:"keep" default:"200" help:"Rows kept of each rule for the timeline; all are counted."`
	Budget   int64    `name:"budget" placeholder:"BYTES" default:"524288000" help:"How much may be kept for the rules that read a table more than once; for those that want more files are read again."`
	Pack     string   `arg:"" help:"A folder of rules, or one rule."`
	Logs     string   `arg:"" name:"data" help:"A folder of logs."`
}

// huntHeap is what a hunt may take beside what it keeps before garbage is
// collected more often than usual.
const huntHeap = 250 << 20

// Run hunts, and lists the rules that hit.
func (c *huntCommand) Run(ctx context.Context, std streams) error {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(c.Budget + huntHeap)
	}
	opts, err := c.huntOptions(ctx, std)
	if err != nil {
		return err
	}
	pack, err := findRules([]string{c.Pack})
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.Logs); err != nil || !info.IsDir() {
		return usageError{fmt.Errorf("%s is not a folder", c.Logs)}
	}
	for _, file := range c.Timeline {
		if !slices.Contains(hunt.Formats, strings.TrimPrefix(filepath.Ext(file), ".")) {
			return usageError{fmt.Errorf("--timeline %s: the file's name ends in .csv, .html or .json", file)}
		}
	}
	line := newProgress(std.err)
	opts.Progress = func(p hunt.Progress) {
		if p.AllRules > 0 {
			line.show(int64(p.Rules), int64(p.AllRules), "rules", p.Doing)
			return
		}
		line.show(p.Bytes>>20, p.Total>>20, "MB", output.Grouped(p.Rows)+" rows  "+withLeft(p.Left, p.Doing))
	}
	res, err := hunt.Run(ctx, pack, os.DirFS(c.Logs), opts)
	line.clear()
	if err != nil {
		return err
	}
	for _, file := range c.Timeline {
		if err := writeTimeline(file, res); err != nil {
			return err
		}
	}
	if err := c.list(std, res); err != nil {
		return err
	}
	c.summary(std, res)
	if res.Interrupted {
		return errFailed
	}
	return nil
}

func (c *huntCommand) huntOptions(ctx context.Context, std streams) (o hunt.Options, err error) {
	if o.Run, err = c.runFlags.options(); err != nil {
		return o, err
	}
	if o.Schemas, err = c.schemas(); err != nil {
		return o, err
	}
	if o.Config, err = c.config(goshawk.SPL); err != nil {
		return o, err
	}
	o.Engine, o.MaxRows, o.Memory = c.contentEngines(ctx, std.in), c.Keep, c.Budget
	for _, flag := range c.Map {
		b, err := parseBinding(flag)
		if err != nil {
			return o, err
		}
		// A binding is NAME=FILE; here the pattern comes first.
		m := hunt.Mapping{Pattern: b.name, Table: b.file}
		if m.Options, err = b.options(); err != nil {
			return o, err
		}
		m.Options.Name, m.Options.Strict = m.Table, c.Strict
		if b.events.Sourcetype != "" {
			m.Events = &b.events
		}
		o.Maps = append(o.Maps, m)
	}
	return o, nil
}

func writeTimeline(file string, res *hunt.Result) (err error) {
	w, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() {
		if closed := w.Close(); err == nil {
			err = closed
		}
	}()
	return res.WriteTimeline(w, strings.TrimPrefix(filepath.Ext(file), "."))
}

// list prints a line for each rule that hit, or for every rule.
func (c *huntCommand) list(std streams, res *hunt.Result) error {
	names := []string{"Rule", "Hits", "First", "Last"}
	if c.All {
		names = append(names, "Status", "File")
	}
	var rows [][]table.Value
	for _, h := range res.Rules {
		if h.Count == 0 && !c.All {
			continue
		}
		first, last := h.Span()
		row := []table.Value{table.StringValue(h.Name()), table.LongValue(h.Count), timeValue(first), timeValue(last)}
		if c.All {
			row = append(row, table.StringValue(status(h)), table.StringValue(h.File))
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b []table.Value) int { return int(b[1].Int() - a[1].Int()) })
	return printRows(std, c.Output, names, rows)
}

func timeValue(t time.Time) table.Value {
	if t.IsZero() {
		return table.Value{}
	}
	return table.DateTimeValue(table.FromTime(t))
}

// status says in a few words how a rule ended.
func status(h *hunt.Hit) string {
	switch {
	case len(h.Missing) > 0:
		return "no data: " + strings.Join(h.Missing, ", ")
	case h.Err != nil:
		if list := source.Errors(h.Err); len(list) > 0 {
			return list[0].Message
		}
		return h.Err.Error()
	case h.Alone:
		return "ran by itself"
	}
	return "ran"
}

// summary tells what was read and which rules did not run.
func (c *huntCommand) summary(std streams, res *hunt.Result) {
	hits, ran, noData, failed := 0, 0, 0, 0
	for _, h := range res.Rules {
		switch {
		case len(h.Missing) > 0:
			noData++
		case h.Err != nil && !errors.Is(h.Err, context.Canceled):
			failed++
		default:
			ran++
		}
		if h.Count > 0 {
			hits++
		}
	}
	unread := 0
	for _, f := range res.Files {
		if f.By == "" {
			unread++
		}
	}
	fmt.Fprintf(std.err, "goshawk: %d of %d rules hit; %d ran, %d lack data, %d failed (-a lists them)\n", hits, len(res.Rules), ran, noData, failed)
	fmt.Fprintf(std.err, "goshawk: %d MB in %d files, %d rows, %.1f s", res.Bytes>>20, len(res.Files)-unread, res.Rows, res.Seconds)
	if unread > 0 {
		fmt.Fprintf(std.err, "; %d files are of no table that rules read (--map tells)", unread)
	}
	fmt.Fprintln(std.err)
	if res.Interrupted {
		fmt.Fprintln(std.err, "goshawk: interrupted: the rules ran over what had been read; the list and the timeline are of that")
	}
	printReport(std.err, res.Report)
}
