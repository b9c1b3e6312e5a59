package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// usageError is a mistake on the command line rather than in a query.
type usageError struct{ error }

// errFailed says that the command has already told what failed.
var errFailed = errors.New("failed")

// report prints an error as people read it, and gives the exit code.
func report(w io.Writer, err error) int {
	var usage usageError
	switch found := source.Errors(err); {
	case errors.Is(err, errFailed):
		return 1
	case errors.As(err, &usage):
		fmt.Fprintln(w, "goshawk:", err)
		return 2
	case len(found) > 0:
		for _, e := range found {
			printError(w, e)
		}
	default:
		fmt.Fprintln(w, "goshawk:", err)
	}
	return 1
}

func printError(w io.Writer, e *goshawk.Error) {
	fmt.Fprintf(w, "%s [%s %s]\n", e.Error(), e.Kind, e.Code)
	if caret := e.Caret(); caret != "" {
		fmt.Fprintln(w, caret)
	}
}

// printWarnings tells what a result lacks.
func printWarnings(w io.Writer, list []string) {
	for _, s := range list {
		fmt.Fprintln(w, "warning:", s)
	}
}

// printReport tells what the readers left out; nothing is lost silently.
func printReport(w io.Writer, r table.Report) {
	if len(r.Unlisted) > 0 {
		names := make([]string, len(r.Unlisted))
		for i, name := range r.Unlisted {
			names[i] = output.Visible(name)
		}
		fmt.Fprintf(w, "goshawk: records have fields that the beginning of the input and samples of the rest do not show, so that they are no columns: %s\n", strings.Join(names, ", "))
	}
	if r.Count() == 0 {
		return
	}
	fmt.Fprintf(w, "goshawk: %s\n", r.String())
	for _, p := range r.Problems {
		if p.Line > 0 {
			fmt.Fprintf(w, "  %s:%d: %s\n", p.File, p.Line, output.Visible(p.Reason))
		} else {
			fmt.Fprintf(w, "  %s: %s\n", p.File, output.Visible(p.Reason))
		}
	}
	if more := r.Count() - int64(len(r.Problems)); more > 0 {
		fmt.Fprintf(w, "  and %d more\n", more)
	}
}
