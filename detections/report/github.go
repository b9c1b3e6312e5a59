package report

import (
	"bufio"
	"fmt"
	"strings"
)

// commands are GitHub's names of the levels.
var commands = map[Level]string{Error: "error", Warning: "warning", Note: "notice"}

// writeGitHub writes workflow commands, which GitHub shows beside the lines of
// a change. A failed test stands at the stage of the query where its rows died.
func writeGitHub(w *bufio.Writer, r *Report) error {
	for i := range r.Rules {
		rule := &r.Rules[i]
		for _, f := range rule.Findings {
			annotate(w, commands[f.Level], f.Place, f.Code, f.Message)
		}
		for k := range rule.Tests {
			t := &rule.Tests[k]
			switch t.Status {
			case Failed, Errored:
				annotate(w, "error", t.at(rule), "test "+t.Name, t.Text())
			case Skipped:
				annotate(w, "notice", t.at(rule), "test "+t.Name, "skipped: "+t.Message)
			}
		}
	}
	return nil
}

// at is where in the rule a failure belongs: where it went wrong, or else the
// query.
func (t *Test) at(rule *Rule) Place {
	if t.Cause != nil {
		return *t.Cause
	}
	return rule.Place
}

var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func annotate(w *bufio.Writer, command string, at Place, title, message string) {
	fmt.Fprintf(w, "::%s file=%s", command, escapeProperty.Replace(at.File))
	if at.Line > 0 {
		fmt.Fprintf(w, ",line=%d", at.Line)
		// GitHub takes columns only within one line.
		if at.EndLine > at.Line {
			fmt.Fprintf(w, ",endLine=%d", at.EndLine)
		} else if at.Column > 0 {
			fmt.Fprintf(w, ",col=%d", at.Column)
			if at.EndColumn > at.Column {
				fmt.Fprintf(w, ",endColumn=%d", at.EndColumn)
			}
		}
	}
	fmt.Fprintf(w, ",title=%s::%s\n", escapeProperty.Replace(title), escapeData.Replace(message))
}
