package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/output"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// dotCommand is a command of the prompt itself.
type dotCommand struct {
	name, args, help string
	run              func(s *session, ctx context.Context, rest string) error
}

// dotCommands lists the commands as .help prints them. It is a function, for
// .help is one of them.
func dotCommands() []dotCommand {
	return []dotCommand{
		{".help", "[FUNCTION]", "this list, or what a function does", (*session).help},
		{".lang", "kql|spl", "change the language (.kql and .spl do the same)", (*session).setLang},
		{".tables", "", "the tables that are bound", func(s *session, ctx context.Context, _ string) error { return s.schema(ctx, true, "") }},
		{".schema", "[TABLE]", "a table's columns", func(s *session, ctx context.Context, of string) error { return s.schema(ctx, false, of) }},
		{".load", "NAME=FILE[,key=value...]", "bind a table to a file or glob, as -d does", (*session).load},
		{".run", "FILE", "run the query in a file", (*session).runFile},
		{".macros", "[FILE|DIR]", "the SPL macros there are, or add some", (*session).macros},
		{".lookup", "[NAME=FILE]", "the SPL lookups there are, or bind one", (*session).lookup},
		{".explain", "[QUERY]", "the plan of a query; without one, of the last", func(s *session, ctx context.Context, text string) error { return s.explain(ctx, text, false) }},
		{".analyze", "[QUERY]", "run a query, show its plan with rows and times", func(s *session, ctx context.Context, text string) error { return s.explain(ctx, text, true) }},
		{".mode", "[FORMAT]", "table, wide, vertical, json, ndjson, csv or markdown", (*session).mode},
		{".rows", "[N]", "how many rows of a table are shown; 0 is all", (*session).rows},
		{".render", "[WHERE]", "where to draw: auto, none, terminal, svg=FILE, html=FILE", (*session).render},
		{".timer", "[on|off]", "print how long queries take", (*session).setTimer},
		{".quit", "", "leave, as Ctrl-D does", nil},
	}
}

func (s *session) command(ctx context.Context, line string) error {
	word, rest, _ := strings.Cut(strings.TrimSuffix(line, ";"), " ")
	if word == ".kql" || word == ".spl" {
		word, rest = ".lang", word[1:]
	}
	var names []string
	for _, c := range dotCommands() {
		if c.name == word {
			return c.run(s, ctx, strings.TrimSpace(rest))
		}
		names = append(names, c.name)
	}
	if near := source.Nearest(word, names); near != "" {
		return fmt.Errorf("there is no %s; did you mean %s?", word, near)
	}
	return fmt.Errorf("there is no %s; .help lists the commands", word)
}

func (s *session) help(_ context.Context, name string) error {
	if name != "" {
		return s.helpFunction(strings.TrimSuffix(name, "("))
	}
	fmt.Fprintln(s.std.out, "A query ends with an empty line, or with a semicolon at the end of a line (one after let goes on).")
	if s.interactive {
		fmt.Fprintln(s.std.out, "Tab completes, Ctrl-R searches the history, Ctrl-C drops a line or ends a query, Ctrl-D leaves.")
	}
	for _, c := range dotCommands() {
		fmt.Fprintf(s.std.out, "%-32s %s\n", strings.TrimSpace(c.name+" "+c.args), c.help)
	}
	return nil
}

// helpFunction tells what the catalog says of a function.
func (s *session) helpFunction(name string) error {
	catalog := functions.KQL()
	if s.lang == goshawk.SPL {
		catalog = functions.SPL()
	}
	found := false
	if f := catalog.Scalar(name); f != nil {
		fmt.Fprintf(s.std.out, "%s(%s)\n  %s\n", name, f.Args, f.Doc)
		found = true
	}
	if a := catalog.Aggregate(name); a != nil {
		fmt.Fprintf(s.std.out, "%s(%s)  (an aggregate)\n  %s\n", name, a.Args, a.Doc)
		found = true
	}
	if found {
		return nil
	}
	if near := source.Nearest(name, append(catalog.Scalars(), catalog.Aggregates()...)); near != "" {
		return fmt.Errorf("there is no function %s; did you mean %s?", name, near)
	}
	return fmt.Errorf("there is no function %s", name)
}

func (s *session) setLang(_ context.Context, lang string) error {
	switch l := goshawk.Language(strings.ToLower(lang)); l {
	case goshawk.KQL, goshawk.SPL:
		s.lang = l
	case "":
		fmt.Fprintln(s.std.out, s.lang)
	default:
		return fmt.Errorf("languages: kql spl")
	}
	return nil
}

func (s *session) schema(ctx context.Context, names bool, of string) error {
	db, err := s.engine(ctx)
	if err != nil {
		return err
	}
	tables := db.Tables()
	all := slices.Sorted(maps.Keys(tables))
	if of != "" && tables[of] == nil {
		return fmt.Errorf("there is no table %s; there are %s", of, strings.Join(all, ", "))
	}
	for _, n := range all {
		switch {
		case names:
			fmt.Fprintln(s.std.out, output.Visible(n))
		case s.interactive && (of == "" || of == n):
			s.columns(n, tables[n])
		case of == "" || of == n:
			fmt.Fprintln(s.std.out, output.Visible(n), output.Visible(tables[n].Schema().String()))
		}
	}
	return nil
}

// columns prints a table's columns below each other.
func (s *session) columns(name string, t table.Source) {
	fmt.Fprintln(s.std.out, output.Visible(name))
	wide := 0
	for _, f := range t.Schema().Fields() {
		wide = max(wide, output.Width(output.Visible(f.Name)))
	}
	for _, f := range t.Schema().Fields() {
		name := output.Visible(f.Name)
		fmt.Fprintf(s.std.out, "  %s%s  %s\n", name, strings.Repeat(" ", wide-output.Width(name)), f.Type)
	}
}

// add gives the command line one more flag and makes the engines anew; if that
// fails, everything stays as it was.
func (s *session) add(ctx context.Context, flags *[]string, value string) error {
	before, engines := *flags, s.engines
	*flags = append(slices.Clone(before), value)
	s.engines = map[goshawk.Language]*goshawk.Engine{}
	if _, err := s.engine(ctx); err != nil {
		*flags, s.engines = before, engines
		return err
	}
	return nil
}

func (s *session) load(ctx context.Context, binding string) error {
	if !strings.Contains(binding, "=") {
		return fmt.Errorf(".load takes NAME=FILE")
	}
	return s.add(ctx, &s.c.Data, binding)
}

func (s *session) macros(ctx context.Context, path string) error {
	if path != "" {
		return s.add(ctx, &s.c.Macros, path)
	}
	return s.list(ctx, (*goshawk.Engine).MacroNames)
}

func (s *session) lookup(ctx context.Context, binding string) error {
	if binding != "" {
		return s.add(ctx, &s.c.Lookup, binding)
	}
	return s.list(ctx, (*goshawk.Engine).LookupNames)
}

// list prints names that only searches have.
func (s *session) list(ctx context.Context, names func(*goshawk.Engine) []string) error {
	lang := s.lang
	s.lang = goshawk.SPL
	db, err := s.engine(ctx)
	s.lang = lang
	if err != nil {
		return err
	}
	for _, n := range names(db) {
		fmt.Fprintln(s.std.out, output.Visible(n))
	}
	return nil
}

func (s *session) runFile(ctx context.Context, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lang := s.lang
	defer func() { s.lang = lang }()
	s.lang = language("", file, string(data))
	s.last = string(data)
	return s.run(ctx, s.last)
}

func (s *session) explain(ctx context.Context, text string, run bool) error {
	if text == "" {
		text = s.last
	}
	if text == "" {
		return fmt.Errorf("give a query, or run one first")
	}
	q, err := s.compile(ctx, text)
	if err != nil {
		return err
	}
	if run {
		return analyze(ctx, s.std, q, s.c.layout(s.std.out), s.opts)
	}
	_, err = fmt.Fprint(s.std.out, q.Explain())
	return err
}

// modes are the formats, and the ways of tables beside the usual one.
func modes() []string { return append(slices.Clone(output.Formats), "wide", "vertical") }

func (s *session) mode(_ context.Context, mode string) error {
	if !slices.Contains(modes(), mode) {
		fmt.Fprintf(s.std.out, "formats: %s\n", strings.Join(modes(), " "))
		return nil
	}
	f := &s.c.showFlags
	f.Output, f.Wide, f.Vertical = mode, mode == "wide", mode == "vertical"
	if f.Wide || f.Vertical {
		f.Output = "table"
	}
	return nil
}

func (s *session) rows(_ context.Context, text string) error {
	if text == "" {
		fmt.Fprintln(s.std.out, s.c.Limit)
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return fmt.Errorf(".rows %s: want a number", text)
	}
	s.c.Limit = n
	return nil
}

func (s *session) render(_ context.Context, where string) error {
	format, file, _ := strings.Cut(where, "=")
	switch {
	case where == "auto":
		s.c.Render = nil
	case where == "none", where == "terminal", (format == "svg" || format == "html") && file != "":
		s.c.Render = []string{where}
	default:
		return fmt.Errorf("charts are drawn at: auto none terminal svg=FILE html=FILE")
	}
	return nil
}

func (s *session) setTimer(_ context.Context, on string) error {
	switch on {
	case "on", "off":
		s.timer = on == "on"
	case "":
		s.timer = !s.timer
	default:
		return fmt.Errorf(".timer on, or .timer off")
	}
	fmt.Fprintf(s.std.out, "timer %s\n", map[bool]string{true: "on", false: "off"}[s.timer])
	return nil
}
