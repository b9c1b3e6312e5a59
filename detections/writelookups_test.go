package detections_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/table"
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

// TestOutputLookupKeepsValues writes fields with several values and reads them
// again, in each way that a lookup is read.
func TestOutputLookupKeepsValues(t *testing.T) {
	dir := t.TempDir()
	run := func(search string) [][]string {
		db := goshawk.New()
		db.WriteLookups(detections.LookupFolder(dir))
		require.NoError(t, detections.AddLookups(db, dir))
		q, err := db.CompileSPL(search)
		require.NoError(t, err, search)
		got, err := q.Table(context.Background())
		require.NoError(t, err, search)
		rows := [][]string{got.Schema().Names()}
		for i := range got.Len() {
			var row []string
			for _, v := range got.Batch().Row(i) {
				row = append(row, string(table.AppendJSON(nil, v)))
			}
			rows = append(rows, row)
		}
		return rows
	}
	const rows = `| makeresults count=2 | streamstats count as n | eval v=if(n=1, split("a$;$b,c;,$", ","), "x"), w=split("p,q", ",") | table n v w `
	run(rows + `| outputlookup output_format=splunk_mv_csv kept.csv`)
	text, err := os.ReadFile(filepath.Join(dir, "kept.csv"))
	require.NoError(t, err)
	require.Contains(t, string(text), "n,v,w,__mv_v,__mv_w\n")
	require.Contains(t, string(text), "$a$$;$$b$;$c;$;$$$$")
	want := [][]string{{"n", "v", "w"}, {`"1"`, `["a$;$b","c;","$"]`, `["p","q"]`}, {`"2"`, `"x"`, `["p","q"]`}}
	require.Equal(t, want, run(`| inputlookup kept.csv`))
	require.Equal(t, [][]string{{"n", "v"}, {"1", `["a$;$b","c;","$"]`}, {"3", "null"}}, run(`| makeresults count=3 | streamstats count as n | where n!=2 | lookup kept n OUTPUT v | table n v`))
	require.Equal(t, [][]string{{"w"}, {`["p","q"]`}}, run(`| makeresults | eval n=2 | lookup kept n | table w`))
	run(rows + `| outputlookup plain.csv`)
	require.Equal(t, [][]string{{"v", "w"}, {`"x"`, `"p\nq"`}}, run(`| inputlookup plain.csv where n=2 | table v w`))
}

// TestLookupDefinitionIsRefused binds a search with a lookup that matches by
// time: its file can be read as rows, events are not matched with it.
func TestLookupDefinitionIsRefused(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "leases.csv"), []byte("ip,host,at\n10.0.0.1,a,5\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "transforms.conf"), []byte("[dhcp]\nfilename = leases.csv\ntime_field = at\n"), 0o644))
	db := goshawk.New()
	require.NoError(t, detections.AddLookups(db, dir))
	_, err := db.CompileSPL(`| makeresults | eval ip="10.0.0.1" | lookup dhcp ip OUTPUT host`)
	require.ErrorContains(t, err, "1:45: a lookup whose definition has time_field is not supported")
	_, err = db.CompileSPL(`| inputlookup dhcp`)
	require.NoError(t, err)
	_, err = db.CompileSPL(`| makeresults | eval ip="10.0.0.1" | lookup leases ip OUTPUT host`)
	require.NoError(t, err)
}
