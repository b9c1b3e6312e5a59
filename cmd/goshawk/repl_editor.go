package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/reeflective/readline"
	"github.com/reeflective/readline/inputrc"
	"golang.org/x/term"

	"github.com/goshawk-lang/goshawk/editor"
)

// editable tells whether queries can be typed with an editor.
func editable(std streams) bool {
	in, ok := std.in.(*os.File)
	_, out := terminal(std.out)
	return ok && out && term.IsTerminal(int(in.Fd())) && os.Getenv("TERM") != "dumb"
}

// typed reads queries that are typed on a terminal.
type typed struct {
	s     *session
	shell *readline.Shell
}

func newEditor(ctx context.Context, s *session) *typed {
	rl := readline.NewShell()
	for name, value := range map[string]any{"completion-ignore-case": true, "multiline-column": false, "menu-complete-display-prefix": true} {
		_ = rl.Config.Set(name, value)
	}
	// Tab writes what all candidates share and lists them, then walks the list.
	for _, keys := range []string{"emacs", "vi-insert"} {
		_ = rl.Config.Bind(keys, inputrc.Unescape(`\C-i`), "menu-complete", false)
	}
	rl.Prompt.Primary(s.prompt)
	rl.Prompt.Secondary(func() string { return morePrompt })
	rl.AcceptMultiline = func(line []rune) bool {
		text := string(line)
		return strings.HasPrefix(strings.TrimSpace(text), ".") || editor.Finished(s.lang, text)
	}
	if colors() {
		rl.SyntaxHighlighter = func(line []rune) string { return s.highlight(string(line)) }
	}
	rl.Completer = func(line []rune, cursor int) readline.Completions {
		text := string(line)
		return offered(text, s.complete(ctx, text, len(string(line[:min(cursor, len(line))]))))
	}
	if h := openHistory(); h != nil {
		rl.History.Delete()
		rl.History.Add("goshawk", h)
	}
	return &typed{s, rl}
}

func (t *typed) read() (string, error) {
	text, err := t.shell.Readline()
	if errors.Is(err, readline.ErrInterrupt) {
		return "", errInterrupt
	}
	return text, err
}

// offered turns candidates into those of the line editor. It takes what is
// before the cursor for the word to replace only if there is something: with
// nothing written yet, the character before stands for it.
func offered(text string, c editor.Completion) readline.Completions {
	from := c.From
	if from == c.To && from > 0 && text[from-1] < utf8.RuneSelf {
		from--
	}
	values := make([]readline.Completion, len(c.Candidates))
	for i, o := range c.Candidates {
		values[i] = readline.Completion{Value: text[from:c.From] + o.Text, Display: o.Text, Description: o.Doc, Tag: string(o.Kind)}
		if o.Kind == editor.Column {
			values[i].Description = "" // the editor would put columns of one type on one line
		}
	}
	out := readline.CompleteRaw(values)
	out.PREFIX = text[from:c.To]
	return out
}
