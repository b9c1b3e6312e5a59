package readers

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// TestTwins: in a table that has two names for its time in two services, the
// name that a file lacks reads the other.
func TestTwins(t *testing.T) {
	ctx := context.Background()
	const at = "2026-03-15T10:00:00Z"
	for name, c := range map[string]struct{ file, text, there, lacking string }{
		"an export":        {"x.ndjson", `{"Timestamp":"` + at + `","DeviceName":"a"}` + "\n" + `{"Timestamp":"2026-03-14","DeviceName":"b"}` + "\n", "Timestamp", "TimeGenerated"},
		"an export as CSV": {"x.csv", "Timestamp,DeviceName\n" + at + ",a\n2026-03-14T00:00:00Z,b\n", "Timestamp", "TimeGenerated"},
		"a copy":           {"x.json", `[{"TimeGenerated":"` + at + `","DeviceName":"a"},{"TimeGenerated":"2026-03-14","DeviceName":"b"}]`, "TimeGenerated", "Timestamp"},
	} {
		src, err := FromBytes(ctx, c.file, []byte(c.text), Options{Name: "DeviceEvents"})
		require.NoError(t, err, name)
		i := src.Schema().Index(c.lacking)
		require.GreaterOrEqual(t, i, 0, name)
		require.Equal(t, table.TypeDateTime, src.Schema().Field(i).Type, name)
		late := table.ScanStep{Columns: []string{c.lacking}, New: func() table.KeepRows {
			return func(b *table.Batch) (rows []int32, all bool, err error) {
				for r := range b.Len() {
					if b.Column(c.lacking).Value(r).DateTime().Time().Hour() == 10 {
						rows = append(rows, int32(r))
					}
				}
				return rows, false, nil
			}
		}}
		for _, req := range []table.ScanRequest{
			{All: true},
			{Columns: []string{c.lacking, "DeviceName"}},
			{Columns: []string{c.there, c.lacking}},
			{Columns: []string{"DeviceName", c.lacking}, Filter: &table.ScanFilter{Steps: []table.ScanStep{late}}},
		} {
			sc, err := src.Scan(ctx, req)
			require.NoError(t, err, name)
			filters := sc.(table.FilteringScanner).Filters()
			require.Equal(t, req.Filter != nil, filters, name)
			rows := 0
			for {
				chunk, err := sc.Next(ctx)
				if errors.Is(err, io.EOF) {
					break
				}
				require.NoError(t, err, name)
				batches, _, err := chunk.Read(ctx)
				require.NoError(t, err, name)
				for _, b := range batches {
					want := req.Columns
					if req.All {
						want = src.Schema().Names()
					}
					require.Equal(t, want, b.Schema().Names(), name)
					for r := range b.Len() {
						rows++
						require.False(t, b.Column(c.lacking).Null(r), name)
					}
				}
			}
			require.Equal(t, map[bool]int{false: 2, true: 1}[filters], rows, name)
		}
	}
	both, err := FromBytes(ctx, "x.ndjson", []byte(`{"Timestamp":"2026-03-15T10:00:00Z","TimeGenerated":"2026-03-15T10:05:00Z"}`), Options{Name: "DeviceEvents"})
	require.NoError(t, err)
	require.IsType(t, &source{}, both)
	none, err := FromBytes(ctx, "x.ndjson", []byte(`{"DeviceName":"a"}`), Options{Name: "DeviceEvents"})
	require.NoError(t, err)
	require.Equal(t, -1, none.Schema().Index("TimeGenerated"))
}
