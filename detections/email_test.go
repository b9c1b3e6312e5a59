package detections_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/internal/gen"
	"github.com/goshawk-lang/goshawk/table"
)

var emailLists = []string{"HardDelete", "SoftDelete", "MoveToJunk", "MoveToDelete"}

// emailCases reads the first detection's result, checking what the query fixes
// about it: its columns, that the sums do not rise, and that counts are those
// of the lists.
func emailCases(t *testing.T, tab *table.Table) map[string]*gen.EmailCase {
	require.Equal(t, "(RecipientEmailAddress:string, Sum_case:long, HardDelete_case:long, SoftDelete_case:long, MoveToJunk_case:long, MoveToDelete_case:long, "+
		"HardDelete_NetworkID:dynamic, SoftDelete_NetworkID:dynamic, MoveToJunk_NetworkID:dynamic, MoveToDelete_NetworkID:dynamic)", tab.Schema().String())
	out := map[string]*gen.EmailCase{}
	sums := column(t, tab, "Sum_case")
	var lists, counts [4][]table.Value
	for k, name := range emailLists {
		lists[k], counts[k] = column(t, tab, name+"_NetworkID"), column(t, tab, name+"_case")
	}
	for i, who := range column(t, tab, "RecipientEmailAddress") {
		c := &gen.EmailCase{Recipient: who.Str()}
		require.Nil(t, out[c.Recipient], "two rows for %q", c.Recipient)
		out[c.Recipient] = c
		for k := range emailLists {
			for _, v := range lists[k][i].Array() {
				c.Lists[k] = append(c.Lists[k], v.Str())
			}
			require.EqualValues(t, len(c.Lists[k]), counts[k][i].Int())
		}
		require.EqualValues(t, c.Sum(), sums[i].Int())
		if i > 0 {
			require.LessOrEqual(t, sums[i].Int(), sums[i-1].Int(), "row %d", i)
		}
	}
	return out
}

func TestEmailRecorded(t *testing.T) {
	data, err := os.ReadFile(conformance.File(t, "data/email/expected.json"))
	require.NoError(t, err)
	var expected struct{ Rows []map[string]any }
	require.NoError(t, json.Unmarshal(data, &expected))
	require.NotEmpty(t, expected.Rows)
	for _, name := range []string{"email_events.ndjson", "email_events.csv"} {
		t.Run(name, func(t *testing.T) {
			db := emailEngine(t, conformance.File(t, "data/email/"+name))
			q, err := loadSample(t, "email").Compile(db, detections.Options{})
			require.NoError(t, err)
			got := emailCases(t, runEveryWay(t, q))
			require.Len(t, got, len(expected.Rows))
			for _, row := range expected.Rows {
				c := got[row["RecipientEmailAddress"].(string)]
				require.NotNil(t, c, "no row for %q", row["RecipientEmailAddress"])
				require.EqualValues(t, row["Sum_case"], c.Sum())
				for k, name := range emailLists {
					var want []string
					for _, v := range row[name+"_NetworkID"].([]any) {
						want = append(want, v.(string))
					}
					sort.Strings(want)
					list := append([]string(nil), c.Lists[k]...)
					sort.Strings(list)
					require.Equal(t, want, list)
				}
			}
		})
	}
}

// TestEmailLarge compares with an answer that was worked out row by row. Lists
// keep the order of the input.
func TestEmailLarge(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 5_000
	}
	rows := gen.Emails(n, 7)
	want := gen.EmailAnswer(rows)
	require.Greater(t, len(want), n/50)
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "email.ndjson"), func(f *os.File) error { return gen.WriteEmailNDJSON(f, rows) })
	writeFile(t, filepath.Join(dir, "email.csv"), func(f *os.File) error { return gen.WriteEmailCSV(f, rows) })
	for _, name := range []string{"email.ndjson", "email.csv"} {
		t.Run(name, func(t *testing.T) {
			q, err := loadSample(t, "email").Compile(emailEngine(t, filepath.Join(dir, name)), detections.Options{})
			require.NoError(t, err)
			tab, first := runOnce(t, q, goshawk.Workers(1))
			_, again := runOnce(t, q, goshawk.Workers(4), goshawk.BatchRows(1000))
			require.True(t, first == again, "the output depends on the number of workers")
			got := emailCases(t, tab)
			require.Len(t, got, len(want))
			for who, c := range want {
				require.Equal(t, c, got[who])
			}
		})
	}
}
