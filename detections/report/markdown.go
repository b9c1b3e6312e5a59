package report

import (
	"bufio"
	"fmt"
	"strings"
)

var marks = map[Status]string{Passed: "✅", Failed: "❌", Errored: "❌", Skipped: "⏭️"}

// writeMarkdown writes a summary as a build server's page shows it: the counts,
// a table of the rules, and what is to be said about those that did not pass.
func writeMarkdown(w *bufio.Writer, r *Report) error {
	fmt.Fprintf(w, "# goshawk %s\n\n", r.Command)
	for _, line := range r.Lines() {
		fmt.Fprintf(w, "- %s\n", escapeMarkdown(line))
	}
	if len(r.Rules) > 0 {
		w.WriteString("\n| | rule | file | tests | samples |\n|---|---|---|---|---|\n")
	}
	for i := range r.Rules {
		rule := &r.Rules[i]
		passed := 0
		for _, t := range rule.Tests {
			if t.Status == Passed {
				passed++
			}
		}
		tests := ""
		if len(rule.Tests) > 0 {
			tests = fmt.Sprintf("%d of %d passed", passed, len(rule.Tests))
		}
		fmt.Fprintf(w, "| %s | %s | `%s` | %s | %s |\n", marks[rule.Status], escapeMarkdown(rule.Title()), rule.Place.File, tests, rule.Coverage)
	}
	for i := range r.Rules {
		markdownRule(w, &r.Rules[i])
	}
	return nil
}

// Title is what people call the rule: its name, or else its file.
func (r *Rule) Title() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Place.File
}

func markdownRule(w *bufio.Writer, rule *Rule) {
	var lines []string
	for _, f := range rule.Findings {
		lines = append(lines, fmt.Sprintf("- %s `%s`: %s (`%s`)", f.Level, f.Code, escapeMarkdown(f.Message), f.Place))
	}
	for k := range rule.Tests {
		t := &rule.Tests[k]
		switch t.Status {
		case Skipped:
			lines = append(lines, fmt.Sprintf("- skipped **%s**: %s", escapeMarkdown(t.Name), escapeMarkdown(t.Message)))
		case Failed, Errored:
			text := t.Text()
			fence := "```"
			for strings.Contains(text, fence) {
				fence += "`"
			}
			lines = append(lines, fmt.Sprintf("- %s **%s** (`%s`)\n\n  %stext\n  %s\n  %s", t.Status, escapeMarkdown(t.Name), t.Place,
				fence, strings.ReplaceAll(text, "\n", "\n  "), fence))
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n## %s\n\n%s\n", escapeMarkdown(rule.Title()), strings.Join(lines, "\n"))
	}
}

var markdownEscapes = strings.NewReplacer("\r", "", "\n", " ", "\\", `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", "|", `\|`)

func escapeMarkdown(s string) string { return markdownEscapes.Replace(s) }
