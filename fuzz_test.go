package goshawk_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/source"
)

// internalError is the code of errors that stand for a bug of ours.
const internalError = "GH999"

// FuzzKQL and FuzzSPL compile and run whatever the text says: it may be
// refused, but never with an internal error, and the answer must not depend on
// the size of batches.
func FuzzKQL(f *testing.F) { fuzzQueries(f, goshawk.KQL) }

// FuzzSPL: see FuzzKQL.
func FuzzSPL(f *testing.F) { fuzzQueries(f, goshawk.SPL) }

const fuzzRows = `{"a":1,"b":"x","t":"2026-03-01T00:00:00Z","d":{"k":[1,2,{"z":null}]},"_time":1773316800}
{"a":-5,"b":"Y z","t":"2026-03-14T00:00:00Z","d":[3,"4"],"_time":1773316801}
{"b":"","d":"7","_time":1773320000}
{"a":2.5,"b":"10.0.0.1","d":null}
`

func fuzzQueries(f *testing.F, lang goshawk.Language) {
	err := filepath.WalkDir("testdata", func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txtar" {
			return err
		}
		archive, err := txtar.ParseFile(file)
		if err != nil {
			return err
		}
		for _, s := range archive.Files {
			if strings.HasSuffix(s.Name, "."+string(lang)) {
				f.Add(string(s.Data))
			}
		}
		return nil
	})
	require.NoError(f, err)
	ctx := context.Background()
	db := goshawk.New(goshawk.Now(goldenNow), goshawk.Workers(1), goshawk.MaxRows(20000), goshawk.MaxMemory(64<<20), goshawk.MaxDuration(2*time.Second))
	opts := readers.Options{Name: "T"}
	if lang == goshawk.SPL {
		opts.Events = &readers.EventOptions{}
	}
	src, err := readers.FromBytes(ctx, "T.ndjson", []byte(fuzzRows), opts)
	require.NoError(f, err)
	db.AddTable("T", src)
	db.AddEvents("T", src)
	f.Fuzz(func(t *testing.T, query string) {
		q, err := db.Compile(lang, goshawk.Text{Query: query})
		if refused(t, query, err) {
			return
		}
		_, err = q.Table(ctx)
		refused(t, query, err)
		_, err = q.Table(ctx, goshawk.BatchRows(1))
		refused(t, query, err)
	})
}

// refused reports whether there is an error, which must be one of ours and
// not an internal one.
func refused(t *testing.T, query string, err error) bool {
	if err == nil {
		return false
	}
	found := source.Errors(err)
	for _, e := range found {
		if e.Code == internalError {
			t.Fatalf("%q: %v\n%v", query, e, e.Cause)
		}
	}
	return true
}
