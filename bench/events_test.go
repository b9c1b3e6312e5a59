package bench

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk"
	"github.com/goshawk-lang/goshawk/readers"
)

// rawSearches name five fields each.
var rawSearches = map[string]struct{ sourcetype, search string }{
	"o365": {"o365:management:activity",
		`sourcetype="o365:management:activity" Operation=*Delete Folder.Path="\\Sent Items" | stats count min(_time) as first values(AffectedItems{}.Subject) as subjects by UserId`},
	"xmlwineventlog": {"XmlWinEventLog",
		`sourcetype=XmlWinEventLog EventCode=1 CommandLine="*echo 7*" | stats count min(_time) as first values(Image) as images by Computer`},
}

// events are how many raw events the benchmark reads: BENCH_EVENTS.
func events(t testing.TB) int {
	text := os.Getenv("BENCH_EVENTS")
	if text == "" {
		return 20000
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}

func rawEngine(t testing.TB, kind string, n int) (*goshawk.Engine, int64) {
	path := filepath.Join(t.TempDir(), kind+".log")
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, GenerateEvents(f, kind, n))
	info, err := f.Stat()
	require.NoError(t, err)
	require.NoError(t, f.Close())
	src, err := readers.Open(context.Background(), path, readers.Options{Name: kind, Events: &readers.EventOptions{Sourcetype: rawSearches[kind].sourcetype}})
	require.NoError(t, err)
	db := goshawk.New()
	db.AddEvents(kind, src)
	return db, info.Size()
}

// BenchmarkRawEvents searches raw events in a file: bytes, allocations and
// time an event, and the most memory that the heap took meanwhile.
func BenchmarkRawEvents(b *testing.B) {
	for _, kind := range RawEvents {
		b.Run(kind, func(b *testing.B) {
			n := events(b)
			db, size := rawEngine(b, kind, n)
			q, err := db.CompileSPL(rawSearches[kind].search)
			require.NoError(b, err)
			b.SetBytes(size)
			stop, peak := make(chan bool), make(chan uint64)
			go watchHeap(stop, peak)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			runs, cpu := 0, cpuTime()
			for b.Loop() {
				runs++
				if _, err := q.Table(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
			runtime.ReadMemStats(&after)
			if cpu = cpuTime() - cpu; cpu > 0 {
				b.ReportMetric(float64(size)*float64(runs)/1e6/cpu.Seconds(), "MB/cpu-s")
			}
			close(stop)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(runs*n), "allocs/event")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(runs*n), "ns/event")
			b.ReportMetric(float64(<-peak)/(1<<20), "peak-MB")
		})
	}
}

// watchHeap tells the most memory in use by the heap until stop is closed.
func watchHeap(stop <-chan bool, peak chan<- uint64) {
	var most uint64
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
		select {
		case <-stop:
			peak <- most
			return
		case <-tick.C:
		}
	}
}

// TestRawSearches shows that the benchmark's searches find what they name, and
// the same on any number of workers.
func TestRawSearches(t *testing.T) {
	for _, kind := range RawEvents {
		db, _ := rawEngine(t, kind, 3000)
		q, err := db.CompileSPL(rawSearches[kind].search)
		require.NoError(t, err)
		one, err := q.Table(context.Background(), goshawk.Workers(1))
		require.NoError(t, err)
		require.Greater(t, one.Len(), 50, kind)
		require.Equal(t, 4, one.Batch().Schema().Len())
		many, err := q.Table(context.Background(), goshawk.Workers(3))
		require.NoError(t, err)
		require.Equal(t, one.Len(), many.Len())
		for i := range one.Len() {
			require.Equal(t, one.Batch().Row(i), many.Batch().Row(i), "%s row %d", kind, i)
		}
	}
	require.ErrorContains(t, GenerateEvents(nil, "nothing", 1), "no events")
}
