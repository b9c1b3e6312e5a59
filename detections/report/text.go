package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Text is what there is to say about a test that did not pass: what went
// wrong, what was expected and what came, how the rows differ, and where they
// died. Lines end in line feeds, the last one in none.
func (t *Test) Text() string {
	var b strings.Builder
	b.WriteString(t.Message)
	if t.Expected != "" {
		b.WriteString("\nexpected: " + t.Expected)
	}
	if t.Got != "" {
		b.WriteString("\ngot:      " + t.Got)
	}
	if t.Diff != "" {
		b.WriteString("\n" + strings.TrimRight(t.Diff, "\n"))
	}
	if len(t.Stages) > 0 {
		b.WriteString("\n")
		t.writeStages(&b)
	}
	if t.Miss != nil {
		t.Miss.write(&b)
	}
	return strings.TrimRight(b.String(), "\n")
}

func (t *Test) writeStages(b *strings.Builder) {
	width := len("rows")
	for _, s := range t.Stages {
		width = max(width, len(fmt.Sprint(s.Rows)))
	}
	fmt.Fprintf(b, "%*s  line  stage\n", width, "rows")
	for i, s := range t.Stages {
		mark := ""
		if t.Died != nil && *t.Died == i {
			mark = "   <- no rows from here on"
		}
		line := ""
		if s.Place.Line > 0 && s.Place.File == t.Stages[0].Place.File {
			line = fmt.Sprint(s.Place.Line)
		}
		fmt.Fprintf(b, "%*d  %4s  %s%s\n", width, s.Rows, line, short(s.Text), mark)
	}
}

func (m *Miss) write(b *strings.Builder) {
	what := "none of the rows meets"
	if len(m.Conditions) > 1 {
		what = "none of the rows meets all of"
	}
	fmt.Fprintf(b, "%s came to that stage; %s its %s:\n", count(int(m.Rows), "row"), what, plural(len(m.Conditions), "condition"))
	for _, c := range m.Conditions {
		mark := " "
		if c.Nearest {
			mark = "*"
		}
		fmt.Fprintf(b, "  %s fails for %d of %d: %s\n", mark, c.Failing, m.Rows, short(c.Text))
	}
	if len(m.Nearest) == 0 {
		return
	}
	b.WriteString("nearest row, which fails those marked *:\n")
	width := 0
	for _, c := range m.Nearest {
		width = max(width, utf8.RuneCountInString(c.Name))
	}
	for _, c := range m.Nearest {
		fmt.Fprintf(b, "  %s%s  %s\n", c.Name, strings.Repeat(" ", width-utf8.RuneCountInString(c.Name)), short(c.Value))
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return what
	}
	return what + "s"
}

// maxLine is how many code points of a stage or a value are printed.
const maxLine = 100

// short is a text on one line, cut to a length.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= maxLine {
		return s
	}
	return string([]rune(s)[:maxLine-1]) + "…"
}
