package detections

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections/report"
)

// TestCheckPlaces: findings stand in the rule's file, also those inside a
// macro, which are told at its call.
func TestCheckPlaces(t *testing.T) {
	rule, err := Parse("r.yml", []byte("name: x\nsearch: |\n  | makeresults\n  | `broken`\n"))
	require.NoError(t, err)
	db := goshawk.New()
	db.AddMacro("broken", goshawk.Macro{Definition: "eval a = nosuch(1)", File: "macros.conf"})
	got := (&Checker{SPL: db}).Check(rule)
	require.Equal(t, report.Errored, got.Status)
	require.Len(t, got.Findings, 1)
	require.Equal(t, "r.yml", got.Findings[0].Place.File)
	require.Equal(t, 4, got.Findings[0].Place.Line)
	require.Contains(t, got.Findings[0].Message, "in macro `broken`")
}

func TestCoverage(t *testing.T) {
	fsys := fstest.MapFS{}
	for file, text := range map[string]string{
		"a.kql":  "SigninLogs | where ResultType == 0",
		"b.kql":  "SigninLogs | where Nowhere == 0",
		"c.kql":  "DeviceFileEvents | invoke FileProfile(SHA1)",
		"d.kql":  "_GetWatchlist('vips') | join kind=inner SigninLogs on $left.SearchKey == $right.UserPrincipalName",
		"e.kql":  "AzureDiagnostics | where anything_s has 'x'",
		"f.spl":  "| inputlookup gone | fields x",
		"g.yaml": "query: [",
		"h.yaml": "name: no rule",
	} {
		fsys[file] = &fstest.MapFile{Data: []byte(text)}
	}
	pack, err := Find(fsys, ".")
	require.NoError(t, err)
	rep := (&Checker{}).Run(pack)
	require.Equal(t, []string{
		"3 of 7 rules run; 4 need: a rule in the file (1), corrected names of columns (1), lookup gone (1), the host function FileProfile (1)",
		"to be given with their data: schema of the table AzureDiagnostics (1), watchlist vips (1)",
	}, rep.Notes)
	require.Equal(t, report.Errored, rep.Status())
	require.Equal(t, Want{What: "lookup gone", Rules: 1, Stops: true}, Wanted(rep)[2])
}
