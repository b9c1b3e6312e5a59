package main

import (
	"compress/gzip"
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"goshawk": func() { os.Exit(execute(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})) },
	})
}

// TestScripts runs the scripts of testdata: what people type, and what they see.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"gzip": gzipFile,
		},
		Condition: func(cond string) (bool, error) { return cond == "spl" && splRuns(), nil },
	})
}

// gzipFile is the script command `gzip FILE`: it writes FILE.gz.
func gzipFile(ts *testscript.TestScript, _ bool, args []string) {
	data := ts.ReadFile(args[0])
	f, err := os.Create(ts.MkAbs(args[0] + ".gz"))
	ts.Check(err)
	w := gzip.NewWriter(f)
	_, err = w.Write([]byte(data))
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(f.Close())
}

func splRuns() bool {
	code := execute(context.Background(), []string{"query", "-l", "spl", "| makeresults"}, streams{devNull{}, devNull{}, devNull{}})
	return code == 0
}

type devNull struct{}

func (devNull) Read([]byte) (int, error)    { return 0, os.ErrClosed }
func (devNull) Write(b []byte) (int, error) { return len(b), nil }

func TestWords(t *testing.T) {
	require.Equal(t, []string{"a", "b 'c'", "d"}, words(`a  "b 'c'" d`))
}
