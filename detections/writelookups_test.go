package detections_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
)

// TestOutputLookup writes one lookup again and again.
func TestOutputLookup(t *testing.T) {
	dir := t.TempDir()
	db := goshawk.New()
	db.WriteLookups(detections.LookupFolder(dir))
	write := func(search string) {
		q, err := db.CompileSPL(`| makeresults count=3 | streamstats count as n | eval k=mvindex(split("x,y,z", ","), n-1) | fields k n | fields - _time ` + search)
		require.NoError(t, err, search)
		_, err = q.Table(context.Background())
		require.NoError(t, err, search)
	}
	file := filepath.Join(dir, "seen.csv")
	for _, c := range []struct{ search, want string }{
		{`| outputlookup seen.csv max=2`, "k,n\nx,1\ny,2\n"},
		{`| tail 1 | outputlookup seen.csv append=t`, "k,n\nx,1\ny,2\nz,3\n"},
		{`| where k="y" | eval n=20 | outputlookup key_field=k seen`, "k,n\nx,1\nz,3\ny,20\n"},
		{`| where n>5 | outputlookup seen append=t`, "k,n\nx,1\nz,3\ny,20\n"},
		{`| where n>5 | outputlookup seen override_if_empty=f`, "k,n\nx,1\nz,3\ny,20\n"},
		{`| where n>5 | outputlookup seen create_empty=t`, "k,n\n"},
		{`| where n>5 | outputlookup seen createinapp=t`, ""},
		{`| where n>5 | outputlookup seen`, ""},
	} {
		write(c.search)
		got, err := os.ReadFile(file)
		if c.want == "" {
			require.ErrorIs(t, err, os.ErrNotExist, c.search)
			continue
		}
		require.NoError(t, err, c.search)
		require.Equal(t, c.want, string(got), c.search)
	}
}
