package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/goshawk-lang/goshawk/editor"
)

// lines reads queries from a pipe or a file, line by line.
type lines struct {
	s       *session
	scanner *bufio.Scanner
	out     io.Writer
}

func newLines(std streams, s *session) *lines {
	l := &lines{s: s, scanner: bufio.NewScanner(std.in), out: std.out}
	l.scanner.Buffer(nil, 4<<20)
	return l
}

// prompts are what stands before the first line of a query, and before others.
func (s *session) prompt() string { return string(s.lang) + "> " }

const morePrompt = "...> "

func (l *lines) read() (string, error) {
	var query []string
	fmt.Fprint(l.out, l.s.prompt())
	for l.scanner.Scan() {
		line := l.scanner.Text()
		switch trimmed := strings.TrimSpace(line); {
		case len(query) == 0 && trimmed == "":
			fmt.Fprint(l.out, l.s.prompt())
			continue
		case len(query) == 0 && trimmed[0] == '.':
			return trimmed, nil
		}
		query = append(query, line)
		if text := strings.Join(query, "\n"); editor.Finished(l.s.lang, text) {
			return text, nil
		}
		fmt.Fprint(l.out, morePrompt)
	}
	if err := l.scanner.Err(); err != nil {
		return "", err
	}
	if len(query) > 0 {
		return strings.Join(query, "\n"), nil
	}
	return "", io.EOF
}
