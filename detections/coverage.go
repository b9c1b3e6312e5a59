package detections

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk/detections/report"
	"github.com/goshawk-lang/goshawk/internal/pattern"
)

// Want is something that rules lack, with how many of them do.
type Want struct {
	What  string
	Rules int
	// Stops says that they cannot run without it.
	Stops bool
}

// Wanted lists what the rules of a check lack, what most of them lack first.
// A rule that lacks two things counts for both.
func Wanted(r *report.Report) []Want {
	counts := map[Want]int{}
	for _, rule := range r.Rules {
		seen := map[Want]bool{}
		for _, f := range rule.Findings {
			w := Want{What: want(f), Stops: f.Level == report.Error}
			if w.What != "" && !seen[w] {
				seen[w] = true
				counts[w]++
			}
		}
	}
	var all []Want
	for w, n := range counts {
		w.Rules = n
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b Want) int {
		if a.Rules != b.Rules {
			return b.Rules - a.Rules
		}
		return strings.Compare(a.What, b.What)
	})
	return all
}

var quotedName = pattern.Lazy("[\"`]([^\"`]*)[\"`]")

// want names what a finding says is lacking; empty for advice.
func want(f report.Finding) string {
	name := ""
	if m := quotedName().FindStringSubmatch(f.Message); m != nil {
		name = " " + m[1]
	}
	switch f.Code {
	case "file":
		return "a rule in the file"
	case CodeNoLookup:
		return "lookup" + name
	case CodeNoModel:
		return "data model" + name
	case CodeNoWatchlist:
		return "watchlist" + name
	case CodeNoSchema:
		return "schema of the table" + name
	case "GH204": // of the SPL parser and the KQL binder
		if strings.HasPrefix(f.Message, "macro ") {
			return "macro" + name
		}
	}
	switch {
	case f.Level != report.Error:
		return ""
	case f.Kind == "unsupported":
		what := strings.ReplaceAll(f.Message, `"`, "")
		what, _, _ = strings.Cut(what, " is not supported")
		return what
	case f.Kind == "syntax":
		return "corrected syntax"
	case f.Code == "KS142":
		return "corrected names of columns"
	}
	return "corrections"
}

// Coverage tells how many rules of a check run, what the others need, and what
// all of them want to be given besides.
func Coverage(r *report.Report) []string {
	good := 0
	for _, rule := range r.Rules {
		if rule.Status == report.Passed {
			good++
		}
	}
	line := fmt.Sprintf("%d of %d rules run", good, len(r.Rules))
	wanted := Wanted(r)
	if good < len(r.Rules) {
		line += fmt.Sprintf("; %d need: %s", len(r.Rules)-good, listed(wanted, true))
	}
	if given := listed(wanted, false); given != "" {
		return []string{line, "to be given with their data: " + given}
	}
	return []string{line}
}

// mostWanted is how many things a line of the coverage lists.
const mostWanted = 10

func listed(wanted []Want, stops bool) string {
	var parts []string
	more := 0
	for _, w := range wanted {
		switch {
		case w.Stops != stops:
		case len(parts) == mostWanted:
			more++
		default:
			parts = append(parts, fmt.Sprintf("%s (%d)", w.What, w.Rules))
		}
	}
	if more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return strings.Join(parts, ", ")
}
