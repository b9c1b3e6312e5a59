package kql_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
	"github.com/goshawk-lang/goshawk/table"
)

// FuzzBind binds whatever parses, with tables and without: a query binds or is
// refused, with a kind, a code and a place inside the text, the same each time.
func FuzzBind(f *testing.F) {
	for _, dir := range []string{"../../testdata/kql", "../../testdata/errors"} {
		seedQueries(f, dir)
	}
	tables := map[string]table.Source{"T": events(), "L": events(), "R": events()}
	f.Fuzz(func(t *testing.T, query string) {
		text := source.New("", query)
		tree, err := parser.KQL(text)
		if err != nil {
			return
		}
		for _, check := range []bool{false, true} {
			env := &bind.Env{Text: text, Tables: tables, Check: check, Now: testNow}
			bound, err := kql.Bind(tree, env)
			if err == nil {
				require.NotNil(t, bound.Plan)
				bound.Plan.Shape()
				continue
			}
			require.NotEmpty(t, source.Errors(err), query)
			for _, e := range source.Errors(err) {
				require.NotEmpty(t, e.Code, query)
				require.NotEqual(t, "GH999", e.Code, "%s\n%v", query, err)
				require.True(t, e.Span.Start >= 0 && e.Span.Start <= e.Span.End && e.Span.End <= len(query), "%s\n%v", query, err)
			}
			_, again := kql.Bind(tree, env)
			require.Equal(t, findings(err), findings(again), query)
		}
	})
}

// seedQueries adds the queries of the golden files in a folder.
func seedQueries(f *testing.F, dir string) {
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txtar" {
			return err
		}
		archive, err := txtar.ParseFile(file)
		if err != nil {
			return err
		}
		for _, s := range archive.Files {
			if strings.HasSuffix(s.Name, ".kql") {
				f.Add(strings.TrimSpace(string(s.Data)))
			}
		}
		return nil
	})
	require.NoError(f, err)
}
