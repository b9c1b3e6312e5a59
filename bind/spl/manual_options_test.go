package spl_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/bind"
	"github.com/goshawk-lang/goshawk/parser"
	"github.com/goshawk-lang/goshawk/source"
)

// TestManualOptions binds a search for each option that the manual gives a
// command: it is read, or refused as not supported; it is never a mistake.
func TestManualOptions(t *testing.T) {
	list, err := os.ReadFile("testdata/manual_options.txt")
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		search, refused := strings.CutPrefix(line, "! ")
		_, err := bound(search, parser.MacroSet{}, &bind.Env{Check: true})
		if !refused {
			require.NoError(t, err, search)
			continue
		}
		require.Error(t, err, search)
		for _, e := range source.Errors(err) {
			require.Equal(t, source.Unsupported, e.Kind, "%s: %v", search, err)
		}
	}
}
