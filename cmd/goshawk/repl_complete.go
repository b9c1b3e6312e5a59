package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/editor"
	"github.com/goshawk-lang/goshawk/functions"
)

// complete finds what may stand at the cursor of what is typed: in a command of
// the prompt, or in a query.
func (s *session) complete(ctx context.Context, text string, cursor int) editor.Completion {
	if !strings.HasPrefix(text, ".") {
		db, err := s.engine(ctx)
		if err != nil {
			return editor.Completion{From: cursor, To: cursor}
		}
		return editor.Complete(db, s.lang, text, cursor)
	}
	word, rest, ok := strings.Cut(text[:cursor], " ")
	if !ok {
		var names []editor.Candidate
		for _, c := range dotCommands() {
			names = append(names, editor.Candidate{Text: c.name, Kind: editor.Keyword, Doc: c.help})
		}
		return starting(text, 0, cursor, names)
	}
	rest = strings.TrimLeft(rest, " ")
	from := cursor - len(rest)
	switch word {
	case ".explain", ".analyze":
		c := s.complete(ctx, " "+text[from:], cursor-from+1)
		c.From, c.To = c.From+from-1, c.To+from-1
		return c
	case ".load", ".lookup":
		if i := strings.IndexByte(rest, '='); i >= 0 {
			return files(text, from+i+1, cursor)
		}
		return editor.Completion{From: from, To: cursor}
	case ".run", ".macros":
		return files(text, from, cursor)
	}
	return starting(text, from, cursor, s.arguments(ctx, word))
}

// arguments are the words that a command takes.
func (s *session) arguments(ctx context.Context, command string) []editor.Candidate {
	values := func(words ...string) (out []editor.Candidate) {
		for _, w := range words {
			out = append(out, editor.Candidate{Text: w, Kind: editor.Value})
		}
		return out
	}
	switch command {
	case ".mode":
		return values(modes()...)
	case ".lang":
		return values("kql", "spl")
	case ".timer":
		return values("on", "off")
	case ".render":
		return values("auto", "none", "terminal", "svg=", "html=")
	case ".schema":
		if db, err := s.engine(ctx); err == nil {
			c := editor.Complete(db, goshawk.KQL, "union ", 6)
			return slices.DeleteFunc(c.Candidates, func(c editor.Candidate) bool { return c.Kind != editor.Table })
		}
	case ".help":
		catalog := functions.KQL()
		if s.lang == goshawk.SPL {
			catalog = functions.SPL()
		}
		names := append(catalog.Scalars(), catalog.Aggregates()...)
		slices.Sort(names)
		return values(slices.Compact(names)...)
	}
	return nil
}

func starting(text string, from, to int, all []editor.Candidate) editor.Completion {
	c := editor.Completion{From: from, To: to}
	for _, o := range all {
		if strings.HasPrefix(o.Text, text[from:to]) {
			c.Candidates = append(c.Candidates, o)
		}
	}
	return c
}

// files completes the name of a file or a folder.
func files(text string, from, to int) editor.Completion {
	dir, base := filepath.Split(text[from:to])
	c := editor.Completion{From: from + len(dir), To: to}
	read := dir
	if read == "" {
		read = "."
	}
	entries, err := os.ReadDir(read)
	if err != nil {
		return c
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || strings.HasPrefix(name, ".") && base == "" {
			continue
		}
		if e.IsDir() {
			name += string(filepath.Separator)
		}
		c.Candidates = append(c.Candidates, editor.Candidate{Text: name, Kind: "files"})
	}
	return c
}

// ansiOf are the colours of pieces of a query.
var ansiOf = map[editor.Class]string{
	editor.ClassOperator: "\x1b[1;34m", editor.ClassKeyword: "\x1b[35m", editor.ClassFunction: "\x1b[36m", editor.ClassString: "\x1b[32m",
	editor.ClassNumber: "\x1b[33m", editor.ClassComment: "\x1b[2m", editor.ClassMacro: "\x1b[1;35m",
}

// highlight colours a query that is typed.
func (s *session) highlight(text string) string {
	if strings.HasPrefix(text, ".") {
		return text
	}
	var b strings.Builder
	at := 0
	for _, span := range editor.Highlight(s.lang, text) {
		b.WriteString(text[at:span.From])
		b.WriteString(ansiOf[span.Class] + text[span.From:span.To] + "\x1b[0m")
		at = span.To
	}
	return b.String() + text[at:]
}
