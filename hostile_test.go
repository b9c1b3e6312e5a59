package goshawk_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
)

// noLeak requires that the test leaves no goroutine behind.
func noLeak(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, 5*time.Second, 10*time.Millisecond, "goroutines are left")
	})
}

// promptly fails a test whose work takes longer than a person waits.
func promptly(t *testing.T, work func()) {
	start := time.Now()
	work()
	require.Less(t, time.Since(start), 10*time.Second)
}

func TestHostileQueries(t *testing.T) {
	noLeak(t)
	const mb = 1 << 20
	for name, query := range map[string]string{
		"brackets":      strings.Repeat("(", mb),
		"closed":        "print " + strings.Repeat("(", mb/2) + "1" + strings.Repeat(")", mb/2),
		"lists":         "print dynamic(" + strings.Repeat("[", mb),
		"minus":         "print " + strings.Repeat("-", mb) + "1",
		"not":           "print " + strings.Repeat("not(", mb/4),
		"pipes":         strings.Repeat("|", mb),
		"quotes":        strings.Repeat(`"`, mb+1),
		"bad utf8":      "print '" + strings.Repeat("\xff", 1000),
		"zero bytes":    strings.Repeat("\x00", mb),
		"subsearches":   "search " + strings.Repeat("[", mb),
		"backquotes":    strings.Repeat("`", mb+1),
		"long operator": "T | " + strings.Repeat("x", mb),
	} {
		for _, lang := range []goshawk.Language{goshawk.KQL, goshawk.SPL} {
			t.Run(name+"/"+string(lang), func(t *testing.T) {
				promptly(t, func() {
					_, err := goshawk.New().Compile(lang, goshawk.Text{Query: query})
					if err == nil {
						return // A megabyte of text that one language takes for words.
					}
					var e *goshawk.Error
					require.ErrorAs(t, err, &e)
					require.NotEmpty(t, e.Code)
					require.NotEqual(t, "GH999", e.Code, "a panic: %v\n%v", e, errors.Unwrap(e))
					require.Less(t, len(e.Error()), 1000)
					require.Less(t, len(e.Caret()), 1000)
				})
			})
		}
	}
}

func runCount(t *testing.T, ctx context.Context, file string, opts readers.Options) error {
	opts.Name = "T"
	src, err := readers.Open(ctx, file, opts)
	if err != nil {
		return err
	}
	db := goshawk.New()
	db.AddTable("T", src)
	q, err := db.CompileKQL("T | count")
	if err != nil {
		return err
	}
	_, err = q.Table(ctx)
	return err
}

// TestHugeLine reads a sparse file of 10 GB without a single line end.
func TestHugeLine(t *testing.T) {
	noLeak(t)
	file := filepath.Join(t.TempDir(), "huge.ndjson")
	f, err := os.Create(file)
	require.NoError(t, err)
	_, err = f.WriteString(`{"a":"`)
	require.NoError(t, err)
	if err := f.Truncate(10 << 30); err != nil {
		t.Skip("skipped: this needs a file system with sparse files of 10 GB:", err)
	}
	require.NoError(t, f.Close())
	promptly(t, func() {
		ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
		defer cancel()
		err := runCount(t, ctx, file, readers.Options{MaxRecordBytes: 1 << 20, Strict: true})
		require.Error(t, err)
		require.Contains(t, err.Error(), "huge.ndjson")
	})
}

func TestHostileFiles(t *testing.T) {
	noLeak(t)
	dir := t.TempDir()
	promptly(t, func() {
		require.ErrorContains(t, runCount(t, context.Background(), dir, readers.Options{}), "directory")
		require.ErrorContains(t, runCount(t, context.Background(), filepath.Join(dir, "absent.ndjson"), readers.Options{}), "no such file")
		junk := filepath.Join(dir, "junk.gz")
		require.NoError(t, os.WriteFile(junk, bytes.Repeat([]byte{0x1f, 0x8b, 8, 0}, 100), 0o644))
		require.Error(t, runCount(t, context.Background(), junk, readers.Options{}))
	})
}

func TestCancelled(t *testing.T) {
	noLeak(t)
	db := goshawk.New()
	q, err := db.CompileKQL("range a from 1 to 100000000000 step 1 | where a % 7 == 8 | summarize count() by a")
	require.NoError(t, err)
	promptly(t, func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err = q.Table(ctx)
		require.ErrorIs(t, err, context.Canceled)

		ctx, cancel = context.WithCancel(context.Background())
		time.AfterFunc(50*time.Millisecond, cancel)
		_, err = q.Table(ctx)
		require.ErrorIs(t, err, context.Canceled)

		_, err = q.Table(context.Background(), goshawk.MaxDuration(50*time.Millisecond))
		var e *goshawk.Error
		require.ErrorAs(t, err, &e)
		require.EqualValues(t, "limit", e.Kind)
	})

	// A result that is closed before it is read to its end stops the run.
	q, err = db.CompileKQL("range a from 1 to 100000000000 step 1")
	require.NoError(t, err)
	res, err := q.Run(context.Background())
	require.NoError(t, err)
	for row, err := range res.Rows() {
		require.NoError(t, err)
		require.EqualValues(t, 1, row.Get("a").Int())
		break
	}
	res.Close()
}

func TestLimits(t *testing.T) {
	noLeak(t)
	db := goshawk.New()
	for name, c := range map[string]struct {
		query string
		opt   goshawk.RunOption
	}{
		"rows":   {"range a from 1 to 1000 step 1", goshawk.MaxRows(10)},
		"memory": {"range a from 1 to 10000000 step 1 | summarize count() by a", goshawk.MaxMemory(1 << 20)},
	} {
		t.Run(name, func(t *testing.T) {
			q, err := db.CompileKQL(c.query)
			require.NoError(t, err)
			_, err = q.Table(context.Background(), c.opt)
			var e *goshawk.Error
			require.ErrorAs(t, err, &e)
			require.EqualValues(t, "limit", e.Kind)
		})
	}
}
