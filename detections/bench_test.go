package detections_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/detections"
	"github.com/goshawk-lang/goshawk/internal/gen"
	"github.com/goshawk-lang/goshawk/readers"
	"github.com/goshawk-lang/goshawk/table"
)

// BenchmarkEmail runs the first detection over a million rows, from a file
// and from memory.
func BenchmarkEmail(b *testing.B) {
	if testing.Short() {
		b.Skip("a million rows")
	}
	const rows = 1_000_000
	file := filepath.Join(b.TempDir(), "email.ndjson")
	f, err := os.Create(file)
	require.NoError(b, err)
	require.NoError(b, gen.WriteEmailNDJSON(f, gen.Emails(rows, 3)))
	info, err := f.Stat()
	require.NoError(b, err)
	require.NoError(b, f.Close())
	ctx := context.Background()
	src, err := readers.Open(ctx, file, readers.Options{Name: "EmailEvents"})
	require.NoError(b, err)
	loaded, err := goshawk.Load(ctx, src, nil)
	require.NoError(b, err)
	rule, err := detections.SampleRule("email")
	require.NoError(b, err)
	for name, from := range map[string]table.Source{"ndjson": src, "memory": loaded} {
		b.Run(name, func(b *testing.B) {
			db := goshawk.New(goshawk.Now(gen.Now))
			db.AddTable("EmailEvents", from)
			q, err := rule.Compile(db, detections.Options{})
			require.NoError(b, err)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				_, err := q.Table(ctx)
				require.NoError(b, err)
			}
			runtime.ReadMemStats(&after)
			total := float64(b.N) * rows
			b.ReportMetric(total/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/total, "allocs/row")
			if name == "ndjson" {
				b.SetBytes(info.Size())
			}
		})
	}
}
