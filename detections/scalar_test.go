package detections_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
)

// styles are the ways in which YAML writes the query
//
//	T
//	| where wrongname == "a's"
//
// or one that is the same but for its blanks.
var styles = map[string]string{
	"literal":           "name: x\nquery: |\n    T\n    | where wrongname == \"a's\"\nid: 1\n",
	"literal, kept":     "query: |+2\n    T\n\n    | where wrongname == \"a's\"\n\n\nid: 1\n",
	"literal, windows":  "query: |\r\n  T\r\n  | where wrongname == \"a's\"\r\nid: 1\r\n",
	"literal, comment":  "query: |- # the query\n T\n | where wrongname == \"a's\"\n",
	"folded":            "query: >\n  T\n  | where\n  wrongname\n  == \"a's\"\nid: 1\n",
	"folded, deeper":    "query: >-\n  T\n    | where wrongname == \"a's\"\n",
	"single quotes":     "query: 'T | where wrongname == \"a''s\"'\n",
	"single, lines":     "query: 'T\n\n  | where\n  wrongname == \"a''s\"'\nid: 1\n",
	"double quotes":     "query: \"T\\n| where wrongname == \\\"a's\\\"\"\n",
	"double, lines":     "query: \"T\n  | where \\\n  wrongname \\\n  \\ == \\x22a\\u0027s\\\"\"\n",
	"plain":             "query: T | where wrongname == \"a's\"\n",
	"plain, lines":      "query: T\n  | where\n    wrongname == \"a's\"\nid: 1\n",
	"on the next line":  "query:\n  'T | where wrongname == \"a''s\"'\n",
	"quoted key":        "\"query\" : T | where wrongname == \"a's\"\n",
	"byte order mark":   "\uFEFFquery: T | where wrongname == \"a's\"\n",
	"after non-ASCII":   "name: ä\nquery: |\n  // ö\n  T | where wrongname == \"a's\"\n",
	"key in other text": "description: |\n  query: no\nquery: |\n  T\n  | where wrongname == \"a's\"\n",
}

// TestPlacesInYAML wants an error at the place in the file where its word
// stands, however the query is written.
func TestPlacesInYAML(t *testing.T) {
	for style, text := range styles {
		t.Run(style, func(t *testing.T) {
			rule, err := detections.Parse("r.yaml", []byte(text))
			require.NoError(t, err)
			require.Equal(t, `T|wherewrongname=="a's"`, strings.TrimPrefix(strings.Join(strings.Fields(rule.Text.Query), ""), "//ö"))
			db := goshawk.New()
			q, err := db.CompileKQL("print a = 1")
			require.NoError(t, err)
			tab, err := q.Table(t.Context())
			require.NoError(t, err)
			db.AddTable("T", tab)
			_, err = rule.Compile(db, detections.Options{})
			var wrong *goshawk.Error
			require.True(t, errors.As(err, &wrong), "%v", err)
			text := strings.TrimPrefix(text, "\uFEFF")
			before := text[:strings.Index(text, "wrongname")]
			line := 1 + strings.Count(before, "\n")
			column := 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
			require.Equal(t, fmt.Sprintf("r.yaml:%d:%d", line, column), strings.Join(strings.SplitN(err.Error(), ":", 4)[:3], ":"), err.Error())
			found := detections.Findings(err, "r.yaml")
			require.Len(t, found, 1)
			require.Equal(t, column+len("wrongname"), found[0].Place.EndColumn)
			require.Contains(t, wrong.Caret(), strings.Repeat("^", len("wrongname")))
		})
	}
}

// TestPlacesOfSeeds lays every word of the shipped rules along their files.
func TestPlacesOfSeeds(t *testing.T) {
	for _, name := range detections.Samples() {
		rule, err := detections.SampleRule(name)
		require.NoError(t, err)
		require.NotEmpty(t, rule.Text.Origins)
		covered := 0
		for _, o := range rule.Text.Origins {
			require.Equal(t, covered, o.Start, "a gap")
			covered = o.End
			if !o.Whole {
				require.Equal(t, rule.Text.Query[o.Start:o.End], o.From.Body[o.Offset:o.Offset+o.End-o.Start])
			}
		}
		require.Equal(t, len(rule.Text.Query), covered)
	}
}

// TestWherePlaces wants an error in an added condition to be told as such.
func TestWherePlaces(t *testing.T) {
	rule, err := detections.Parse("r.yaml", []byte("query: |\n  print a = 1\n"))
	require.NoError(t, err)
	_, err = rule.Compile(goshawk.New(), detections.Options{Where: []string{"a > 0", "b > 0"}})
	require.ErrorContains(t, err, "--where:2:9: ")
}
