package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
)

// analyze runs a query and tells what each stage of its plan did.
func analyze(ctx context.Context, std streams, q *goshawk.Query, l output.Layout, opts []goshawk.RunOption) error {
	var p goshawk.Profile
	start := time.Now()
	res, err := q.Run(ctx, append(opts[:len(opts):len(opts)], goshawk.WithProfile(&p))...)
	if err != nil {
		return err
	}
	defer res.Close()
	var rows int64
	for b, err := range res.Batches() {
		if err != nil {
			return err
		}
		rows += int64(b.Len())
	}
	took := time.Since(start)
	printReport(std.err, res.Report())
	printWarnings(std.err, res.Warnings())
	if err := drawStages(std.out, l, p.Stages()); err != nil {
		return err
	}
	return l.Note(std.out, fmt.Sprintf("%s in %s", counted(rows, "row"), took.Round(10*time.Microsecond)))
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return output.Grouped(n) + " " + what + "s"
}

// shareBar is how long the bar of the stage is that took all the time.
const shareBar = 8

// drawStages draws a plan as a tree, the last operator first: the rows that
// left each stage, how long it worked, with a bar for its share of all work,
// and below it the forms of its columns. The first stage that let no row pass
// is marked.
func drawStages(w io.Writer, l output.Layout, stages []goshawk.Stage) error {
	out := bufio.NewWriter(w)
	faint := func(s string) string {
		if l.Color {
			return "\x1b[2m" + s + "\x1b[0m"
		}
		return s
	}
	var all time.Duration
	wide := len("rows")
	for _, s := range stages {
		all += s.Time
		wide = max(wide, len(output.Grouped(s.Rows)))
	}
	fmt.Fprintln(out, faint(fmt.Sprintf("%*s %9s  %-*s  plan", wide, "rows", "time", shareBar, "share")))
	dried := driedUp(stages)
	left := wide + 1 + 9 + 2 + shareBar + 2
	for i, s := range stages {
		tree := ""
		if s.Depth > 0 {
			tree = strings.Repeat("   ", s.Depth-1) + "└─ "
		}
		plan := tree + output.Visible(s.Plan)
		if l.Width > 0 && !l.Wide {
			plan = output.Shorten(plan, max(l.Width-left, 20))
		}
		if i == dried {
			mark := "  <- no row passes"
			if l.Color {
				mark = "\x1b[31m" + mark + "\x1b[0m"
			}
			plan += mark
		}
		bar := 0
		if all > 0 {
			bar = int((s.Time*shareBar + all/2) / all)
		}
		fmt.Fprintf(out, "%*s %9s  %s%s  %s\n", wide, output.Grouped(s.Rows), s.Time.Round(10*time.Microsecond), strings.Repeat("█", bar), strings.Repeat(" ", shareBar-bar), plan)
		if forms := s.Forms(); forms != "" {
			forms = strings.Repeat(" ", left+3*s.Depth) + output.Visible(forms)
			if l.Width > 0 && !l.Wide {
				forms = output.Shorten(forms, max(l.Width, 40))
			}
			fmt.Fprintln(out, faint(forms))
		}
	}
	return out.Flush()
}

// driedUp is the first stage, in the way of the rows, that got rows and let
// none pass; -1 where there is none.
func driedUp(stages []goshawk.Stage) int {
	for i := len(stages) - 2; i >= 0; i-- {
		if below := stages[i+1]; below.Depth > stages[i].Depth && below.Rows > 0 && stages[i].Rows == 0 {
			return i
		}
	}
	return -1
}
