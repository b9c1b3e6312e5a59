package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/table"
)

// showFlags are the flags of commands that print rows.
type showFlags struct {
	renderFlags
	Output   string `short:"o" enum:"table,json,ndjson,csv,markdown" default:"table" help:"Output format."`
	Wide     bool   `help:"Tables with every cell and column whole, however wide."`
	Vertical bool   `help:"Tables with each column on a line of its own, below each other."`
	Width    int    `placeholder:"COLUMNS" help:"The width that tables and charts are drawn for; the terminal's when absent."`
	// Limit is how many rows of a table are drawn on a terminal, and Hint how to
	// see more: the prompt's settings.
	Limit int    `kong:"-"`
	Hint  string `kong:"-"`
}

// layout is how tables are drawn on w: by the width of a terminal, with colors
// unless NO_COLOR says otherwise; and on anything else for files and pipes.
func (f *showFlags) layout(w io.Writer) output.Layout {
	l := output.Layout{Width: f.Width, Wide: f.Wide, Vertical: f.Vertical}
	if width, ok := terminal(w); ok {
		l.Footer, l.MaxRows, l.Hint = true, f.Limit, f.Hint
		l.Color = colors()
		if l.Width == 0 {
			l.Width = width
		}
	}
	return l
}

// terminal tells whether w is a terminal, and how wide.
func terminal(w io.Writer) (width int, ok bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return width, true
}

// colors tells whether terminals are to be coloured (https://no-color.org).
func colors() bool { return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" }

// print runs a query and writes its rows, or what they are drawn as. text is the
// query as written, for the page that shows it.
func (f *showFlags) print(ctx context.Context, std streams, q *goshawk.Query, text string, opts []goshawk.RunOption) error {
	pictures, err := f.pictures(std.out, q, text)
	if err != nil {
		return err
	}
	for _, w := range q.Warnings() {
		fmt.Fprintln(std.err, "warning:", w)
	}
	res, err := q.Run(ctx, opts...)
	if err != nil {
		return err
	}
	defer res.Close()
	told := func() {
		printReport(std.err, res.Report())
		printWarnings(std.err, res.Warnings())
	}
	batches, known := res.Batches(), res.Schema()
	if pictures != nil {
		tab, err := res.Table()
		told()
		told = func() {}
		if err != nil {
			return err
		}
		rows, err := pictures.draw(std, f.layout(std.out), tab)
		if err != nil || !rows {
			return err
		}
		known, batches = tab.Schema(), func(yield func(*table.Batch, error) bool) { yield(tab.Batch(), nil) }
	}
	if f.Output == "table" {
		_, err = output.WriteTable(std.out, f.layout(std.out), known, batches)
	} else {
		_, err = output.Write(std.out, f.Output, known, batches)
	}
	told()
	return err
}
