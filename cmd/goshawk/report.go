package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	reports "github.com/goshawk-lang/goshawk/detections/report"
)

// reportFlags are the flags of commands that report on rules.
type reportFlags struct {
	Output  string   `short:"o" enum:"text,github,json,junit,markdown,sarif" default:"text" help:"What is printed: text, github (annotations), json, junit, markdown or sarif."`
	Reports []string `name:"report" placeholder:"FORMAT=FILE" sep:"none" help:"Write a report to a file as well, in one of these formats; may be repeated."`
	NoTimes bool     `name:"no-times" help:"Leave times out of reports, so that the same input gives the same bytes."`
}

// check finds mistakes in the flags before anything runs.
func (f *reportFlags) check() error {
	for _, flag := range f.Reports {
		format, file, ok := strings.Cut(flag, "=")
		if !ok || file == "" || !slices.Contains(reports.Formats(), format) {
			return usageError{fmt.Errorf("--report %s: want FORMAT=FILE with one of the formats %s", flag, strings.Join(reports.Formats(), ", "))}
		}
	}
	return nil
}

// write prints the report, as text writes it or in the format asked for, and
// writes the files asked for.
func (f *reportFlags) write(std streams, rep *reports.Report, text func(io.Writer, *reports.Report) error) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.NoTimes {
		rep = rep.WithoutTimes()
	}
	for _, flag := range f.Reports {
		format, file, _ := strings.Cut(flag, "=")
		if err := writeReport(file, format, rep); err != nil {
			return err
		}
	}
	if f.Output == "text" {
		return text(std.out, rep)
	}
	return reports.Write(std.out, f.Output, rep)
}

func writeReport(file, format string, rep *reports.Report) (err error) {
	w, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() {
		if closed := w.Close(); err == nil {
			err = closed
		}
	}()
	return reports.Write(w, format, rep)
}

// version is the program's own, where it was built from a released module.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || !strings.HasPrefix(info.Main.Version, "v") || strings.HasSuffix(info.Main.Version, "+dirty") {
		return ""
	}
	return info.Main.Version
}

// build says which program this is, also where it is no released one.
func build() string {
	if v := version(); v != "" {
		return "goshawk " + v
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return "goshawk built from " + s.Value
			}
		}
	}
	return "goshawk, no released version"
}
