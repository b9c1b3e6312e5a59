package main

import (
	"bufio"
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/output"
)

type replCommand struct {
	dataFlags
	runFlags
	showFlags
	Lang string `short:"l" enum:"kql,spl" default:"kql" help:"The language to start with."`
}

const replHelp = `A query ends with an empty line or a semicolon at the end of a line.
.kql .spl          change the language
.tables            the tables that are bound
.schema TABLE      a table's columns
.explain QUERY     the plan of a query, on one line
.mode FORMAT       table, json, ndjson, csv or markdown
.quit              leave
`

// Run reads queries line by line until the input ends.
func (c *replCommand) Run(ctx context.Context, std streams) error {
	opts, err := c.options()
	if err != nil {
		return err
	}
	r := &repl{c: c, std: std, opts: opts, lang: goshawk.Language(c.Lang), engines: map[goshawk.Language]*goshawk.Engine{}}
	fmt.Fprintln(std.out, "goshawk: .help tells what there is")
	lines := bufio.NewScanner(std.in)
	lines.Buffer(nil, 4<<20)
	var query []string
	r.prompt(false)
	for lines.Scan() {
		line := lines.Text()
		switch trimmed := strings.TrimSpace(line); {
		case len(query) == 0 && trimmed == ".quit":
			return nil
		case len(query) == 0 && strings.HasPrefix(trimmed, "."):
			r.command(ctx, trimmed)
		case trimmed == "" && len(query) > 0:
			r.run(ctx, strings.Join(query, "\n"))
			query = nil
		case strings.HasSuffix(trimmed, ";"):
			r.run(ctx, strings.Join(append(query, line), "\n"))
			query = nil
		case trimmed != "":
			query = append(query, line)
		}
		r.prompt(len(query) > 0)
	}
	if len(query) > 0 {
		r.run(ctx, strings.Join(query, "\n"))
	}
	fmt.Fprintln(std.out)
	return lines.Err()
}

type repl struct {
	c       *replCommand
	std     streams
	opts    []goshawk.RunOption
	lang    goshawk.Language
	engines map[goshawk.Language]*goshawk.Engine
}

func (r *repl) prompt(more bool) {
	if more {
		fmt.Fprint(r.std.out, "...> ")
	} else {
		fmt.Fprintf(r.std.out, "%s> ", r.lang)
	}
}

func (r *repl) engine(ctx context.Context) (*goshawk.Engine, error) {
	if db := r.engines[r.lang]; db != nil {
		return db, nil
	}
	db, err := r.c.engine(ctx, r.lang, r.std.in)
	if err == nil {
		r.engines[r.lang] = db
	}
	return db, err
}

func (r *repl) compile(ctx context.Context, text string) (*goshawk.Query, error) {
	db, err := r.engine(ctx)
	if err != nil {
		return nil, err
	}
	if r.lang == goshawk.SPL {
		text = strings.TrimSuffix(strings.TrimSpace(text), ";")
	}
	return db.Compile(r.lang, goshawk.Text{Query: text})
}

func (r *repl) run(ctx context.Context, text string) {
	q, err := r.compile(ctx, text)
	if err == nil {
		err = r.c.print(ctx, r.std, q, text, r.opts)
	}
	if err != nil {
		report(r.std.out, err)
	}
}

func (r *repl) command(ctx context.Context, line string) {
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case ".kql", ".spl":
		r.lang = goshawk.Language(word[1:])
	case ".mode":
		for _, f := range output.Formats {
			if f == rest {
				r.c.Output = rest
				return
			}
		}
		fmt.Fprintf(r.std.out, "formats: %s\n", strings.Join(output.Formats, " "))
	case ".explain":
		q, err := r.compile(ctx, rest)
		if err != nil {
			report(r.std.out, err)
			return
		}
		fmt.Fprint(r.std.out, q.Explain())
	case ".tables", ".schema":
		r.schema(ctx, word == ".tables", rest)
	default:
		fmt.Fprint(r.std.out, replHelp)
	}
}

func (r *repl) schema(ctx context.Context, names bool, of string) {
	db, err := r.engine(ctx)
	if err != nil {
		report(r.std.out, err)
		return
	}
	tables := db.Tables()
	all := make([]string, 0, len(tables))
	for n := range tables {
		all = append(all, n)
	}
	sort.Strings(all)
	for _, n := range all {
		switch {
		case names:
			fmt.Fprintln(r.std.out, n)
		case of == "" || of == n:
			fmt.Fprintln(r.std.out, n, tables[n].Schema())
		}
	}
}
