package readers

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// A file that is called CSV may have other separators.
func TestSeparators(t *testing.T) {
	for name, text := range map[string]string{
		"comma.csv":     "a,b\n1,x;y\n",
		"semicolon.csv": "a;b\n1;\"x;y\"\n",
		"tab.csv":       "a\tb\n1\tx;y\n",
		"quoted.csv":    "\"a\";\"b\"\r\n\"1\";\"x;y\"\r\n",
	} {
		rows, _, report := scanInput(t, name, text, Options{}, table.ScanRequest{All: true})
		require.Equal(t, []string{`{"a":1,"b":"x;y"}`}, rows, name)
		require.True(t, report.Empty(), name)
	}
	rows, _, _ := scanInput(t, "one.csv", "a b\n1\n", Options{}, table.ScanRequest{All: true})
	require.Equal(t, []string{`{"a b":1}`}, rows)
}
