package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/goshawk-lang/goshawk"
)

type replCommand struct {
	dataFlags
	runFlags
	showFlags
	Lang string `short:"l" enum:"kql,spl" default:"kql" help:"The language to start with."`
}

// replRows is how many rows of a table the prompt shows on a terminal.
const replRows = 100

// errInterrupt is Ctrl-C at the prompt: what was typed is dropped.
var errInterrupt = errors.New("interrupted")

// input is where queries and commands are typed.
type input interface {
	// read gives the next query or dot-command as a whole. The error is io.EOF
	// at the end, or errInterrupt.
	read() (string, error)
}

// Run reads queries until the input ends: with an editor on a terminal, and
// line by line from anything else.
func (c *replCommand) Run(ctx context.Context, std streams) error {
	opts, err := c.options()
	if err != nil {
		return err
	}
	s := &session{c: c, std: std, opts: opts, lang: goshawk.Language(c.Lang), engines: map[goshawk.Language]*goshawk.Engine{}}
	if editable(std) {
		// Ctrl-C ends a query, and not the prompt.
		ctx, s.interactive = context.WithoutCancel(ctx), true
		c.Limit, c.Hint = replRows, ".mode wide or .mode vertical shows all, .rows N more rows"
		if _, err := s.engine(ctx); err != nil { // tell at once what is wrong with the flags
			return err
		}
		fmt.Fprintln(std.out, "goshawk: .help tells what there is; a query ends with an empty line or a semicolon")
		return s.loop(ctx, newEditor(ctx, s))
	}
	fmt.Fprintln(std.out, "goshawk: .help tells what there is")
	return s.loop(ctx, newLines(std, s))
}

// session is a prompt with what was set up so far.
type session struct {
	c           *replCommand
	std         streams
	opts        []goshawk.RunOption
	lang        goshawk.Language
	engines     map[goshawk.Language]*goshawk.Engine
	interactive bool
	timer       bool
	last        string // the last query
}

func (s *session) loop(ctx context.Context, in input) error {
	for {
		text, err := in.read()
		switch trimmed := strings.TrimSpace(text); {
		case errors.Is(err, errInterrupt):
		case errors.Is(err, io.EOF):
			fmt.Fprintln(s.std.out)
			return nil
		case err != nil:
			return err
		case trimmed == "":
		case trimmed == ".quit" || trimmed == ".exit":
			return nil
		case strings.HasPrefix(trimmed, "."):
			s.guard(ctx, func(ctx context.Context) error { return s.command(ctx, trimmed) })
		default:
			s.last = text
			s.guard(ctx, func(ctx context.Context) error { return s.run(ctx, text) })
		}
	}
}

// guard runs something that Ctrl-C may end, and prints what went wrong.
func (s *session) guard(ctx context.Context, f func(context.Context) error) {
	if s.interactive {
		var stop context.CancelFunc
		ctx, stop = signal.NotifyContext(ctx, os.Interrupt)
		defer stop()
	}
	if err := f(ctx); err != nil {
		if s.interactive && ctx.Err() != nil {
			fmt.Fprintln(s.std.out, "interrupted")
			return
		}
		report(s.std.out, err)
	}
}

// engine is the engine of the language, made when it is first needed.
func (s *session) engine(ctx context.Context) (*goshawk.Engine, error) {
	if db := s.engines[s.lang]; db != nil {
		return db, nil
	}
	db, err := s.c.engine(ctx, s.lang, s.std.in)
	if err == nil {
		s.engines[s.lang] = db
	}
	return db, err
}

func (s *session) compile(ctx context.Context, text string) (*goshawk.Query, error) {
	db, err := s.engine(ctx)
	if err != nil {
		return nil, err
	}
	if s.lang == goshawk.SPL {
		text = strings.TrimSuffix(strings.TrimSpace(text), ";")
	}
	return db.Compile(s.lang, goshawk.Text{Query: text})
}

func (s *session) run(ctx context.Context, text string) error {
	q, err := s.compile(ctx, text)
	if err != nil {
		return err
	}
	start := time.Now()
	err = s.c.print(ctx, s.std, q, text, s.opts)
	if s.timer && err == nil {
		fmt.Fprintf(s.std.out, "%s\n", time.Since(start).Round(10*time.Microsecond))
	}
	return err
}
