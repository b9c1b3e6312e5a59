package goshawk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
)

// TestSPLLimits shows what each of Splunk's limits leaves out, and that the
// result says so; and that without them nothing is left out.
func TestSPLLimits(t *testing.T) {
	limits := goshawk.SPLLimits{Subsearch: 3, Join: 4, Sort: 5, List: 2, Map: 2, Mvexpand: 20, Spath: 12, Transactions: 3, TransactionEvents: 100, Pairs: 2, PairChars: 9}
	rows := `| makeresults count=8 | streamstats count as n `
	for name, c := range map[string]struct {
		search       string
		off, limited int
		warning      string
	}{
		"subsearch":   {rows + `| search [` + rows + `| fields n]`, 8, 3, "subsearch: rows beyond 3 are left out"},
		"join":        {rows + `| join n [` + rows + `]`, 8, 4, "subsearch of join: rows beyond 4 are left out"},
		"append":      {rows + `| append [` + rows + `]`, 16, 12, "subsearch of append: rows beyond 4 are left out"},
		"appendcols":  {`| makeresults | appendcols [` + rows + `]`, 8, 4, "subsearch of appendcols: rows beyond 4 are left out"},
		"union":       {rows + `| union [` + rows + `]`, 16, 12, "subsearch of union: rows beyond 4 are left out"},
		"sort":        {rows + `| sort n`, 8, 5, "sort: rows beyond 5 are left out"},
		"list":        {rows + `| stats list(n) as l | mvexpand l`, 8, 2, "list() keeps the first 2 values of a group; others are left out"},
		"map":         {rows + `| map search="| makeresults | eval x=$n$"`, 8, 2, "map: rows beyond 2 are left out"},
		"mvexpand":    {`| makeresults | fields - _time | eval m=split("abc,def,ghi,jkl,mno,pqr,stu,vwx", ",") | mvexpand m`, 8, 6, "mvexpand: rows beyond 20 bytes are left out"},
		"spath":       {`| makeresults | eval _raw="{\"a\": 1, \"b\": 2}" | spath | fields a b | fields - _time _raw | transpose`, 2, 1, "spath: what stands beyond 12 bytes of a text is left out"},
		"pairs":       {`| makeresults | eval _raw="a=1 b=2 c=3" | extract maxchars=99 | fields a b c | fields - _time _raw | transpose`, 3, 2, "extract: pairs beyond 2 of an event are left out"},
		"chars":       {`| makeresults | eval _raw="a=1 b=2 c=3" | extract limit=99 | fields a b c | fields - _time _raw | transpose`, 3, 2, "extract: what stands beyond 9 characters of an event is left out"},
		"transaction": {rows + `| transaction n`, 8, 3, "transaction: too many transactions or events of them were open (maxopentxn, maxopenevents), so some are given up"},
	} {
		t.Run(name, func(t *testing.T) {
			run := func(l goshawk.SPLLimits, search string) (int, []string) {
				db := goshawk.New()
				db.SetSPLLimits(l)
				q, err := db.CompileSPL(search)
				require.NoError(t, err)
				res, err := q.Run(context.Background(), goshawk.BatchRows(2))
				require.NoError(t, err)
				defer res.Close()
				tab, err := res.Table()
				require.NoError(t, err)
				return tab.Len(), res.Warnings()
			}
			n, warnings := run(goshawk.SPLLimits{}, c.search)
			require.Equal(t, c.off, n)
			require.Empty(t, warnings)
			n, warnings = run(limits, c.search)
			require.Equal(t, c.limited, n)
			require.Equal(t, []string{c.warning}, warnings)
			n, warnings = run(goshawk.SPLLimits{Subsearch: 8, Join: 8, Sort: 8, List: 8, Map: 8, Mvexpand: 24, Spath: 16, Transactions: 8, TransactionEvents: 8, Pairs: 3, PairChars: 11}, c.search)
			require.Equal(t, c.off, n, "a limit that is just reached leaves nothing out")
			require.Empty(t, warnings)
		})
	}
	// What the search itself says goes before the limits.
	for search, want := range map[string]int{
		rows + `| sort 7 n`: 7, rows + `| sort 0 n`: 8, rows + `| sort limit=6 n`: 6, rows + `| map maxsearches=3 search="| makeresults"`: 3,
		rows + `| append maxout=1 [` + rows + `]`: 9,
	} {
		db := goshawk.New()
		db.SetSPLLimits(limits)
		q, err := db.CompileSPL(search)
		require.NoError(t, err, search)
		tab, err := q.Table(context.Background())
		require.NoError(t, err, search)
		require.Equal(t, want, tab.Len(), search)
	}
	require.EqualValues(t, 50_000, goshawk.SplunkLimits.Join)
}
