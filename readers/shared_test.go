package readers

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/internal/conformance"
	"github.com/goshawk-lang/goshawk/table"
)

func TestSharedEmailEvents(t *testing.T) {
	var both [][]string
	for _, file := range []string{"email_events.ndjson", "email_events.csv"} {
		src, err := Open(t.Context(), conformance.File(t, "data/email/"+file), Options{Name: "EmailEvents"})
		require.NoError(t, err)
		known, _ := KnownSchema("EmailEvents")
		require.Equal(t, known.Fields(), src.Schema().Fields()[:known.Len()])
		require.Equal(t, 49, src.Schema().Len())
		b, report := readAll(t, src, everything)
		require.Equal(t, 300, b.Len())
		require.Empty(t, report.Problems)
		both = append(both, show(b))
	}
	require.Equal(t, both[0], both[1])
}

func TestSharedO365(t *testing.T) {
	src, err := Open(t.Context(), conformance.File(t, "data/o365/send_hard_delete.ndjson"), Options{Name: "o365", Events: &EventOptions{}})
	require.NoError(t, err)
	b, report := readAll(t, src, everything)
	require.Equal(t, 75, b.Len())
	require.Empty(t, report.Problems)
	require.Nil(t, b.Column("scenario"))
	require.Equal(t, table.TypeLong, b.Column("_time").Type())
	require.NotNil(t, b.Column("AffectedItems{}.Subject"))

	pruned, _ := readAll(t, src, table.ScanRequest{Columns: []string{"AffectedItems{}.Subject", "Folder.Path", "_time"}})
	require.Equal(t, []string{"AffectedItems{}.Subject", "Folder.Path", "_time"}, pruned.Schema().Names())
	for i := range b.Len() {
		for k, name := range pruned.Schema().Names() {
			require.Equal(t, b.Column(name).Value(i), pruned.Col(k).Value(i))
		}
	}
}
