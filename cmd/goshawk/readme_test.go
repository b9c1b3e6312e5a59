package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/detections"
)

var fence = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// TestDocs runs the code blocks of the README and the docs: what stands in a
// console block after a command is what the command prints, and Go programs are
// those of the examples.
func TestDocs(t *testing.T) {
	t.Chdir("../..")
	pages, err := filepath.Glob("docs/*.md")
	require.NoError(t, err)
	ran := 0
	for _, page := range append(pages, "README.md") {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
			switch block[1] {
			case "console":
				ran += runConsole(t, block[2])
			case "sh":
				for _, line := range strings.Split(strings.TrimSpace(block[2]), "\n") {
					if args := words(line); args[1] == "run" {
						code, _, stderr := run(t, "", args[3:]...)
						require.Zero(t, code, "%s\n%s", line, stderr)
						ran++
					}
				}
			case "go":
				example, err := os.ReadFile("examples/embed/main.go")
				require.NoError(t, err)
				require.Contains(t, string(example), block[2], "the program in %s is not examples/embed", page)
				ran++
			case "yaml":
				checkYAML(t, page, block[2])
				ran++
			default:
				t.Errorf("%s: no test runs blocks of %s", page, block[1])
			}
		}
	}
	require.GreaterOrEqual(t, ran, 6)
}

// checkYAML reads a block as the test file that it is, or else as YAML.
func checkYAML(t *testing.T, page, block string) {
	if strings.Contains(block, "\ncases:") {
		_, cases, err := detections.ParseCases(page, []byte(block))
		require.NoError(t, err)
		require.NotEmpty(t, cases)
		return
	}
	var any map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(block), &any), page)
}

// runConsole runs the commands of a block ("$ go run ./cmd/goshawk ...") and
// compares what they print, output and errors together.
func runConsole(t *testing.T, block string) int {
	parts := strings.Split("\n"+block, "\n$ ")[1:]
	for _, part := range parts {
		line, want, _ := strings.Cut(part, "\n")
		rest, ok := strings.CutPrefix(line, "go run ./cmd/goshawk ")
		require.True(t, ok, "not a goshawk command: %s", line)
		_, stdout, stderr := run(t, "", words(rest)...)
		require.Equal(t, strings.TrimSpace(want), strings.TrimSpace(stdout+stderr), line)
	}
	return len(parts)
}

// words splits a command line at blanks, as far as quotes allow.
func words(line string) []string {
	var out []string
	var word strings.Builder
	quote := rune(0)
	for _, r := range line + " " {
		switch {
		case quote == 0 && (r == '"' || r == '\''), quote == r && quote != 0:
			if quote == 0 {
				quote = r
			} else {
				quote = 0
			}
		case quote == 0 && r == ' ':
			if word.Len() > 0 {
				out = append(out, word.String())
				word.Reset()
			}
		default:
			word.WriteRune(r)
		}
	}
	return out
}

// run executes one command line.
func run(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = execute(context.Background(), args, streams{strings.NewReader(stdin), &out, &err})
	return code, out.String(), err.String()
}

func writeText(t *testing.T, path, text string) {
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}
