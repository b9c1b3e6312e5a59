package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
)

type queryCommand struct {
	dataFlags
	runFlags
	showFlags
	Lang    string `short:"l" enum:"kql,spl," default:"" help:"The language; otherwise the file's extension and the text decide."`
	File    string `short:"f" name:"file" help:"Read the query from a file."`
	Explain bool   `help:"Print the plan instead of rows: with the rows and time of each stage where -d gives data, which runs the query, else the plan alone."`
	Plan    bool   `help:"Print the plan alone, and run nothing."`
	Analyze bool   `help:"What --explain does with data, for queries that need none."`
	Bench   int    `placeholder:"N" help:"Load the tables into memory, run the query N times, print QUERYFILE RUN MS per run and no rows."`
	Text    string `arg:"" optional:"" name:"query" help:"The query."`
}

// Run runs the command.
func (c *queryCommand) Run(ctx context.Context, std streams) error {
	text := goshawk.Text{Query: c.Text, Name: c.File}
	switch {
	case c.File != "" && c.Text != "":
		return usageError{fmt.Errorf("give a query or -f FILE, not both")}
	case c.File != "":
		data, err := os.ReadFile(c.File)
		if err != nil {
			return err
		}
		text.Query = string(data)
	case c.Text == "":
		return usageError{fmt.Errorf("give a query, or -f FILE")}
	}
	opts, err := c.options()
	if err != nil {
		return err
	}
	lang := language(c.Lang, c.File, text.Query)
	db, err := c.engine(ctx, lang, std.in)
	if err != nil {
		return err
	}
	q, err := db.Compile(lang, text)
	if err != nil {
		return err
	}
	switch {
	case c.Plan, c.Explain && !c.Analyze && len(c.Data) == 0:
		_, err := fmt.Fprint(std.out, q.Explain())
		return err
	case c.Analyze, c.Explain:
		return analyze(ctx, std, q, c.layout(std.out), opts)
	case c.Bench > 0:
		return c.bench(ctx, std, db, q, text, opts)
	}
	return c.print(ctx, std, q, text.Query, opts)
}

// language decides which language a query is in.
func language(flag, file, text string) goshawk.Language {
	if flag != "" {
		return goshawk.Language(flag)
	}
	switch strings.ToLower(filepath.Ext(file)) {
	case ".kql", ".csl", ".kusto":
		return goshawk.KQL
	case ".spl":
		return goshawk.SPL
	}
	return goshawk.GuessLanguage(text)
}

// bench loads what the query reads into memory and times its runs.
func (c *queryCommand) bench(ctx context.Context, std streams, db *goshawk.Engine, q *goshawk.Query, text goshawk.Text, opts []goshawk.RunOption) error {
	warm, err := db.Loaded(ctx, q)
	if err != nil {
		return err
	}
	runtime.GC() // what loading left behind is not the runs' affair
	if q, err = warm.Compile(q.Language(), text); err != nil {
		return err
	}
	name := c.File
	if name == "" {
		name = "query"
	}
	for i := range c.Bench {
		start := time.Now()
		if _, err := q.Table(ctx, opts...); err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s %d %.3f\n", name, i+1, float64(time.Since(start).Microseconds())/1000)
	}
	return nil
}
