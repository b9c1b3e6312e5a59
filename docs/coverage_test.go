package docs_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/ast"
	"github.com/goshawk-lang/goshawk/ast/kql"
	bindkql "github.com/goshawk-lang/goshawk/bind/kql"
	"github.com/goshawk-lang/goshawk/functions"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// TestEveryNameOfKQL looks for every name of the language in support.md.
func TestEveryNameOfKQL(t *testing.T) {
	data, err := os.ReadFile("support.md")
	require.NoError(t, err)
	for _, names := range [][]string{bindkql.KnownScalars(), bindkql.KnownAggregates(), bindkql.KnownPlugins(), kql.OperatorKeywords} {
		for _, n := range names {
			require.True(t, strings.Contains(string(data), "`"+n+"`"), "support.md does not say whether %s runs", n)
		}
	}
}

// TestNamesOfMicrosoft compares the names of the language that the project
// lists with those that Microsoft's analyser knows, both ways.
func TestNamesOfMicrosoft(t *testing.T) {
	data, err := os.ReadFile(conformance.File(t, "conformance/kql/facts.json"))
	require.NoError(t, err)
	type named struct{ Name, Keyword string }
	var facts struct {
		Scalars    []named `json:"scalar_functions"`
		Aggregates []named `json:"aggregates"`
		Plugins    []named `json:"plugins"`
		Operators  []named `json:"tabular_operators"`
	}
	require.NoError(t, json.Unmarshal(data, &facts))
	sorted := func(list []named) (out []string) {
		for _, x := range list {
			out = append(out, x.Name+x.Keyword)
		}
		slices.Sort(out)
		return out
	}
	operators := slices.Clone(kql.OperatorKeywords)
	slices.Sort(operators)
	require.Equal(t, sorted(facts.Scalars), bindkql.KnownScalars())
	require.Equal(t, sorted(facts.Aggregates), bindkql.KnownAggregates())
	require.Equal(t, sorted(facts.Plugins), slices.DeleteFunc(bindkql.KnownPlugins(), bindkql.Undocumented))
	require.Equal(t, sorted(facts.Operators), operators)
}

// TestEverythingThatRunsHasACase: a function that is not refused has cases in
// its declaration, or a golden query that calls it; an operator or a plugin has
// a golden query.
func TestEverythingThatRunsHasACase(t *testing.T) {
	used := goldenNames(t)
	refused := bindkql.RefusedFunctions()
	c := functions.KQL()
	for _, n := range bindkql.KnownScalars() {
		if refused[n] != "" || unfinished(t, "print "+n+"()") || used[n+"("] {
			continue
		}
		f := c.Scalar(n)
		assert.True(t, f != nil && len(f.Cases) > 0, "the function %s has no case", n)
	}
	for _, n := range bindkql.KnownAggregates() {
		if refused[n] != "" || used[n+"("] {
			continue
		}
		assert.NotEmpty(t, c.Aggregate(n).Cases, "the aggregate %s has no case", n)
	}
	for _, n := range kql.OperatorKeywords {
		if example, ok := kqlExamples[n]; ok && unfinished(t, example) {
			continue
		}
		assert.True(t, used[n] || unfinished(t, "print a = 1 | "+n), "the operator %s is in no golden query", n)
	}
	plugins := bindkql.RefusedPlugins()
	for _, n := range bindkql.KnownPlugins() {
		if plugins[n] == "" && !unfinished(t, "print a = 1, d = dynamic({}) | evaluate "+n+"()") {
			assert.True(t, used[n+"("], "the plugin %s is in no golden query", n)
		}
	}
}

// unfinished says whether a query is refused as not supported.
func unfinished(t *testing.T, query string) bool { return !bound(t, goshawk.KQL, query, false) }

// goldenNames are the operators that golden queries use, and the functions that
// they call, with a parenthesis.
func goldenNames(t *testing.T) map[string]bool {
	used := map[string]bool{}
	err := filepath.WalkDir("../testdata/kql", func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txtar" {
			return err
		}
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) != ".kql" {
				continue
			}
			query := string(f.Data)
			q, err := parser.KQL(source.New(f.Name, query))
			require.NoError(t, err, "%s/%s", file, f.Name)
			ast.Inspect(q, func(n ast.Node) bool {
				switch n := n.(type) {
				case *kql.Call:
					used[n.Name.Text+"("] = true
				case kql.Operator:
					word := strings.FieldsFunc(query[n.Span().Start:n.Span().End], func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
					if len(word) > 0 {
						used[word[0]] = true
					}
				}
				return true
			})
		}
		return nil
	})
	require.NoError(t, err)
	return used
}
