//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"github.com/stretchr/testify/require"
)

// screen is a program in a terminal of 100 columns and 30 lines.
type screen struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	vt   vt10x.Terminal
	done chan struct{}
}

// terminalOf starts goshawk, which stands on the path in these tests.
func terminalOf(t *testing.T, env []string, args ...string) *screen {
	t.Helper()
	cmd := exec.Command("goshawk", args...)
	home := t.TempDir()
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "HOME="+home, "NO_COLOR=", "GOSHAWK_HISTORY="+filepath.Join(home, "history"))
	cmd.Env = append(cmd.Env, env...)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: 100})
	require.NoError(t, err)
	s := &screen{t: t, cmd: cmd, tty: tty, done: make(chan struct{})}
	s.vt = vt10x.New(vt10x.WithSize(100, 30), vt10x.WithWriter(tty))
	go func() {
		defer close(s.done)
		_, _ = io.Copy(s.vt, tty)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
	})
	return s
}

func (s *screen) text() string {
	lines := strings.Split(s.vt.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// see waits until a text is on the screen.
func (s *screen) see(text string) {
	s.t.Helper()
	s.wait(func(screen string) bool { return strings.Contains(screen, text) }, text)
}

func (s *screen) wait(ok func(string) bool, what string) {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if ok(s.text()) {
			return
		}
	}
	require.Fail(s.t, "not on the screen: "+what, s.text())
}

// ready waits for an empty prompt at the end of the screen that stays.
func (s *screen) ready() {
	s.t.Helper()
	s.wait(func(screen string) bool { return strings.HasSuffix(screen, "kql>") }, "an empty prompt")
	time.Sleep(30 * time.Millisecond)
}

func (s *screen) keys(text string) {
	s.t.Helper()
	_, err := io.WriteString(s.tty, text)
	require.NoError(s.t, err)
}

// interrupt asks a query that would not end, and ends it. On a busy machine
// Ctrl-C may come before the query runs: then it drops what was typed, and the
// query is asked once more.
func (s *screen) interrupt(query string) {
	s.t.Helper()
	for range 8 {
		s.keys(query + enter)
		time.Sleep(500 * time.Millisecond)
		s.keys(ctrlC)
		for range 50 {
			if strings.Contains(s.text(), "interrupted") {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	require.Fail(s.t, "the query was not interrupted", s.text())
}

const (
	tab   = "\t"
	enter = "\r"
	up    = "\x1b[A"
	ctrlC = "\x03"
	ctrlD = "\x04"
)

func writeRows(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rows.ndjson")
	require.NoError(t, os.WriteFile(file, []byte(`{"UserName":"ada","UserDomain":"example.org","n":1}
{"UserName":"b\u001b[2J\u001b[31mob","UserDomain":"example.org","n":22}
`), 0o600))
	return file
}

func TestPromptOnTerminal(t *testing.T) {
	file := writeRows(t)
	home := t.TempDir()
	env := []string{"GOSHAWK_HISTORY=" + filepath.Join(home, "history")}
	s := terminalOf(t, env, "repl", "-d", "Logons="+file)
	s.ready()

	// Tab writes what candidates share and lists them.
	s.keys("Log" + tab)
	s.see("kql> Logons")
	s.keys(" | wh" + tab)
	s.see("kql> Logons | where")
	s.keys(" User" + tab)
	s.see("UserDomain")
	s.see("UserName")
	s.keys("N" + tab)
	s.see("| where UserName")
	s.keys(" startswith 'a' | project UserName, n;" + enter)
	s.see("(1 row)")
	s.see("ada       1")

	s.ready()
	// Text of a log does not reach the terminal as commands.
	s.keys("Logons | where n == 22;" + enter)
	s.see(`b\x1b[2J\x1b[31mob`)
	s.see("(1 row)\nkql>")

	s.ready()
	// Ctrl-C drops what was typed.
	s.keys("nonsense")
	s.see("kql> nonsense")
	s.keys(ctrlC)
	s.ready()

	// Several lines, an error with its place, and the chart of a query.
	s.keys("let least = 5;" + enter)
	s.see("let least = 5;")
	s.keys("Logons" + enter + "| where n > least | summarize Sum = sum(n)" + enter + enter)
	s.see("Sum")
	s.see(" 22\n(1 row)")
	s.ready()
	s.keys("Logons | wher n;" + enter)
	s.see(`did you mean "where"?`)
	s.ready()
	s.keys("Logons | project UserDomain, n | render barchart;" + enter)
	s.see("▎ 23")

	s.ready()
	// Ctrl-C ends a query, and the prompt goes on.
	s.interrupt("range x from 1 to 1000000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 1000000 step 1 | extend k = 1) on k | count;")
	s.ready()
	s.keys(".tim" + tab + " on" + enter)
	s.see("timer on")
	s.ready()
	s.keys(ctrlD)
	<-s.done
	require.NoError(t, s.cmd.Wait())

	// The history is there the next time.
	s = terminalOf(t, env, "repl", "-d", "Logons="+file)
	s.ready()
	s.keys(up)
	s.see("kql> .timer on")
	s.keys(up + up)
	s.see("render barchart")
	s.keys(ctrlC)
	s.ready()
	s.keys(".load More=" + file[:len(file)-6] + tab)
	s.see(".ndjson")
	s.keys(enter)
	s.ready()
	s.keys(".tables" + enter)
	s.see("Logons\nMore\n")
	s.ready()
	s.keys(".quit" + enter)
	<-s.done
	require.NoError(t, s.cmd.Wait())
}

// On a terminal a table is as wide as that, and coloured unless NO_COLOR is set.
func TestQueryOnTerminal(t *testing.T) {
	query := []string{"query", "print Name = 1, Long = strcat('start ', tostring(range(1, 90)))"}
	s := terminalOf(t, nil, query...)
	<-s.done
	require.Contains(t, s.text(), "…")
	require.Contains(t, s.text(), "(1 row; cut: Long; --wide or --vertical shows all)")
	require.Contains(t, colours(s), "bold")
	s = terminalOf(t, []string{"NO_COLOR=1"}, query...)
	<-s.done
	require.NotContains(t, colours(s), "bold")
}

// colours tells whether the first letter of the screen is bold.
func colours(s *screen) string {
	if s.vt.Cell(0, 0).Mode != 0 {
		return "bold"
	}
	return "plain"
}
