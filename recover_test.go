package goshawk_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// mistakes are operators with one error each, that the query around them must
// not be blamed for: a condition, a value, columns of unknown names, a table.
var mistakes = []string{
	"where no_such_column == 1",
	"extend no_such_value = no_such_function(1)",
	"extend no_such_function(1)",
	"project no_such_column",
	"summarize no_such_value = max(no_such_column)",
	"summarize max(no_such_column) by no_such_group = 1",
	"join kind=leftouter (print no_such_value = 1) on no_such_value",
	"union no_such_table",
	"mv-expand no_such_column",
	"parse no_such_column with * 'x' no_such_value",
	"sort by no_such_column",
	"top 3 by no_such_column",
}

// TestNoFollowUps puts a mistake in front of every operator of the golden
// queries: it is the only error found.
func TestNoFollowUps(t *testing.T) {
	tried := 0
	err := filepath.WalkDir("testdata/kql", func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txtar" {
			return err
		}
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		db := goldenEngine(t, goshawk.KQL, archive)
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) == ".kql" {
				tried += followUps(t, db, file+"/"+f.Name, strings.TrimSpace(string(f.Data)))
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, tried, 1000)
}

func followUps(t *testing.T, db *goshawk.Engine, name, query string) (tried int) {
	if _, err := db.Compile(goshawk.KQL, goshawk.Text{Query: query}); err != nil {
		return 0
	}
	q, err := parser.KQL(source.New("", query))
	require.NoError(t, err)
	for _, at := range operatorStarts(q) {
		for _, mistake := range mistakes {
			wrong := query[:at] + mistake + " | " + query[at:]
			q, err := db.Compile(goshawk.KQL, goshawk.Text{Query: wrong})
			if err == nil {
				// Columns that only the run knows are looked for by the run.
				_, err = q.Table(context.Background())
			}
			found := source.Errors(err)
			tried++
			if len(found) != 1 {
				t.Errorf("%s: %d errors, not 1\n%s\n%v", name, len(found), wrong, err)
			}
		}
	}
	return tried
}

// operatorStarts are the offsets of the operators after a pipe.
func operatorStarts(q *kql.Query) []int {
	var out []int
	ast.Inspect(q, func(n ast.Node) bool {
		if p, ok := n.(*kql.Pipe); ok && p.Source != nil {
			for _, op := range p.Operators {
				out = append(out, op.Span().Start)
			}
		}
		return true
	})
	return out
}
