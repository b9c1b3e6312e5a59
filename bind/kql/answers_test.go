package kql_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// answered is a query with its whole answer: a line with the columns, then one
// with the JSON of each row; or the start of the error that refuses it.
type answered struct {
	title, query string
	want         []string
	refused      string
}

func checkAnswers(t *testing.T, cases []answered) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.title, func(t *testing.T) {
			a, err := runKQL(c.query)
			if c.refused != "" {
				require.Error(t, err)
				require.Contains(t, err.Error(), c.refused)
				return
			}
			require.NoError(t, err)
			names := make([]string, len(a.fields))
			for i, f := range a.fields {
				names[i] = f.Name + ":" + f.Type.String()
			}
			got := []string{strings.Join(names, " ")}
			for _, r := range a.rows {
				got = append(got, string(table.AppendJSON(nil, table.ArrayValue(r))))
			}
			require.Equal(t, c.want, got)
		})
	}
}
